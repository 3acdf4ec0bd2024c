-- The log of facts that the other services pull. In the order (transaction, sequence), and only below the
-- oldest running transaction, a reader never skips an entry that commits late.
CREATE TABLE feed_entries (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  event_id uuid NOT NULL,
  transaction xid8 NOT NULL DEFAULT pg_current_xact_id(),
  sequence bigint GENERATED ALWAYS AS IDENTITY,
  occurred_on date NOT NULL,
  recorded_at timestamptz NOT NULL,
  type text NOT NULL,
  event bytea NOT NULL,
  PRIMARY KEY (municipality, contract_id, event_id)
);
CREATE INDEX feed_entries_order ON feed_entries (transaction, sequence);
ALTER TABLE feed_entries ENABLE ROW LEVEL SECURITY;
ALTER TABLE feed_entries FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON feed_entries
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
-- Readers of the feed see all tenants, pseudonymously, and write nothing.
CREATE POLICY readers ON feed_entries FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'feed');
GRANT SELECT, INSERT ON feed_entries TO :"role";
