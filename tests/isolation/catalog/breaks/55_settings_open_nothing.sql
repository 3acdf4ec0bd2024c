-- One municipality for whoever forgets to set one.
RESET ROLE;
DO $$
BEGIN
  EXECUTE format('ALTER DATABASE %I SET buurtbrug.municipality = %L', current_database(), '0610');
END
$$;
