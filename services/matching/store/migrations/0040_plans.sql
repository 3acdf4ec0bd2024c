-- expand: plans that coordinators had made, each with the frozen snapshot that it was made from, so that anybody can make
-- it again. Ids, numbers and codes; appended, never changed.
CREATE TABLE plans (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  plan_id uuid NOT NULL,
  day date NOT NULL,
  weights_version bigint NOT NULL,
  made_by text NOT NULL,
  made_at timestamptz NOT NULL,
  note text NOT NULL CHECK (char_length(note) <= 500),
  correction boolean NOT NULL,
  units int NOT NULL,
  support_families int NOT NULL,
  -- Units helped, the first class first.
  helped int[] NOT NULL CHECK (cardinality(helped) = 3),
  fit bigint NOT NULL,
  -- 0: proven optimal.
  gap bigint NOT NULL CHECK (gap >= 0),
  helps_most boolean NOT NULL,
  snapshot bytea NOT NULL,
  snapshot_digest bytea NOT NULL CHECK (snapshot_digest = sha256(snapshot)),
  plan bytea NOT NULL,
  plan_digest bytea NOT NULL CHECK (plan_digest = sha256(plan)),
  PRIMARY KEY (municipality, contract_id, plan_id),
  FOREIGN KEY (municipality, contract_id) REFERENCES contracts (municipality, contract_id)
);
ALTER TABLE plans ENABLE ROW LEVEL SECURITY;
ALTER TABLE plans FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON plans
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT ON plans TO :"role";
-- Matches that are only proposed, to compare a plan with.
CREATE INDEX matches_proposed ON matches (municipality, contract_id, match_id) WHERE state = 1;
