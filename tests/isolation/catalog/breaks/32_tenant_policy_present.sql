-- WITH CHECK is left to USING.
DROP POLICY tenant ON evaluation.moments;
CREATE POLICY tenant ON evaluation.moments
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
