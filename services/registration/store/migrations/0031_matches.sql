-- expand: what matching's feed tells of the matches of a family, one row for each of the two families: what a
-- referrer sees of its own family says nothing of the other one.
CREATE TABLE family_matches (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  match_id uuid NOT NULL,
  -- As in buurtbrug.matching.v1, after the entry with this sequence.
  state smallint NOT NULL,
  sequence bigint NOT NULL,
  -- First day of the trial; day on which the match was over.
  matched_on date,
  ended_on date,
  PRIMARY KEY (municipality, contract_id, family_id, match_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE family_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_matches FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_matches
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- `families` shows a partner only those that it referred.
CREATE POLICY partner ON family_matches AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
         OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = family_matches.municipality
                    AND f.contract_id = family_matches.contract_id
                    AND f.family_id = family_matches.family_id))
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE ON family_matches TO :"role";
