-- Progress of all tenants, stored.
CREATE MATERIALIZED VIEW reporting.progress AS
SELECT municipality, count(*) AS facts FROM reporting.facts GROUP BY municipality;
