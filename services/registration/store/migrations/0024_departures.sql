-- expand: families that went on in the contract that follows: here nothing is changed by a personal link any more.
CREATE TABLE family_departures (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- The contract that follows.
  to_contract_id uuid NOT NULL,
  departed_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE family_departures ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_departures FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_departures
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON family_departures AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON family_departures TO :"role";
