-- A second session, past the scope of this one.
RESET ROLE;
CREATE EXTENSION dblink SCHEMA extensions;
