-- The service makes its own schemas.
RESET ROLE;
DO $$
BEGIN
  EXECUTE format('GRANT CREATE ON DATABASE %I TO buurtbrug_matching', current_database());
END
$$;
