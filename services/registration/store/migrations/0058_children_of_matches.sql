-- expand: for which children a match is, and how many of a family's needs its matches meet.
ALTER TABLE family_matches
  -- In the row of the request family; none: told by an earlier release of matching, for one need, whichever.
  ADD COLUMN children smallint[] NOT NULL DEFAULT '{}';
ALTER TABLE family_lists
  ADD COLUMN met smallint NOT NULL DEFAULT 0;
-- Until now each match met one need. Migrations run without a tenant: past the policies, once.
ALTER TABLE family_lists NO FORCE ROW LEVEL SECURITY;
UPDATE family_lists SET met = least(matches, greatest(cardinality(children), 1)) WHERE matches > 0;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
-- In the order of the waiting list: a family waits while it has more needs than are met. The index before it,
-- family_lists_waiting, serves the release that runs now.
CREATE INDEX family_lists_unmet
  ON family_lists (municipality, contract_id, priority, waiting_since, family_id)
  WHERE waiting_since IS NOT NULL AND met < greatest(cardinality(children), 1);
