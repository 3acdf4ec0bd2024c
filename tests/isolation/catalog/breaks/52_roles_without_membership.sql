-- A role of the server that reads all tables.
RESET ROLE;
GRANT pg_read_all_data TO buurtbrug_reporting;
