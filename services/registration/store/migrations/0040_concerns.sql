-- expand: concerns and incidents about the safety of children. Only safety officers read them, and no other table
-- or feed says that there is one.
CREATE TABLE concerns (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  concern_id uuid NOT NULL,
  family_id uuid NOT NULL,
  kind smallint NOT NULL CHECK (kind IN (1, 2)),
  state smallint NOT NULL CHECK (state IN (1, 2)),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, concern_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX concerns_of_family ON concerns (municipality, contract_id, family_id, concern_id);
CREATE INDEX concerns_of_recorder ON concerns (municipality, contract_id, recorded_by, concern_id);
-- Numbered within the family, over all its concerns: that is how the text is sealed.
CREATE TABLE concern_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  concern_id uuid NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 3),
  reporting_step smallint CHECK (reporting_step BETWEEN 1 AND 5),
  decision smallint CHECK (decision BETWEEN 1 AND 4),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  -- {"text"}
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, concern_id)
    REFERENCES concerns (municipality, contract_id, concern_id),
  CHECK ((kind = 2) = (reporting_step IS NOT NULL)),
  CHECK ((reporting_step IS NOT DISTINCT FROM 5) = (decision IS NOT NULL))
);
CREATE INDEX concern_steps_of_concern ON concern_steps (municipality, contract_id, concern_id, number);
ALTER TABLE concerns ENABLE ROW LEVEL SECURITY;
ALTER TABLE concerns FORCE ROW LEVEL SECURITY;
ALTER TABLE concern_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE concern_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON concerns
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON concern_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON concerns AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON concern_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE ON concerns TO :"role";
GRANT SELECT, INSERT ON concern_steps TO :"role";
