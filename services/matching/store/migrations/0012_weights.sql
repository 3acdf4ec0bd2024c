-- The weights of a contract's fit, in versions; version 0 is that of the engine and has no row.
CREATE TABLE weight_versions (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  version bigint NOT NULL CHECK (version > 0),
  -- "DISTANCE=200,MOMENTS=120": every part by its code.
  weights text NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 1 AND 500),
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (municipality, contract_id, version),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE INDEX weight_versions_changed ON weight_versions (municipality, contract_id, changed_in);
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON weight_versions
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
ALTER TABLE weight_versions ENABLE ROW LEVEL SECURITY;
ALTER TABLE weight_versions FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON weight_versions
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON weight_versions TO :"role";
