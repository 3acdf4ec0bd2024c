-- An account for emergencies.
RESET ROLE;
CREATE ROLE buurtbrug_emergency BYPASSRLS;
