-- expand: a transaction that names a partner adds its facts and reads none.
CREATE POLICY partner ON feed_entries AS RESTRICTIVE FOR SELECT
  USING (nullif(current_setting('buurtbrug.partner', true), '') IS NULL);
