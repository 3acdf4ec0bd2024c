-- A policy for another service.
ALTER POLICY readers ON registration.feed_entries TO buurtbrug_matching;
