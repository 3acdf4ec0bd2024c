-- Files of the server can be read.
RESET ROLE;
GRANT EXECUTE ON FUNCTION pg_read_file(text) TO buurtbrug_reporting;
