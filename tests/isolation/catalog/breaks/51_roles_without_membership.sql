-- The service may do what migrations may.
RESET ROLE;
GRANT buurtbrug_owner TO buurtbrug_tenancy;
