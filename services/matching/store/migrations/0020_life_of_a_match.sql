-- expand: the whole life of a match. Numbers as in buurtbrug.matching.v1; 0: not said.
ALTER TABLE matches
  ADD COLUMN origin smallint NOT NULL DEFAULT 0 CHECK (origin BETWEEN 0 AND 3),
  ADD COLUMN plan_id uuid,
  ADD COLUMN weights_version integer NOT NULL DEFAULT 0 CHECK (weights_version >= 0),
  -- Last day on which the proposal reserves a place; nothing: it never did.
  ADD COLUMN held_until date,
  ADD COLUMN held_longer boolean NOT NULL DEFAULT false,
  ADD COLUMN asked_on date,
  ADD COLUMN request_answer smallint NOT NULL DEFAULT 0 CHECK (request_answer BETWEEN 0 AND 2),
  ADD COLUMN support_answer smallint NOT NULL DEFAULT 0 CHECK (support_answer BETWEEN 0 AND 2),
  ADD COLUMN agreement_version integer NOT NULL DEFAULT 0 CHECK (agreement_version >= 0),
  -- It is paused, as is expected until then.
  ADD COLUMN paused_until date,
  -- Who stands in for the support family, both days included.
  ADD COLUMN substitute_family_id uuid CHECK (substitute_family_id <> support_family_id),
  ADD COLUMN substitute_first_day date,
  ADD COLUMN substitute_last_day date CHECK (substitute_last_day >= substitute_first_day),
  ADD CONSTRAINT matches_substitute_whole CHECK (
    (substitute_family_id IS NULL) = (substitute_first_day IS NULL)
    AND (substitute_family_id IS NULL) = (substitute_last_day IS NULL)),
  ADD CONSTRAINT matches_substitute_known FOREIGN KEY (municipality, contract_id, substitute_family_id)
    REFERENCES profiles (municipality, contract_id, family_id),
  ADD CONSTRAINT matches_plan_of_origin CHECK ((plan_id IS NOT NULL) = (origin = 2));
CREATE INDEX matches_of_substitute ON matches (municipality, contract_id, substitute_family_id)
  WHERE substitute_family_id IS NOT NULL;
ALTER TABLE match_steps
  ADD COLUMN cause smallint NOT NULL DEFAULT 0 CHECK (cause BETWEEN 0 AND 14),
  ADD COLUMN wished_by smallint NOT NULL DEFAULT 0 CHECK (wished_by BETWEEN 0 AND 4),
  ADD COLUMN early_reason text CHECK (char_length(early_reason) BETWEEN 1 AND 500);
-- What happened to a match without bringing it into another state. `number` is the version of the match after it.
CREATE TABLE match_occurrences (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  number bigint NOT NULL,
  kind smallint NOT NULL CHECK (kind BETWEEN 1 AND 8),
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  reason text CHECK (char_length(reason) BETWEEN 1 AND 500),
  correction boolean NOT NULL,
  party smallint NOT NULL DEFAULT 0 CHECK (party BETWEEN 0 AND 2),
  answer smallint NOT NULL DEFAULT 0 CHECK (answer BETWEEN 0 AND 2),
  first_day date,
  last_day date,
  substitute_family_id uuid,
  agreement_version integer NOT NULL DEFAULT 0,
  PRIMARY KEY (municipality, contract_id, match_id, number),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id)
);
-- What the families agreed on, in versions.
CREATE TABLE match_agreements (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  occurred_on date NOT NULL,
  request_family_id uuid NOT NULL,
  children smallint[] NOT NULL CHECK (cardinality(children) > 0),
  support_family_id uuid NOT NULL,
  moments smallint[] NOT NULL,
  rhythm smallint NOT NULL CHECK (rhythm BETWEEN 0 AND 4),
  tasks smallint[] NOT NULL,
  task_words text CHECK (char_length(task_words) BETWEEN 1 AND 500),
  house_rules_version integer CHECK (house_rules_version > 0),
  returns smallint[] NOT NULL,
  request_means smallint NOT NULL CHECK (request_means BETWEEN 1 AND 2),
  request_accepted_on date NOT NULL CHECK (request_accepted_on <= occurred_on),
  support_means smallint NOT NULL CHECK (support_means BETWEEN 1 AND 2),
  support_accepted_on date NOT NULL CHECK (support_accepted_on <= occurred_on),
  reason text CHECK (char_length(reason) BETWEEN 1 AND 500),
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, match_id, version),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id)
);
ALTER TABLE match_occurrences ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_occurrences FORCE ROW LEVEL SECURITY;
ALTER TABLE match_agreements ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_agreements FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON match_occurrences
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
CREATE POLICY tenant ON match_agreements
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON match_occurrences TO :"role";
GRANT SELECT, INSERT ON match_agreements TO :"role";
-- The places that matches take of a family: for good, or until a day, which is over by itself. A sustained match
-- keeps its place: only the coordinator steps back.
CREATE VIEW taken_places WITH (security_invoker = true) AS
  SELECT municipality, contract_id, support_family_id AS family_id, match_id,
    CASE WHEN state < 4 THEN held_until END AS until
  FROM matches WHERE state IN (4, 5, 10) OR (state < 4 AND held_until IS NOT NULL)
  UNION ALL
  SELECT municipality, contract_id, substitute_family_id, match_id, substitute_last_day
  FROM matches WHERE state IN (4, 5) AND substitute_family_id IS NOT NULL;
GRANT SELECT ON taken_places TO :"role";
