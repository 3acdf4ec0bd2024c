-- A number drawn with the rights of the owner.
CREATE FUNCTION registration.next_number() RETURNS bigint
  SECURITY DEFINER SET search_path TO registration LANGUAGE sql AS
$$ SELECT count(*) FROM registration.families $$;
REVOKE EXECUTE ON FUNCTION registration.next_number() FROM PUBLIC;
ALTER TABLE registration.families ALTER COLUMN version SET DEFAULT registration.next_number();
