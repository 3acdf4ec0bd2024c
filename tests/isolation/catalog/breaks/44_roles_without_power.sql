-- A right given by hand: BYPASSRLS.
RESET ROLE;
ALTER ROLE buurtbrug_matching BYPASSRLS;
