-- Room for big queries.
RESET ROLE;
DO $$
BEGIN
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO buurtbrug_reporting', current_database());
END
$$;
