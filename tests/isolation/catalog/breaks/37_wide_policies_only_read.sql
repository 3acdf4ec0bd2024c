-- Readers of the feed may now change it.
DROP POLICY readers ON matching.feed_entries;
CREATE POLICY readers ON matching.feed_entries
  USING (current_setting('buurtbrug.access', true) = 'feed');
