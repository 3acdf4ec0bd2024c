-- Counts past the policies.
RESET ROLE;
CREATE FUNCTION registration.count_families() RETURNS bigint
  SECURITY DEFINER SET search_path TO registration LANGUAGE sql AS
$$ SELECT count(*) FROM registration.families $$;
REVOKE EXECUTE ON FUNCTION registration.count_families() FROM PUBLIC;
