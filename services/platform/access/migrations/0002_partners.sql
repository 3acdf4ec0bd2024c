-- expand: a transaction that names a partner finds nothing here, and adds nothing: no person is disclosed to a
-- partner. A refusal of a partner is recorded in a transaction of the service's own.
CREATE POLICY partner ON access_log AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
CREATE POLICY partner ON access_chain AS RESTRICTIVE
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL)
  WITH CHECK (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
