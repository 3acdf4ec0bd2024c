-- expand: what families agreed to and took back, and when they were told what is kept of them and why.
CREATE TABLE consent_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  -- As buurtbrug.registration.v1.ConsentPurpose.
  purpose smallint NOT NULL CHECK (purpose BETWEEN 1 AND 4),
  given boolean NOT NULL,
  occurred_on date NOT NULL,
  -- As buurtbrug.registration.v1.Channel.
  how smallint NOT NULL CHECK (how BETWEEN 1 AND 4),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE TABLE information_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  occurred_on date NOT NULL,
  how smallint NOT NULL CHECK (how BETWEEN 1 AND 4),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
ALTER TABLE consent_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE consent_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE information_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE information_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON consent_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON information_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON consent_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON information_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON consent_steps TO :"role";
GRANT SELECT, INSERT ON information_steps TO :"role";
