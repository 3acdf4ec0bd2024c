-- expand: places of support families that matches of other contracts take or want, under a pool agreement. Nothing of the
-- request family stands here: only which contract, and the id of its match. Follows the steps of that match.
CREATE TABLE pool_reservations (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  match_id uuid NOT NULL,
  family_id uuid NOT NULL,
  pool_agreement_id uuid NOT NULL,
  receiving_municipality char(4) NOT NULL CHECK (receiving_municipality <> municipality),
  receiving_contract_id uuid NOT NULL,
  -- 1: held until a day, 2: taken, 3: free again.
  state smallint NOT NULL CHECK (state BETWEEN 1 AND 3),
  until date CHECK ((state = 1) = (until IS NOT NULL)),
  -- Nothing is known of the match yet: it is free from then on. NULL: the match is known.
  lapses_at timestamptz,
  -- Of the match, as it was followed last; 0: never.
  match_version bigint NOT NULL DEFAULT 0,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id(),
  PRIMARY KEY (municipality, contract_id, match_id),
  FOREIGN KEY (municipality, contract_id, family_id)
    REFERENCES profiles (municipality, contract_id, family_id)
);
CREATE INDEX pool_reservations_of_family ON pool_reservations (municipality, contract_id, family_id) WHERE state < 3;
CREATE INDEX pool_reservations_changed ON pool_reservations (municipality, contract_id, changed_in);
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON pool_reservations
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
ALTER TABLE pool_reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_reservations FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pool_reservations
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON pool_reservations TO :"role";
-- The places that matches take of a family, with those of other contracts: for good, or until a day, which is over by
-- itself. A sustained match keeps its place: only the coordinator steps back.
CREATE OR REPLACE VIEW taken_places WITH (security_invoker = true) AS
  SELECT municipality, contract_id, support_family_id AS family_id, match_id,
    CASE WHEN state < 4 THEN held_until END AS until, NULL::timestamptz AS lapses_at
  FROM matches WHERE state IN (4, 5, 10) OR (state < 4 AND held_until IS NOT NULL)
  UNION ALL
  SELECT municipality, contract_id, substitute_family_id, match_id, substitute_last_day, NULL
  FROM matches WHERE state IN (4, 5) AND substitute_family_id IS NOT NULL
  UNION ALL
  SELECT municipality, contract_id, family_id, match_id, until, lapses_at
  FROM pool_reservations WHERE state < 3;
