-- expand: what a municipality, a contract and a subsidy period also say. Nullable or with a default: the
-- previous release goes on writing without them.
ALTER TABLE municipalities
  ADD COLUMN code_year integer CHECK (code_year BETWEEN 1900 AND 2199),
  ADD COLUMN qualifier text CHECK (char_length(qualifier) BETWEEN 1 AND 20),
  ADD COLUMN rsin text CHECK (rsin ~ '^[0-9]{9}$'),
  ADD COLUMN oin text CHECK (oin ~ '^[0-9]{20}$'),
  ADD COLUMN version bigint NOT NULL DEFAULT 1;
ALTER TABLE protocols
  ADD COLUMN first_day date;
ALTER TABLE contracts
  ADD COLUMN municipality_reference text CHECK (char_length(municipality_reference) BETWEEN 1 AND 40),
  ADD COLUMN provider_reference text CHECK (char_length(provider_reference) BETWEEN 1 AND 40),
  ADD COLUMN funding_source text CHECK (char_length(funding_source) BETWEEN 1 AND 100),
  ADD COLUMN processing_agreement_on date,
  ADD COLUMN follows_contract_id uuid CHECK (follows_contract_id <> contract_id),
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD CHECK (char_length(reference) BETWEEN 1 AND 40),
  ADD FOREIGN KEY (municipality, follows_contract_id) REFERENCES contracts (municipality, contract_id);
ALTER TABLE subsidy_periods
  ADD COLUMN target_precision smallint NOT NULL DEFAULT 0 CHECK (target_precision BETWEEN 0 AND 2),
  ADD COLUMN target_tolerance integer CHECK (target_tolerance BETWEEN 0 AND 10000),
  ADD COLUMN target_covers smallint NOT NULL DEFAULT 0 CHECK (target_covers BETWEEN 0 AND 2),
  ADD COLUMN counted_at smallint CHECK (counted_at IN (1, 2)),
  ADD COLUMN ended_in_trial smallint CHECK (ended_in_trial BETWEEN 0 AND 2),
  ADD COLUMN coordinator_minutes integer CHECK (coordinator_minutes BETWEEN 1 AND 6000000),
  ADD COLUMN coordinator_precision smallint CHECK (coordinator_precision BETWEEN 0 AND 2),
  ADD COLUMN coordinator_per smallint CHECK (coordinator_per BETWEEN 0 AND 4),
  -- The set of decision dates that counts.
  ADD COLUMN decisions_version bigint NOT NULL DEFAULT 1,
  ADD COLUMN sealed_at timestamptz,
  ADD COLUMN version bigint NOT NULL DEFAULT 1,
  ADD CHECK (target IS NOT NULL
             OR target_tolerance IS NULL AND target_precision = 0 AND target_covers = 0),
  ADD CHECK ((counted_at IS NULL) = (ended_in_trial IS NULL)),
  ADD CHECK ((coordinator_minutes IS NULL) = (coordinator_precision IS NULL)
             AND (coordinator_minutes IS NULL) = (coordinator_per IS NULL)),
  -- Sealed after its last day, in Amsterdam.
  ADD CHECK ((sealed_at AT TIME ZONE 'Europe/Amsterdam')::date > last_day);
-- A set never changes: a changed period names a newer one.
CREATE TABLE decision_dates (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  name text NOT NULL,
  decisions_version bigint NOT NULL,
  number smallint NOT NULL CHECK (number BETWEEN 1 AND 20),
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
  day date,
  as_stated text CHECK (char_length(as_stated) BETWEEN 1 AND 500),
  PRIMARY KEY (municipality, contract_id, name, decisions_version, number),
  FOREIGN KEY (municipality, contract_id, name)
    REFERENCES subsidy_periods (municipality, contract_id, name)
);
-- Newer versions of the protocol; the one that the contract began with stands in the contract.
CREATE TABLE contract_protocols (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  first_day date NOT NULL,
  programme text NOT NULL,
  version integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, first_day),
  UNIQUE (municipality, contract_id, version),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  FOREIGN KEY (programme, version) REFERENCES protocols (programme, version)
);
-- What was ended (1), cut short by that (2), sealed (3) or adopted (4), why and by whom. Only grows.
CREATE TABLE contract_changes (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  request_id uuid NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 4),
  -- Of the period with 2 and 3.
  period text,
  -- The last day and the target that were, with 1 and 2.
  last_day_before date,
  target_before integer,
  protocol_version integer,
  reason text CHECK (char_length(reason) BETWEEN 1 AND 500),
  -- With 1 the contract as it was then, as a message: a request that comes again gets the same answer.
  became bytea,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, request_id, kind),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  CHECK (kind <> 1 OR reason IS NOT NULL AND became IS NOT NULL),
  CHECK ((kind IN (2, 3)) = (period IS NOT NULL)),
  CHECK ((kind = 4) = (protocol_version IS NOT NULL))
);
ALTER TABLE decision_dates ENABLE ROW LEVEL SECURITY;
ALTER TABLE decision_dates FORCE ROW LEVEL SECURITY;
ALTER TABLE contract_protocols ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_protocols FORCE ROW LEVEL SECURITY;
ALTER TABLE contract_changes ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_changes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON decision_dates
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON contract_protocols
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON contract_changes
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY municipality ON decision_dates FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND current_setting('buurtbrug.access', true) = 'municipality');
CREATE POLICY municipality ON contract_protocols FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND current_setting('buurtbrug.access', true) = 'municipality');
-- Whether any contract uses a version of a protocol.
CREATE POLICY network ON contract_protocols FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'network');
GRANT UPDATE (code_year, qualifier, rsin, oin, version) ON municipalities TO :"role";
-- Of a version that no contract uses.
GRANT UPDATE (trial_weeks, vog_valid_months, training_required, guidance_months, evaluation_interval_months,
              first_day) ON protocols TO :"role";
GRANT UPDATE (provider, reference, as_stated, municipality_reference, provider_reference, funding_source,
              processing_agreement_on, version) ON contracts TO :"role";
-- Of one that is not sealed.
GRANT UPDATE (last_day, amount_cents, funding_source, target, quarter_targets, as_stated, target_precision,
              target_tolerance, target_covers, counted_at, ended_in_trial, coordinator_minutes,
              coordinator_precision, coordinator_per, decisions_version, sealed_at, version)
  ON subsidy_periods TO :"role";
GRANT SELECT, INSERT ON decision_dates TO :"role";
GRANT SELECT, INSERT ON contract_protocols TO :"role";
GRANT SELECT, INSERT ON contract_changes TO :"role";
