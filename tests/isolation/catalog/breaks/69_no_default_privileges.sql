-- Whatever comes is readable.
ALTER DEFAULT PRIVILEGES IN SCHEMA registration GRANT SELECT ON TABLES TO buurtbrug_registration;
