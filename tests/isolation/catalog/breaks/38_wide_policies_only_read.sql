-- A wide policy that no access has to be named for.
DROP POLICY municipality ON tenancy.contracts;
CREATE POLICY municipality ON tenancy.contracts FOR SELECT
  USING (municipality = current_setting('buurtbrug.municipality', true));
