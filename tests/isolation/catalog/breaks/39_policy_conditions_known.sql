-- The tenant, or else.
ALTER POLICY tenant ON registration.children
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid
         OR current_setting('buurtbrug.support', true) = 'on');
