-- That support families of one municipality may be matched in another. It has two municipalities and no contract,
-- so each of the two reads it, and the foundation writes it.
-- not case data: agreements between tenants, which the foundation keeps.
CREATE TABLE pool_agreements (
  pool_agreement_id uuid PRIMARY KEY,
  offering_municipality char(4) NOT NULL REFERENCES municipalities (code),
  receiving_municipality char(4) NOT NULL REFERENCES municipalities (code),
  first_day date NOT NULL,
  -- The eve of the first day: it ended before it began.
  last_day date CHECK (last_day >= first_day - 1),
  counts_for smallint NOT NULL CHECK (counts_for IN (1, 2)),
  version bigint NOT NULL DEFAULT 1,
  recorded_at timestamptz NOT NULL,
  recorded_by text NOT NULL,
  CHECK (offering_municipality <> receiving_municipality),
  CONSTRAINT pool_agreements_overlap
    EXCLUDE USING gist (offering_municipality WITH =, receiving_municipality WITH =,
                        daterange(first_day, last_day + 1, '[)') WITH &&)
);
ALTER TABLE pool_agreements ENABLE ROW LEVEL SECURITY;
ALTER TABLE pool_agreements FORCE ROW LEVEL SECURITY;
CREATE POLICY network ON pool_agreements
  USING (current_setting('buurtbrug.access', true) = 'network')
  WITH CHECK (current_setting('buurtbrug.access', true) = 'network');
CREATE POLICY party ON pool_agreements FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'municipality'
         AND current_setting('buurtbrug.municipality', true)
             IN (offering_municipality, receiving_municipality));
GRANT SELECT, INSERT, UPDATE (last_day, version) ON pool_agreements TO :"role";
