-- Restrictive policies alone take away; this one was to give.
DROP POLICY tenant ON evaluation.moments;
CREATE POLICY tenant ON evaluation.moments AS RESTRICTIVE
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
