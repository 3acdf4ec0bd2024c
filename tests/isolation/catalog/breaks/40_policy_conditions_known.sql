-- An unset tenant sees everything.
ALTER POLICY tenant ON registration.children
  USING (coalesce(municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid, true));
