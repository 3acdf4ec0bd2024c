-- What registration's feed tells of the families; pseudonymous. Derived: it can be made again from the feed.
-- `sequence` is that of the entry that a row comes from. No key to contracts: the two feeds arrive in no
-- particular order.
CREATE TABLE profiles (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  role smallint NOT NULL,
  state smallint NOT NULL,
  children smallint NOT NULL,
  capacity smallint NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id)
);
-- Matches and the steps of their life. Steps are appended; `matches` holds what is derived from them.
CREATE TABLE matches (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  request_family_id uuid NOT NULL,
  children smallint[] NOT NULL CHECK (cardinality(children) > 0),
  support_family_id uuid NOT NULL,
  state smallint NOT NULL CHECK (state BETWEEN 1 AND 10),
  last_step_on date NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, match_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  FOREIGN KEY (municipality, contract_id, request_family_id)
    REFERENCES profiles (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, support_family_id)
    REFERENCES profiles (municipality, contract_id, family_id)
);
CREATE INDEX matches_of_support_family ON matches (municipality, contract_id, support_family_id);
CREATE INDEX matches_of_request_family ON matches (municipality, contract_id, request_family_id);
-- `number` is the version of the match after the step.
CREATE TABLE match_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  number bigint NOT NULL,
  state smallint NOT NULL CHECK (state BETWEEN 1 AND 10),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text CHECK (char_length(reason) BETWEEN 1 AND 500),
  PRIMARY KEY (municipality, contract_id, match_id, number),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id)
);
ALTER TABLE profiles ENABLE ROW LEVEL SECURITY;
ALTER TABLE profiles FORCE ROW LEVEL SECURITY;
ALTER TABLE matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE matches FORCE ROW LEVEL SECURITY;
ALTER TABLE match_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON profiles
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON matches
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON match_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON profiles TO :"role";
GRANT SELECT, INSERT, UPDATE ON matches TO :"role";
GRANT SELECT, INSERT ON match_steps TO :"role";
