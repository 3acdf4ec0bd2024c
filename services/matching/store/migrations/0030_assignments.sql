-- expand: which coordinator looks after a match, from day to day. Of the rows of a match that hold on a day the one with
-- the highest number counts; without any it is its proposer's.
CREATE TABLE assignment_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  number bigint NOT NULL,
  coordinator text NOT NULL CHECK (char_length(coordinator) BETWEEN 1 AND 255),
  -- Numbers as in buurtbrug.common.v1.Role: coordinator or volunteer coordinator.
  role smallint NOT NULL CHECK (role IN (2, 3)),
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, match_id, number),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id)
);
-- Whether a volunteer can look after the matches of a request family, as a coordinator decided.
CREATE TABLE triage_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  -- Numbers as in buurtbrug.matching.v1.TriageOutcome.
  outcome smallint NOT NULL CHECK (outcome IN (1, 2)),
  proposed smallint NOT NULL CHECK (proposed IN (1, 2)),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES profiles (municipality, contract_id, family_id)
);
-- What marks the case of a request family, as registration's feed tells its needs: numbers of
-- buurtbrug.tenancy.v1.Casuistry. Derived; apart from `profiles`, because either may be told first.
CREATE TABLE case_needs (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  casuistry smallint[] NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id)
);
-- What the contract's protocol says of coordination from a day on, as tenancy's feed tells it. Derived.
CREATE TABLE coordination_terms (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  first_day date NOT NULL,
  volunteers smallint NOT NULL,
  professional_casuistry smallint[] NOT NULL,
  -- Two lists of the same length: the step, and its usual minutes.
  work_kinds smallint[] NOT NULL,
  work_minutes smallint[] NOT NULL CHECK (cardinality(work_minutes) = cardinality(work_kinds)),
  PRIMARY KEY (municipality, contract_id, first_day)
);
ALTER TABLE assignment_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE assignment_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE triage_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE triage_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE case_needs ENABLE ROW LEVEL SECURITY;
ALTER TABLE case_needs FORCE ROW LEVEL SECURITY;
ALTER TABLE coordination_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE coordination_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON assignment_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON triage_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON case_needs
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON coordination_terms
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON assignment_steps TO :"role";
GRANT SELECT, INSERT ON triage_steps TO :"role";
GRANT SELECT, INSERT, UPDATE ON case_needs TO :"role";
GRANT SELECT, INSERT ON coordination_terms TO :"role";
-- Registration's feed is read anew for the needs that it told until now; no older news of readiness ends anything.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'registration';
