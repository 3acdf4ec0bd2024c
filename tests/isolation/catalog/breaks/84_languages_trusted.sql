-- A function of the server's own code.
RESET ROLE;
CREATE FUNCTION matching.now() RETURNS timestamptz LANGUAGE internal AS 'now';
