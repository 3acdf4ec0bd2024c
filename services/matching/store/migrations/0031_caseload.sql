-- expand: minutes that coordinators recorded. A record that another one replaces counts no more.
CREATE TABLE minutes_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  record_id uuid NOT NULL,
  match_id uuid NOT NULL,
  -- Numbers as in buurtbrug.tenancy.v1.WorkKind.
  work smallint NOT NULL CHECK (work BETWEEN 1 AND 10),
  minutes smallint NOT NULL CHECK (minutes BETWEEN 0 AND 1440),
  replaces_record_id uuid CHECK (replaces_record_id <> record_id),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, record_id),
  UNIQUE (municipality, contract_id, replaces_record_id),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id),
  FOREIGN KEY (municipality, contract_id, replaces_record_id)
    REFERENCES minutes_steps (municipality, contract_id, record_id),
  CHECK (minutes > 0 OR replaces_record_id IS NOT NULL)
);
CREATE INDEX minutes_by_day ON minutes_steps (municipality, contract_id, occurred_on);
-- The steps of a period.
CREATE INDEX match_steps_by_day ON match_steps (municipality, contract_id, occurred_on);
-- Hours of coordinators that a subsidy period pays for, as tenancy's feed tells them. Derived; apart from
-- `subsidy_periods`, which every service has.
CREATE TABLE period_hours (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  name text NOT NULL,
  minutes integer NOT NULL,
  -- Numbers as in buurtbrug.tenancy.v1.Precision and .HoursPer; 0: not known.
  precision_code smallint NOT NULL,
  per smallint NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (municipality, contract_id, name)
);
ALTER TABLE minutes_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE minutes_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE period_hours ENABLE ROW LEVEL SECURITY;
ALTER TABLE period_hours FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON minutes_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON period_hours
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON minutes_steps TO :"role";
GRANT SELECT, INSERT, UPDATE ON period_hours TO :"role";
-- Tenancy's feed is read anew for the hours that it told until now; of a thing that changes the highest version stays.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'tenancy';
