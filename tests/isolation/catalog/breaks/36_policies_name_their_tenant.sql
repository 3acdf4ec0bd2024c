-- Families join what the feed may read.
CREATE POLICY readers ON registration.families FOR SELECT
  USING (current_setting('buurtbrug.access', true) = 'feed');
