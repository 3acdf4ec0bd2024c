-- The door of the schema alone.
GRANT USAGE ON SCHEMA registration TO buurtbrug_matching;
