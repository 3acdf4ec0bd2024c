-- expand: what happened in the screening of support families, beside the steps of their case. Numbers as in
-- buurtbrug.registration.v1; `number` is the version of the family after the step.
CREATE TABLE screening_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 8),
  requirement smallint CHECK (requirement BETWEEN 1 AND 6),
  person_kind smallint CHECK (person_kind IN (1, 2)),
  person_number smallint,
  occurred_on date NOT NULL,
  last_day date,
  about bigint,
  by_professional boolean NOT NULL,
  asks_follow_up boolean NOT NULL,
  outcome smallint CHECK (outcome IN (1, 2)),
  capacity smallint NOT NULL CHECK (capacity BETWEEN 0 AND 10),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  -- Who saw it, who approved it, a note: an object, which may be empty.
  sealed bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id, about)
    REFERENCES screening_steps (municipality, contract_id, family_id, number),
  CHECK (num_nonnulls(person_kind, person_number) IN (0, 2)),
  CHECK ((requirement IS NOT NULL) = (kind IN (1, 5))),
  CHECK ((last_day IS NOT NULL) = (kind = 5)),
  CHECK ((about IS NOT NULL) = (kind IN (2, 6, 8))),
  CHECK ((outcome IS NOT NULL) = (kind IN (7, 8)))
);
ALTER TABLE screening_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE screening_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON screening_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON screening_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON screening_steps TO :"role";
