-- Who saw what of whom, and who was refused. Insert only; each entry's hash covers the entry before it. What
-- belongs to no contract stands under municipality 0000 and the nil contract.
CREATE TABLE access_log (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  sequence bigint NOT NULL CHECK (sequence > 0),
  recorded_at timestamptz NOT NULL,
  family_id uuid,
  -- buurtbrug.common.v1.AccessEntry; the columns before it repeat parts of it, for searching.
  entry bytea NOT NULL,
  -- SHA-256 of the hash before it followed by `entry`.
  hash bytea NOT NULL CHECK (length(hash) = 32),
  PRIMARY KEY (municipality, contract_id, sequence)
);
CREATE INDEX access_log_family ON access_log (municipality, contract_id, family_id, sequence)
  WHERE family_id IS NOT NULL;
-- The last sequence and hash of each chain: what the next entry is chained to.
CREATE TABLE access_chain (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  sequence bigint NOT NULL,
  hash bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id)
);
ALTER TABLE access_log ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_log FORCE ROW LEVEL SECURITY;
ALTER TABLE access_chain ENABLE ROW LEVEL SECURITY;
ALTER TABLE access_chain FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON access_log
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON access_chain
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON access_log TO :"role";
GRANT SELECT, INSERT, UPDATE ON access_chain TO :"role";
