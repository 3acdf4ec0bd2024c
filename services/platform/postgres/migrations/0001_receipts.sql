-- Answers of writes, so that a request that comes twice is answered alike and does nothing the second time.
-- Writes that belong to no tenant stand under municipality 0000 and the nil contract.
CREATE TABLE receipts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  request_id uuid NOT NULL,
  method text NOT NULL,
  digest bytea NOT NULL,
  subject uuid NOT NULL,
  version bigint NOT NULL,
  recorded_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, request_id)
);
ALTER TABLE receipts ENABLE ROW LEVEL SECURITY;
ALTER TABLE receipts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON receipts
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON receipts TO :"role";
