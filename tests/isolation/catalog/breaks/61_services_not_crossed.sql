-- Reporting looks for itself.
GRANT SELECT ON registration.families TO buurtbrug_reporting;
