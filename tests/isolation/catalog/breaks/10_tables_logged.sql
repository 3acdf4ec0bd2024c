-- Faster, until the first crash.
ALTER TABLE matching.match_steps SET UNLOGGED;
