-- A session that is a replica runs no triggers, so no foreign keys.
RESET ROLE;
GRANT SET ON PARAMETER session_replication_role TO buurtbrug_matching;
