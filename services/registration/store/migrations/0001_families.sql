-- Families with their people, and the steps of their case. Steps are appended; `families` holds what is
-- derived from them.
CREATE TABLE families (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  role smallint NOT NULL CHECK (role IN (1, 2)),
  state smallint NOT NULL CHECK (state IN (1, 2, 3)),
  registered_on date NOT NULL,
  postcode char(6) NOT NULL,
  capacity smallint NOT NULL DEFAULT 0 CHECK (capacity BETWEEN 0 AND 10),
  version bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE TABLE adults (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number smallint NOT NULL,
  name text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE TABLE children (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number smallint NOT NULL,
  birth_date date NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE TABLE family_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  adult smallint,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE families ENABLE ROW LEVEL SECURITY;
ALTER TABLE families FORCE ROW LEVEL SECURITY;
ALTER TABLE adults ENABLE ROW LEVEL SECURITY;
ALTER TABLE adults FORCE ROW LEVEL SECURITY;
ALTER TABLE children ENABLE ROW LEVEL SECURITY;
ALTER TABLE children FORCE ROW LEVEL SECURITY;
ALTER TABLE family_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON families
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON adults
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON children
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON family_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON families TO :"role";
GRANT SELECT, INSERT ON adults TO :"role";
GRANT SELECT, INSERT ON children TO :"role";
GRANT SELECT, INSERT ON family_steps TO :"role";
