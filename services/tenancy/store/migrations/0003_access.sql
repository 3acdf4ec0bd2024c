-- Who may do what for whom: appointments, partners and break-glass.
-- Operators are appointed under municipality 0000 and the nil contract, which is why there is no foreign key to
-- the contract: a write holds the contract's row instead.
CREATE TABLE appointments (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  appointment_id uuid NOT NULL,
  subject text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
  role smallint NOT NULL CHECK (role BETWEEN 1 AND 4),
  first_day date NOT NULL,
  -- The eve of the first day: it ended before it began.
  last_day date CHECK (last_day >= first_day - 1),
  substitutes_appointment_id uuid CHECK (substitutes_appointment_id <> appointment_id),
  version bigint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, appointment_id),
  FOREIGN KEY (municipality, contract_id, substitutes_appointment_id)
    REFERENCES appointments (municipality, contract_id, appointment_id),
  CHECK ((municipality = '0000') = (contract_id = '00000000-0000-0000-0000-000000000000')),
  CHECK ((municipality = '0000') = (role = 1)),
  -- A substitute has an end.
  CHECK (substitutes_appointment_id IS NULL OR last_day IS NOT NULL AND last_day <= first_day + 366),
  CONSTRAINT appointments_overlap
    EXCLUDE USING gist (municipality WITH =, contract_id WITH =, subject WITH =, role WITH =,
                        daterange(first_day, last_day + 1, '[)') WITH &&)
);
-- not case data: organisations that refer, which the foundation keeps for the whole network.
CREATE TABLE partners (
  partner_id uuid PRIMARY KEY,
  organisation text NOT NULL CHECK (char_length(organisation) BETWEEN 1 AND 100),
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 5),
  oin text CHECK (oin ~ '^[0-9]{20}$'),
  suspended boolean NOT NULL DEFAULT false,
  version bigint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL
);
-- not case data: OAuth clients of the partners. One that is removed stays, with the time.
CREATE TABLE partner_clients (
  partner_id uuid NOT NULL REFERENCES partners (partner_id),
  number integer NOT NULL CHECK (number > 0),
  client_id text NOT NULL CHECK (char_length(client_id) BETWEEN 1 AND 255),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  removed_at timestamptz,
  PRIMARY KEY (partner_id, number)
);
CREATE UNIQUE INDEX partner_clients_once ON partner_clients (client_id) WHERE removed_at IS NULL;
CREATE TABLE partner_contracts (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  partner_id uuid NOT NULL,
  first_day date NOT NULL,
  last_day date CHECK (last_day >= first_day - 1),
  version bigint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  PRIMARY KEY (municipality, contract_id, partner_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id),
  FOREIGN KEY (partner_id) REFERENCES partners (partner_id)
);
CREATE TABLE break_glasses (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  break_glass_id uuid NOT NULL,
  subject text NOT NULL CHECK (char_length(subject) BETWEEN 1 AND 255),
  reason text NOT NULL CHECK (char_length(reason) BETWEEN 10 AND 500),
  begins_at timestamptz NOT NULL,
  ends_at timestamptz NOT NULL CHECK (ends_at > begins_at AND ends_at <= begins_at + interval '4 hours'),
  -- Before its time.
  ended_at timestamptz CHECK (ended_at >= begins_at AND ended_at < ends_at),
  version bigint NOT NULL DEFAULT 1,
  PRIMARY KEY (municipality, contract_id, break_glass_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
ALTER TABLE appointments ENABLE ROW LEVEL SECURITY;
ALTER TABLE appointments FORCE ROW LEVEL SECURITY;
ALTER TABLE partner_contracts ENABLE ROW LEVEL SECURITY;
ALTER TABLE partner_contracts FORCE ROW LEVEL SECURITY;
ALTER TABLE break_glasses ENABLE ROW LEVEL SECURITY;
ALTER TABLE break_glasses FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON appointments
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON partner_contracts
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON break_glasses
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- The foundation lists a partner with its contracts.
CREATE POLICY network ON partner_contracts FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'network');
GRANT SELECT, INSERT, UPDATE (last_day, version) ON appointments TO :"role";
GRANT SELECT, INSERT, UPDATE (suspended, version) ON partners TO :"role";
GRANT SELECT, INSERT, UPDATE (removed_at) ON partner_clients TO :"role";
GRANT SELECT, INSERT, UPDATE (first_day, last_day, version) ON partner_contracts TO :"role";
GRANT SELECT, INSERT, UPDATE (ended_at, version) ON break_glasses TO :"role";
