-- expand: contracts and periods change, periods are sealed, and the protocol of a contract has versions.
ALTER TABLE contracts ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE subsidy_periods
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD COLUMN sealed_at timestamptz,
  -- As buurtbrug.tenancy.v1.CountedAt and .EndedInTrial; 0: not agreed.
  ADD COLUMN counted_at smallint NOT NULL DEFAULT 0,
  ADD COLUMN ended_in_trial smallint NOT NULL DEFAULT 0;
-- What the programme demands from a day on; what is dated before keeps the version before.
CREATE TABLE contract_protocols (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  first_day date NOT NULL,
  trial_weeks integer,
  vog_valid_months integer NOT NULL,
  training_required boolean NOT NULL,
  guidance_months integer NOT NULL,
  evaluation_interval_months integer NOT NULL,
  PRIMARY KEY (municipality, contract_id, first_day),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
-- Migrations run without a tenant: the rows that are there are copied past the policies, once.
ALTER TABLE contracts NO FORCE ROW LEVEL SECURITY;
INSERT INTO contract_protocols
  SELECT municipality, contract_id, first_day, trial_weeks, vog_valid_months, training_required,
    guidance_months, evaluation_interval_months FROM contracts;
ALTER TABLE contracts FORCE ROW LEVEL SECURITY;
-- The columns stay until no release reads them any more; this one leaves them empty.
ALTER TABLE contracts
  ALTER COLUMN vog_valid_months DROP NOT NULL, ALTER COLUMN training_required DROP NOT NULL,
  ALTER COLUMN guidance_months DROP NOT NULL, ALTER COLUMN evaluation_interval_months DROP NOT NULL;
ALTER TABLE contract_protocols ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_protocols FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contract_protocols
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON contract_protocols TO :"role";
