-- A day of all tenants.
CREATE INDEX facts_day ON reporting.facts (occurred_on);
