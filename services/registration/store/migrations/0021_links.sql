-- expand: the personal link of a family that registered itself. What opens it stands nowhere: it is computed from
-- the contract's key for digests and the link's id.
CREATE TABLE family_links (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  link_id uuid NOT NULL,
  family_id uuid NOT NULL,
  created_at timestamptz NOT NULL,
  created_by text NOT NULL,
  expires_on date NOT NULL,
  -- Derived: a newer link took its place, or the family withdrew by it.
  revoked_at timestamptz,
  -- As buurtbrug.registration.v1.WithdrawReason, of a link by which the family withdrew.
  withdraw_reason smallint CHECK (withdraw_reason BETWEEN 1 AND 5),
  PRIMARY KEY (municipality, contract_id, link_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX family_links_of_family ON family_links (municipality, contract_id, family_id, link_id);
ALTER TABLE family_links ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_links FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_links
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON family_links AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE (revoked_at, withdraw_reason) ON family_links TO :"role";
-- A registration by internet names a postcode, no contract: which of its municipality runs.
CREATE POLICY municipality ON contracts FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND current_setting('buurtbrug.access', true) = 'municipality');
