-- A right given by hand: CREATEDB.
RESET ROLE;
ALTER ROLE buurtbrug_matching CREATEDB;
