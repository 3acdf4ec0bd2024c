-- expand: derived from the screening, for lists: until when a support family is ready, and what the VOG desk has to
-- do. Written with every fact, and made again at any time.
CREATE TABLE readiness (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- The last days without interruption that began by the day of the judgement; no last one: for ever.
  ready_from date,
  ready_until date,
  remind_from date,
  -- The first day on which the row above does not say what holds then.
  recheck_on date,
  -- How many protocols of the contract were known.
  protocols smallint NOT NULL,
  -- All of the days on which it is ready, as they were told on the feed.
  spans text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX readiness_lapses ON readiness (municipality, contract_id, ready_until, family_id);
CREATE INDEX readiness_recheck ON readiness (municipality, contract_id, recheck_on);
CREATE INDEX readiness_protocols ON readiness (municipality, contract_id, protocols);
CREATE TABLE vog_desk (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  person_kind smallint NOT NULL CHECK (person_kind IN (1, 2)),
  person_number smallint NOT NULL,
  -- Nothing: nothing to do.
  status smallint CHECK (status BETWEEN 1 AND 4),
  -- Of a child that comes of age the first day of a month: not its birthday, which is sealed.
  action_from date NOT NULL,
  requested_on date,
  issued_on date,
  seen_on date,
  expires_on date,
  PRIMARY KEY (municipality, contract_id, family_id, person_kind, person_number),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES families (municipality, contract_id, family_id)
);
CREATE INDEX vog_desk_todo ON vog_desk
  (municipality, contract_id, status, action_from, family_id, person_kind, person_number);
ALTER TABLE readiness ENABLE ROW LEVEL SECURITY;
ALTER TABLE readiness FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON readiness
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON readiness AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
ALTER TABLE vog_desk ENABLE ROW LEVEL SECURITY;
ALTER TABLE vog_desk FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON vog_desk
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY partner ON vog_desk AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
GRANT SELECT, INSERT, UPDATE ON readiness TO :"role";
GRANT SELECT, INSERT, UPDATE ON vog_desk TO :"role";
