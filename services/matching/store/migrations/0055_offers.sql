-- expand: what two families are offered to agree on, and accept by their links. Numbers as in buurtbrug.matching.v1.
CREATE TABLE match_offers (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  number integer NOT NULL CHECK (number > 0),
  occurred_on date NOT NULL,
  moments smallint[] NOT NULL,
  rhythm smallint NOT NULL CHECK (rhythm BETWEEN 0 AND 4),
  tasks smallint[] NOT NULL,
  task_words text CHECK (char_length(task_words) BETWEEN 1 AND 500),
  house_rules_version integer CHECK (house_rules_version > 0),
  returns smallint[] NOT NULL,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  correction boolean NOT NULL,
  PRIMARY KEY (municipality, contract_id, match_id, number),
  FOREIGN KEY (municipality, contract_id, match_id)
    REFERENCES matches (municipality, contract_id, match_id)
);
ALTER TABLE match_offers ENABLE ROW LEVEL SECURITY;
ALTER TABLE match_offers FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON match_offers
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON match_offers TO :"role";
-- The offer that waits for an agreement; NULL: none does.
ALTER TABLE matches ADD COLUMN open_offer integer CHECK (open_offer > 0);
-- An offer (9), and that a family accepted it (10); 0 with the others.
ALTER TABLE match_occurrences
  ADD COLUMN offer integer NOT NULL DEFAULT 0 CHECK (offer >= 0),
  DROP CONSTRAINT match_occurrences_kind_check,
  ADD CONSTRAINT match_occurrences_kind_check CHECK (kind BETWEEN 1 AND 10),
  ADD CONSTRAINT match_occurrences_of_offer CHECK ((offer > 0) = (kind IN (9, 10)));
