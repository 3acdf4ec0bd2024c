-- expand: keys. A contract's keys are wrapped by a master key, which is not in the database; a family's key by
-- one of its contract's. Without its key nothing that was sealed of a family can be read again.
CREATE TABLE contract_keys (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  -- 0: for digests, and always the same. From 1: they wrap families' keys; the highest one does.
  number integer NOT NULL CHECK (number >= 0),
  master_number integer NOT NULL,
  wrapped bytea NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (municipality, contract_id, number),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE TABLE family_keys (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  contract_key_number integer NOT NULL,
  -- Nothing: destroyed, for ever.
  wrapped bytea,
  destroyed_at timestamptz,
  CHECK ((wrapped IS NULL) = (destroyed_at IS NOT NULL)),
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, contract_key_number)
    REFERENCES contract_keys (municipality, contract_id, number)
);
-- Which keys are not yet under the newest one of their contract.
CREATE INDEX family_keys_by_contract_key
  ON family_keys (municipality, contract_id, contract_key_number, family_id) WHERE wrapped IS NOT NULL;
ALTER TABLE contract_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE contract_keys FORCE ROW LEVEL SECURITY;
ALTER TABLE family_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON contract_keys
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON family_keys
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- A family that a partner refers gets its key in the partner's transaction, and with the first one the contract
-- gets its own. The partner changes no key, and reads no family's.
CREATE POLICY partner_only_adds ON contract_keys AS RESTRICTIVE FOR UPDATE
  USING (true)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON family_keys AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL
              OR EXISTS (SELECT 1 FROM families f WHERE f.municipality = family_keys.municipality
                         AND f.contract_id = family_keys.contract_id AND f.family_id = family_keys.family_id));
GRANT SELECT, INSERT, UPDATE (master_number, wrapped) ON contract_keys TO :"role";
GRANT SELECT, INSERT, UPDATE (contract_key_number, wrapped, destroyed_at) ON family_keys TO :"role";
