-- expand: requests to be erased that are taken back, and what erasing a family deletes.
-- The family takes back all that it asked before; `requested_on` is the day of that.
ALTER TABLE erasure_requests ADD COLUMN withdrawn boolean NOT NULL DEFAULT false;
-- On which lists a family stands.
CREATE INDEX destruction_items_of_family
  ON destruction_items (municipality, contract_id, family_id, list_id);
-- From their days the eighteenth birthday of a child could be found.
GRANT DELETE ON readiness TO :"role";
GRANT DELETE ON vog_desk TO :"role";
