-- expand: what is said and done about a family beside the steps of its state: needs and offers (the whole of it each
-- time), urgency, planned intakes, willingness, contacts, pauses, referrals on and their outcomes, the reason of the
-- end. Appended. Numbers of `kind` as in domain/listing.h; `code` is the value of that kind, `day` its second day
-- (of the intake, the last of the pause), `about` the number of the referral on that an outcome is of.
CREATE TABLE profile_steps (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  number bigint NOT NULL CHECK (number > 0),
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 10),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  code smallint,
  day date,
  about bigint,
  -- Nothing: this kind says nothing about people.
  sealed bytea,
  CHECK ((sealed IS NULL) = (kind IN (4, 5, 9, 10))),
  PRIMARY KEY (municipality, contract_id, family_id, number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id, about)
    REFERENCES profile_steps (municipality, contract_id, family_id, number)
);
ALTER TABLE profile_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE profile_steps FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON profile_steps
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON profile_steps AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT ON profile_steps TO :"role";
-- What the lists of families are made of: derived from `family_steps`, `profile_steps` and `family_matches`, so that
-- a list reads its index and nothing else. A family has a row from its first such step on.
CREATE TABLE family_lists (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- The highest number of its profile_steps; of the last needs or offer, urgency and contact; 0: none.
  steps bigint NOT NULL DEFAULT 0,
  profile_step bigint NOT NULL DEFAULT 0,
  urgency_step bigint NOT NULL DEFAULT 0,
  contact_step bigint NOT NULL DEFAULT 0,
  -- Of the needs or the offer: bit n - 1 is the SupportKind n; numbers of the children, 0 for the parents.
  kinds integer NOT NULL DEFAULT 0,
  children smallint[] NOT NULL DEFAULT '{}',
  capacity smallint NOT NULL DEFAULT 0,
  -- 1 is the most urgent, 3 what nobody said anything of: in the order of the list.
  priority smallint NOT NULL DEFAULT 3 CHECK (priority BETWEEN 1 AND 3),
  intake_on date,
  willing_on date,
  paused_until date,
  contact_on date,
  contact smallint,
  -- Nothing: a request family that does not wait; a support family that is not available.
  waiting_since date,
  free_since date,
  -- Of a request family those that run or went well, of a support family those that run.
  matches smallint NOT NULL DEFAULT 0,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
-- In the order of the waiting list: a family waits while it has more needs than matches.
CREATE INDEX family_lists_waiting
  ON family_lists (municipality, contract_id, priority, waiting_since, family_id)
  WHERE waiting_since IS NOT NULL AND matches < greatest(cardinality(children), 1);
CREATE INDEX family_lists_free
  ON family_lists (municipality, contract_id, free_since, family_id)
  WHERE free_since IS NOT NULL AND matches = 0;
ALTER TABLE family_lists ENABLE ROW LEVEL SECURITY;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON family_lists
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON family_lists AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE ON family_lists TO :"role";
-- The families that wait or are available already. Row security is forced again in the same transaction.
ALTER TABLE families NO FORCE ROW LEVEL SECURITY;
ALTER TABLE family_steps NO FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists NO FORCE ROW LEVEL SECURITY;
INSERT INTO family_lists (municipality, contract_id, family_id, capacity, waiting_since, free_since)
  SELECT f.municipality, f.contract_id, f.family_id, f.capacity,
         max(s.occurred_on) FILTER (WHERE s.kind = 2), max(s.occurred_on) FILTER (WHERE s.kind = 5)
    FROM families f JOIN family_steps s
      ON s.municipality = f.municipality AND s.contract_id = f.contract_id AND s.family_id = f.family_id
     AND s.kind IN (2, 5)
   WHERE f.state IN (2, 3)
   GROUP BY f.municipality, f.contract_id, f.family_id, f.capacity;
ALTER TABLE families FORCE ROW LEVEL SECURITY;
ALTER TABLE family_steps FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
