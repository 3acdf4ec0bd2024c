-- Pairs that a coordinator excluded, and the steps by which that was done and taken back. Steps are appended;
-- `exclusions` holds what is derived from them. A pair that is excluded again gets a row of its own.
CREATE TABLE exclusions (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  exclusion_id uuid NOT NULL,
  request_family_id uuid NOT NULL,
  support_family_id uuid NOT NULL,
  in_force boolean NOT NULL,
  version bigint NOT NULL,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (municipality, contract_id, exclusion_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  FOREIGN KEY (municipality, contract_id, request_family_id)
    REFERENCES profiles (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, support_family_id)
    REFERENCES profiles (municipality, contract_id, family_id)
);
-- One that is in force for each pair.
CREATE UNIQUE INDEX exclusions_in_force
  ON exclusions (municipality, contract_id, request_family_id, support_family_id) WHERE in_force;
CREATE INDEX exclusions_changed ON exclusions (municipality, contract_id, changed_in);
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON exclusions
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
-- `number` is the version of the exclusion after the step: 1 excludes, 2 lifts.
CREATE TABLE exclusion_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  exclusion_id uuid NOT NULL,
  number bigint NOT NULL CHECK (number IN (1, 2)),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, exclusion_id, number),
  FOREIGN KEY (municipality, contract_id, exclusion_id)
    REFERENCES exclusions (municipality, contract_id, exclusion_id)
);
ALTER TABLE exclusions ENABLE ROW LEVEL SECURITY;
ALTER TABLE exclusions FORCE ROW LEVEL SECURITY;
ALTER TABLE exclusion_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE exclusion_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON exclusions
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON exclusion_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON exclusions TO :"role";
GRANT SELECT, INSERT ON exclusion_steps TO :"role";
