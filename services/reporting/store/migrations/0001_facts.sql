-- What happened, from the other services' feeds, under the id that the fact has there. Kinds: 1 request
-- family registered, 2 support family registered, 3 trial started, 4 match ended in its trial, 5 evaluation
-- held.
CREATE TABLE facts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  fact_id uuid NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, fact_id)
);
CREATE INDEX facts_by_day ON facts (municipality, contract_id, occurred_on);

-- Tables that somebody published elsewhere, as they were printed.
CREATE TABLE published_tables (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  table_id uuid NOT NULL,
  period text NOT NULL,
  title text NOT NULL,
  source text NOT NULL,
  as_printed text NOT NULL,
  as_of date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, table_id),
  FOREIGN KEY (municipality, contract_id, period)
    REFERENCES subsidy_periods (municipality, contract_id, name)
);
-- One cell; quarter 0 is the total. A blank cell has no value: blank is not 0.
CREATE TABLE published_cells (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  table_id uuid NOT NULL,
  row_number smallint NOT NULL,
  quarter smallint NOT NULL,
  indicator smallint NOT NULL,
  value integer,
  PRIMARY KEY (municipality, contract_id, table_id, row_number, quarter),
  FOREIGN KEY (municipality, contract_id, table_id)
    REFERENCES published_tables (municipality, contract_id, table_id)
);
ALTER TABLE facts ENABLE ROW LEVEL SECURITY;
ALTER TABLE facts FORCE ROW LEVEL SECURITY;
ALTER TABLE published_tables ENABLE ROW LEVEL SECURITY;
ALTER TABLE published_tables FORCE ROW LEVEL SECURITY;
ALTER TABLE published_cells ENABLE ROW LEVEL SECURITY;
ALTER TABLE published_cells FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON facts
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON published_tables
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON published_cells
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- Facts are derived: a rebuild forgets those of all tenants. It can see and delete, not write.
CREATE POLICY rebuild_read ON facts FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'rebuild');
CREATE POLICY rebuild ON facts FOR DELETE
  USING (current_setting('buurtbrug.access', true) = 'rebuild');
GRANT SELECT, INSERT, DELETE ON facts TO :"role";
GRANT SELECT, INSERT ON published_tables TO :"role";
GRANT SELECT, INSERT ON published_cells TO :"role";
