-- A partition can be asked by its own name, past the policies of its parent.
CREATE TABLE registration.visits (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  visit_id uuid NOT NULL,
  PRIMARY KEY (municipality, contract_id, visit_id)
) PARTITION BY LIST (municipality);
CREATE TABLE registration.visits_0610 PARTITION OF registration.visits FOR VALUES IN ('0610');
ALTER TABLE registration.visits ENABLE ROW LEVEL SECURITY;
ALTER TABLE registration.visits FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON registration.visits
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
