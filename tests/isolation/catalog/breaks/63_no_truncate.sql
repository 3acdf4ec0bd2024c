-- For a quick clean-up.
GRANT TRUNCATE ON reporting.facts TO buurtbrug_reporting;
