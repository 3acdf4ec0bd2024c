-- Each side of a pool agreement consents to it, for one of its contracts. The two municipalities of the agreement stand
-- on each row, so that both read it.
CREATE TABLE pool_consents (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  pool_consent_id uuid NOT NULL,
  pool_agreement_id uuid NOT NULL REFERENCES pool_agreements (pool_agreement_id),
  offering_municipality char(4) NOT NULL,
  receiving_municipality char(4) NOT NULL,
  first_day date NOT NULL,
  -- The eve of the first day: it ended before it began.
  last_day date CHECK (last_day >= first_day - 1),
  version bigint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  ended_at timestamptz,
  ended_by text,
  PRIMARY KEY (municipality, contract_id, pool_consent_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  CHECK (municipality IN (offering_municipality, receiving_municipality)),
  CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  CONSTRAINT pool_consents_overlap
    EXCLUDE USING gist (municipality WITH =, contract_id WITH =, pool_agreement_id WITH =,
                        daterange(first_day, last_day + 1, '[)') WITH &&)
);
CREATE INDEX pool_consents_offering ON pool_consents (offering_municipality, pool_consent_id);
CREATE INDEX pool_consents_receiving ON pool_consents (receiving_municipality, pool_consent_id);
ALTER TABLE pool_consents ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_consents FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pool_consents
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY party ON pool_consents FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'municipality'
         AND current_setting('buurtbrug.municipality', true)
             IN (offering_municipality, receiving_municipality));
GRANT SELECT, INSERT, UPDATE (last_day, version, ended_at, ended_by) ON pool_consents TO :"role";

-- A contract reads the agreements to which its municipality is a party, in the transaction of its consent.
CREATE POLICY party_contract ON pool_agreements FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'contract'
         AND current_setting('buurtbrug.municipality', true)
             IN (offering_municipality, receiving_municipality));
