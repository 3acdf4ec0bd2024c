-- Writes are not checked.
DROP POLICY tenant ON evaluation.moments;
CREATE POLICY tenant ON evaluation.moments
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (true);
