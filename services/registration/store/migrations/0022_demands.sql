-- expand: unserved demand, families that registered where no contract ran. No names, no address: role, the four
-- digits of the postcode, and how to reach them, sealed under a key of the row until it is answered or expires.
-- Kept under the nil contract of the municipality, which no contract's transaction sees.
CREATE TABLE demands (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL CHECK (contract_id = '00000000-0000-0000-0000-000000000000'),
  demand_id uuid NOT NULL,
  role smallint NOT NULL CHECK (role IN (1, 2)),
  area char(4) NOT NULL,
  registered_on date NOT NULL,
  expires_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  -- 1 waiting, 2 invited, 3 accepted, 4 expired, 5 withdrawn.
  state smallint NOT NULL DEFAULT 1 CHECK (state BETWEEN 1 AND 5),
  invited_on date,
  invited_to uuid,
  -- The row's key, wrapped by this master key; both gone when it is answered or expired.
  master_number integer NOT NULL,
  wrapped bytea,
  sealed bytea,
  CHECK ((state IN (1, 2)) = (wrapped IS NOT NULL) AND (wrapped IS NULL) = (sealed IS NULL)),
  PRIMARY KEY (municipality, contract_id, demand_id)
);
CREATE INDEX demands_running_out ON demands (municipality, contract_id, expires_on) WHERE state IN (1, 2);
ALTER TABLE demands ENABLE ROW LEVEL SECURITY;
ALTER TABLE demands FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON demands
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON demands AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE (state, invited_on, invited_to, wrapped, sealed) ON demands TO :"role";
-- not case data: municipalities with unserved demand, for the daily round.
CREATE TABLE demand_municipalities (
  municipality char(4) PRIMARY KEY
);
GRANT SELECT, INSERT ON demand_municipalities TO :"role";
