-- Every session begins with access to the network.
RESET ROLE;
ALTER ROLE buurtbrug_tenancy SET buurtbrug.access = 'network';
