-- Counts with the rights of the owner, in whatever schema comes first.
CREATE FUNCTION registration.count_families() RETURNS bigint SECURITY DEFINER LANGUAGE sql AS
$$ SELECT count(*) FROM registration.families $$;
REVOKE EXECUTE ON FUNCTION registration.count_families() FROM PUBLIC;
