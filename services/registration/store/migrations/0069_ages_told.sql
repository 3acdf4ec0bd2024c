-- expand: from when on the ages of children that a profile told are too low. What was told until now is told again.
ALTER TABLE family_lists
  -- The first day of a month: not a birthday, which is sealed. NULL: no ages were told, or the case is over.
  ADD COLUMN ages_due_on date CHECK (extract(day FROM ages_due_on) = 1);
CREATE INDEX family_lists_ages ON family_lists (municipality, contract_id, ages_due_on, family_id)
  WHERE ages_due_on IS NOT NULL;
-- Migrations run without a tenant: past the policies, once.
ALTER TABLE families NO FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists NO FORCE ROW LEVEL SECURITY;
UPDATE family_lists l SET ages_due_on = DATE '2020-01-01' FROM families f
  WHERE f.municipality = l.municipality AND f.contract_id = l.contract_id AND f.family_id = l.family_id
    AND l.profile_step > 0 AND f.state NOT IN (7, 8, 9);
ALTER TABLE families FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
