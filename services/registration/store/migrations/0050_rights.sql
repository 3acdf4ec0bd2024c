-- expand: what people may ask of their data, and how long it is kept.
ALTER TABLE families ADD COLUMN erased_at timestamptz;
-- How long files of a class are kept; the highest version counts. Without months: no term any more.
CREATE TABLE retention_terms (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  data_class smallint NOT NULL CHECK (data_class BETWEEN 1 AND 4),
  version integer NOT NULL CHECK (version >= 1),
  term_from smallint NOT NULL CHECK (term_from IN (1, 2)),
  months integer CHECK (months BETWEEN 0 AND 360),
  set_at timestamptz NOT NULL,
  set_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, data_class, version),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE TABLE legal_holds (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number integer NOT NULL,
  until_day date,
  placed_at timestamptz NOT NULL,
  placed_by text NOT NULL,
  lifted_at timestamptz,
  lifted_by text,
  -- The reason.
  sealed bytea NOT NULL,
  CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE TABLE erasure_requests (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number integer NOT NULL,
  requested_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
-- Who has to be told of a correction. What was corrected is a category, never a value.
CREATE TABLE correction_notices (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  notice_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- As buurtbrug.common.v1.DataCategory and .Role.
  category smallint NOT NULL,
  recipient text NOT NULL,
  recipient_role smallint NOT NULL,
  disclosed_at timestamptz,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  sent_at timestamptz,
  sent_by text,
  CHECK ((sent_at IS NULL) = (sent_by IS NULL)),
  PRIMARY KEY (municipality, contract_id, notice_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX correction_notices_unsent ON correction_notices (municipality, contract_id, notice_id)
  WHERE sent_at IS NULL;
CREATE INDEX correction_notices_of_family
  ON correction_notices (municipality, contract_id, family_id, notice_id);
CREATE TABLE destruction_lists (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  list_id uuid NOT NULL,
  state smallint NOT NULL CHECK (state BETWEEN 1 AND 3),
  families integer NOT NULL CHECK (families BETWEEN 1 AND 500),
  term_over integer NOT NULL,
  requested integer NOT NULL,
  -- Families that were due and are not on it: under a legal hold, or with an open case.
  held integer NOT NULL,
  open_cases integer NOT NULL,
  proposed_at timestamptz NOT NULL,
  proposed_by text NOT NULL,
  carried_out_at timestamptz,
  carried_out_by text,
  erased integer,
  digest bytea CHECK (length(digest) = 32),
  version bigint NOT NULL,
  CHECK (term_over + requested = families),
  CHECK (num_nonnulls(carried_out_at, carried_out_by, erased, digest)
         = CASE WHEN state = 3 THEN 4 ELSE 0 END),
  PRIMARY KEY (municipality, contract_id, list_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE TABLE destruction_items (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  list_id uuid NOT NULL,
  family_id uuid NOT NULL,
  data_class smallint NOT NULL CHECK (data_class BETWEEN 1 AND 4),
  reason smallint NOT NULL CHECK (reason IN (1, 2)),
  since date NOT NULL,
  PRIMARY KEY (municipality, contract_id, list_id, family_id),
  FOREIGN KEY (municipality, contract_id, list_id)
    REFERENCES destruction_lists (municipality, contract_id, list_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
-- Nobody approves one list twice, whatever the program thinks.
CREATE TABLE destruction_approvals (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  list_id uuid NOT NULL,
  approved_by text NOT NULL,
  approved_at timestamptz NOT NULL,
  PRIMARY KEY (municipality, contract_id, list_id, approved_by),
  FOREIGN KEY (municipality, contract_id, list_id)
    REFERENCES destruction_lists (municipality, contract_id, list_id)
);
ALTER TABLE retention_terms ENABLE ROW LEVEL SECURITY;
ALTER TABLE retention_terms FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON retention_terms
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON retention_terms AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE legal_holds ENABLE ROW LEVEL SECURITY;
ALTER TABLE legal_holds FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON legal_holds
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON legal_holds AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE erasure_requests ENABLE ROW LEVEL SECURITY;
ALTER TABLE erasure_requests FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON erasure_requests
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON erasure_requests AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE correction_notices ENABLE ROW LEVEL SECURITY;
ALTER TABLE correction_notices FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON correction_notices
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON correction_notices AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE destruction_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE destruction_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON destruction_lists
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON destruction_lists AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE destruction_items ENABLE ROW LEVEL SECURITY;
ALTER TABLE destruction_items FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON destruction_items
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON destruction_items AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE destruction_approvals ENABLE ROW LEVEL SECURITY;
ALTER TABLE destruction_approvals FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON destruction_approvals
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON destruction_approvals AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON retention_terms TO :"role";
GRANT SELECT, INSERT, UPDATE (lifted_at, lifted_by) ON legal_holds TO :"role";
GRANT SELECT, INSERT ON erasure_requests TO :"role";
GRANT SELECT, INSERT, UPDATE (sent_at, sent_by) ON correction_notices TO :"role";
GRANT SELECT, INSERT, UPDATE (state, carried_out_at, carried_out_by, erased, digest, version)
  ON destruction_lists TO :"role";
GRANT SELECT, INSERT ON destruction_items TO :"role";
GRANT SELECT, INSERT ON destruction_approvals TO :"role";
-- A partner's own number of a family leads to its file there.
GRANT UPDATE (reference) ON referrals TO :"role";
