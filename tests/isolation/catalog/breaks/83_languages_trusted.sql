-- A language that reads files.
RESET ROLE;
CREATE LANGUAGE handmade HANDLER plpgsql_call_handler;
