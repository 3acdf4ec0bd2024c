-- A right given by hand: SUPERUSER.
RESET ROLE;
ALTER ROLE buurtbrug_matching SUPERUSER;
