-- expand: which support family stands in for the one of a match, from day to day, as matching's feed tells it. Of the rows
-- of a match the one with the highest sequence counts. Derived.
CREATE TABLE family_substitutions (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  -- Who stands in.
  family_id uuid NOT NULL,
  match_id uuid NOT NULL,
  sequence bigint NOT NULL,
  -- Both included; NULL: it ended before its time.
  first_day date,
  last_day date CHECK (last_day >= first_day),
  CHECK ((first_day IS NULL) = (last_day IS NULL)),
  PRIMARY KEY (municipality, contract_id, family_id, match_id, sequence),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX family_substitutions_of_match ON family_substitutions (municipality, contract_id, match_id, sequence);
-- Whoever guides a match guides the family that stands in, of which neither table has a row.
CREATE INDEX family_guides_of_match ON family_guides (municipality, contract_id, match_id);
CREATE INDEX family_matches_of_match ON family_matches (municipality, contract_id, match_id);
ALTER TABLE family_substitutions ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_substitutions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_substitutions
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- Who stands in for whom is nothing for a partner.
CREATE POLICY partner ON family_substitutions AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON family_substitutions TO :"role";
-- Matching's feed is read anew for the substitutions that it told until now.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'matching';
