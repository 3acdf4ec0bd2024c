-- The service makes its own tables.
GRANT CREATE ON SCHEMA matching TO buurtbrug_matching;
