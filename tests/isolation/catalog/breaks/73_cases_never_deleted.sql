-- Families can be removed.
GRANT DELETE ON registration.families TO buurtbrug_registration;
