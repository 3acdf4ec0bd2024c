-- expand: to which coordinator matching's feed tells that a match is assigned, one row for each of the two families. Of the
-- rows of a match that hold on a day the one with the highest sequence counts. Derived.
CREATE TABLE family_guides (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  match_id uuid NOT NULL,
  sequence bigint NOT NULL,
  coordinator text NOT NULL CHECK (char_length(coordinator) BETWEEN 1 AND 255),
  -- Numbers as in buurtbrug.common.v1.Role.
  role smallint NOT NULL,
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day),
  PRIMARY KEY (municipality, contract_id, family_id, match_id, sequence),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE family_guides ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_guides FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_guides
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- Who guides a family is nothing for a partner.
CREATE POLICY partner ON family_guides AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON family_guides TO :"role";
-- Matching's feed is read anew for the assignments that it told until now.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'matching';
