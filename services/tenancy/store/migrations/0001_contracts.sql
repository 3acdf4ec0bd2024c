-- Municipalities, protocols, contracts and their subsidy periods. This is where they are made; the other
-- services hold copies, from the feed.
-- not case data: the tenants themselves, which the foundation keeps.
CREATE TABLE municipalities (
  code char(4) PRIMARY KEY CHECK (code ~ '^[0-9]{4}$' AND code <> '0000'),
  name text NOT NULL
);
-- not case data: programmes of the whole network; a version never changes.
CREATE TABLE protocols (
  programme text NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  trial_weeks integer CHECK (trial_weeks BETWEEN 1 AND 52),
  vog_valid_months integer NOT NULL CHECK (vog_valid_months BETWEEN 1 AND 120),
  training_required boolean NOT NULL,
  guidance_months integer NOT NULL CHECK (guidance_months BETWEEN 1 AND 60),
  evaluation_interval_months integer NOT NULL CHECK (evaluation_interval_months BETWEEN 1 AND 24),
  PRIMARY KEY (programme, version)
);
CREATE TABLE contracts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL CHECK (contract_id <> '00000000-0000-0000-0000-000000000000'),
  programme text NOT NULL,
  protocol_version integer NOT NULL,
  provider text NOT NULL,
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day),
  run_off_day date CHECK (last_day IS NOT NULL AND run_off_day >= last_day OR run_off_day IS NULL),
  reference text,
  as_stated text,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id),
  FOREIGN KEY (municipality) REFERENCES municipalities (code),
  FOREIGN KEY (programme, protocol_version) REFERENCES protocols (programme, version),
  -- Without a last day it has no end.
  CONSTRAINT contracts_overlap
    EXCLUDE USING gist (municipality WITH =, daterange(first_day, last_day, '[]') WITH &&)
);
CREATE TABLE subsidy_periods (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  name text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL CHECK (last_day >= first_day),
  amount_cents bigint CHECK (amount_cents BETWEEN 0 AND 1000000000000),
  funding_source text,
  target integer CHECK (target BETWEEN 0 AND 10000),
  quarter_targets integer[] NOT NULL,
  as_stated text,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, name),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  CONSTRAINT subsidy_periods_overlap
    EXCLUDE USING gist (municipality WITH =, contract_id WITH =,
                        daterange(first_day, last_day, '[]') WITH &&)
);
ALTER TABLE contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
ALTER TABLE subsidy_periods ENABLE ROW LEVEL SECURITY;
ALTER TABLE subsidy_periods FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contracts
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON subsidy_periods
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- A municipality as a whole, and the network, only read.
CREATE POLICY municipality ON contracts FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND current_setting('buurtbrug.access', true) = 'municipality');
CREATE POLICY municipality ON subsidy_periods FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND current_setting('buurtbrug.access', true) = 'municipality');
CREATE POLICY network ON contracts FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'network');
CREATE POLICY network ON subsidy_periods FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'network');
-- UPDATE of these columns is what a lock on a row asks for, and what a new name or a changed contract will need.
GRANT SELECT, INSERT, UPDATE (name) ON municipalities TO :"role";
GRANT SELECT, INSERT ON protocols TO :"role";
GRANT SELECT, INSERT, UPDATE (last_day, run_off_day) ON contracts TO :"role";
GRANT SELECT, INSERT ON subsidy_periods TO :"role";
