-- A right given by hand: REPLICATION.
RESET ROLE;
ALTER ROLE buurtbrug_matching REPLICATION;
