-- Matches as matching's feed tells them, and the moments at which the protocol has them evaluated. The plan
-- follows from the match; what was recorded at a moment is never changed.
CREATE TABLE evaluated_matches (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  state smallint NOT NULL CHECK (state BETWEEN 1 AND 10),
  trial_first_day date,
  definitive_on date,
  ended_on date,
  PRIMARY KEY (municipality, contract_id, match_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
CREATE TABLE moments (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  number integer NOT NULL CHECK (number >= 0),
  kind smallint NOT NULL CHECK (kind IN (1, 2)),
  state smallint NOT NULL CHECK (state IN (1, 2, 3)),
  planned_on date,
  occurred_on date,
  formal_care smallint CHECK (formal_care BETWEEN 1 AND 5),
  recorded_at timestamptz,
  recorded_by text,
  PRIMARY KEY (municipality, contract_id, match_id, number),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES evaluated_matches (municipality, contract_id, match_id),
  -- A recorded moment (2) says all of it, any other nothing.
  CHECK (num_nonnulls(occurred_on, formal_care, recorded_at, recorded_by)
         = CASE WHEN state = 2 THEN 4 ELSE 0 END)
);
ALTER TABLE evaluated_matches ENABLE ROW LEVEL SECURITY;
ALTER TABLE evaluated_matches FORCE ROW LEVEL SECURITY;
ALTER TABLE moments ENABLE ROW LEVEL SECURITY;
ALTER TABLE moments FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON evaluated_matches
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON moments
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON evaluated_matches TO :"role";
GRANT SELECT, INSERT, UPDATE ON moments TO :"role";
