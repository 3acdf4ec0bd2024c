-- The schema of a service is its own.
RESET ROLE;
ALTER SCHEMA matching OWNER TO buurtbrug_matching;
