-- The order of the feed can be set back.
GRANT UPDATE ON SEQUENCE matching.feed_entries_sequence_seq TO buurtbrug_matching;
