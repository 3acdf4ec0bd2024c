-- A login for an analyst.
RESET ROLE;
CREATE ROLE analyst LOGIN;
GRANT USAGE ON SCHEMA reporting TO analyst;
GRANT SELECT ON reporting.facts TO analyst;
