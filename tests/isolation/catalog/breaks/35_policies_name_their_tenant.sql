-- Enough for one municipality, too much for two contracts of it.
ALTER POLICY tenant ON registration.families
  USING (municipality = current_setting('buurtbrug.municipality', true))
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true));
