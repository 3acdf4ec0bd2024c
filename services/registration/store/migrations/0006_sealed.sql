-- expand: what is personal is sealed under the family's key. `postcode`, `name` and `birth_date` stay for what
-- was written in plain before; registration seals it when it starts and empties them. They go when no
-- installation has any left.
ALTER TABLE families ADD COLUMN area char(4);
ALTER TABLE families ALTER COLUMN postcode DROP NOT NULL;
ALTER TABLE adults ADD COLUMN sealed bytea;
ALTER TABLE adults ALTER COLUMN name DROP NOT NULL;
ALTER TABLE adults ADD CONSTRAINT adults_one_form CHECK (num_nonnulls(name, sealed) = 1);
ALTER TABLE children ADD COLUMN sealed bytea;
ALTER TABLE children ALTER COLUMN birth_date DROP NOT NULL;
ALTER TABLE children ADD CONSTRAINT children_one_form CHECK (num_nonnulls(birth_date, sealed) = 1);
-- Where a family lives and how it is reached; the highest number is how it is now.
CREATE TABLE contacts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number integer NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE contacts ENABLE ROW LEVEL SECURITY;
ALTER TABLE contacts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contacts
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON contacts AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = contacts.municipality
                         AND f.contract_id = contacts.contract_id AND f.family_id = contacts.family_id));
-- What is still in plain.
CREATE INDEX families_plain ON families (municipality, contract_id, family_id) WHERE postcode IS NOT NULL;
GRANT SELECT, INSERT ON contacts TO :"role";
GRANT UPDATE (name, sealed) ON adults TO :"role";
GRANT UPDATE (birth_date, sealed) ON children TO :"role";
