-- expand: who belongs to a family, from when until when, and what was corrected; target groups. All of it is
-- added to, never changed.
ALTER TABLE adults ADD COLUMN added_on date;
ALTER TABLE children ADD COLUMN added_on date;
CREATE TABLE person_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- The family's version after it.
  number bigint NOT NULL,
  -- 1 adult, 2 child; its number in `adults` or `children`.
  person_kind smallint NOT NULL CHECK (person_kind IN (1, 2)),
  person smallint NOT NULL,
  -- 1 added, 2 corrected, 3 left.
  kind smallint NOT NULL CHECK (kind IN (1, 2, 3)),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
-- The one with the highest number is how it is now.
CREATE TABLE target_groups (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE person_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE person_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE target_groups ENABLE ROW LEVEL SECURITY;
ALTER TABLE target_groups FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON person_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON target_groups
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON person_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON target_groups AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON person_steps TO :"role";
GRANT SELECT, INSERT ON target_groups TO :"role";
