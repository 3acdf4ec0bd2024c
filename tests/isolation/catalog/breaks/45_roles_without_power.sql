-- A right given by hand: CREATEROLE.
RESET ROLE;
ALTER ROLE buurtbrug_matching CREATEROLE;
