-- Contracts and subsidy periods as tenancy's feed tells them: the standing of a case's contract is decided
-- in the transaction that writes the case.
CREATE TABLE contracts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  first_day date NOT NULL,
  last_day date,
  run_off_day date,
  trial_weeks integer,
  vog_valid_months integer NOT NULL,
  training_required boolean NOT NULL,
  guidance_months integer NOT NULL,
  evaluation_interval_months integer NOT NULL,
  PRIMARY KEY (municipality, contract_id)
);
CREATE TABLE subsidy_periods (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  name text NOT NULL,
  first_day date NOT NULL,
  last_day date NOT NULL,
  target integer,
  quarter_targets integer[] NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, name),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
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
-- UPDATE is what FOR SHARE asks for, and what a changed contract will need.
GRANT SELECT, INSERT, UPDATE ON contracts TO :"role";
GRANT SELECT, INSERT, UPDATE ON subsidy_periods TO :"role";
