-- expand: which families may be one family that came in twice, without knowing who they are. Keys are keyed digests,
-- derived from the people of a family; pairs are derived from keys. What is judged of a pair is appended.
CREATE TABLE duplicate_keys (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  reason smallint NOT NULL CHECK (reason BETWEEN 1 AND 8),
  digest bytea NOT NULL,
  family_id uuid NOT NULL,
  PRIMARY KEY (municipality, contract_id, reason, digest, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX duplicate_keys_of_family ON duplicate_keys (municipality, contract_id, family_id);
-- Whether the others were looked through since the family left its keys.
CREATE TABLE duplicate_searches (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  searched boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX duplicate_searches_due ON duplicate_searches (municipality, contract_id, family_id)
  WHERE NOT searched;
-- The family with the smaller id first.
CREATE TABLE duplicate_pairs (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  other_family_id uuid NOT NULL CHECK (other_family_id > family_id),
  reasons smallint[] NOT NULL,
  likelihood smallint NOT NULL CHECK (likelihood BETWEEN 0 AND 99),
  verdict smallint NOT NULL CHECK (verdict BETWEEN 1 AND 3),
  PRIMARY KEY (municipality, contract_id, family_id, other_family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, other_family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX duplicate_pairs_open ON duplicate_pairs (municipality, contract_id, other_family_id, family_id)
  WHERE verdict = 1 AND likelihood > 0;
CREATE INDEX duplicate_pairs_of_other ON duplicate_pairs (municipality, contract_id, other_family_id);
CREATE TABLE duplicate_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- Within the family, over all its pairs: that is how the reason is sealed.
  number bigint NOT NULL,
  other_family_id uuid NOT NULL,
  verdict smallint NOT NULL CHECK (verdict IN (2, 3)),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  -- {"reason"}
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id, other_family_id)
    REFERENCES duplicate_pairs (municipality, contract_id, family_id, other_family_id)
);
CREATE INDEX duplicate_steps_of_pair ON duplicate_steps (municipality, contract_id, family_id, other_family_id, number);
-- The family whose case goes on as another one's. `stays_family_id` is derived: where it ends when that one is merged
-- too.
CREATE TABLE family_merges (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  into_family_id uuid NOT NULL CHECK (into_family_id <> family_id),
  stays_family_id uuid NOT NULL CHECK (stays_family_id <> family_id),
  -- The partner that referred the merged family.
  referred_by uuid,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, into_family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, stays_family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX family_merges_into ON family_merges (municipality, contract_id, stays_family_id);
ALTER TABLE duplicate_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE duplicate_searches ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_searches FORCE ROW LEVEL SECURITY;
ALTER TABLE duplicate_pairs ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_pairs FORCE ROW LEVEL SECURITY;
ALTER TABLE duplicate_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE duplicate_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE family_merges ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_merges FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON duplicate_keys
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON duplicate_searches
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON duplicate_pairs
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON duplicate_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON family_merges
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- A partner leaves the keys of a family that it refers, and reads none, also not its own.
CREATE POLICY partner ON duplicate_keys AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = duplicate_keys.municipality
                         AND f.contract_id = duplicate_keys.contract_id AND f.family_id = duplicate_keys.family_id));
CREATE POLICY partner ON duplicate_searches AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = duplicate_searches.municipality
                         AND f.contract_id = duplicate_searches.contract_id AND f.family_id = duplicate_searches.family_id));
CREATE POLICY partner ON duplicate_pairs AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON duplicate_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
-- A referral follows the family that stays, so its partner sees that one too.
CREATE POLICY partner ON family_merges AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
DROP POLICY partner ON families;
CREATE POLICY partner ON families AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid
         OR EXISTS (SELECT 1 FROM family_merges m WHERE m.municipality = families.municipality
                    AND m.contract_id = families.contract_id AND m.stays_family_id = families.family_id
                    AND m.referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid))
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR referred_by = nullif(current_setting('buurtbrug.partner', true), '')::uuid);
-- Keys are made anew when the people of a family change, and go when it is erased.
GRANT SELECT, INSERT, DELETE ON duplicate_keys TO :"role";
GRANT SELECT, INSERT, UPDATE ON duplicate_searches TO :"role";
GRANT SELECT, INSERT, UPDATE ON duplicate_pairs TO :"role";
GRANT SELECT, INSERT ON duplicate_steps TO :"role";
GRANT SELECT, INSERT, UPDATE ON family_merges TO :"role";
