-- expand: a sustained match occupies its support family until it is completed.
-- Migrations run without a tenant: past the policies, once.
ALTER TABLE family_lists NO FORCE ROW LEVEL SECURITY;
ALTER TABLE family_matches NO FORCE ROW LEVEL SECURITY;
ALTER TABLE families NO FORCE ROW LEVEL SECURITY;
UPDATE family_lists l SET matches =
    (SELECT count(*) FROM family_matches m WHERE m.municipality = l.municipality
      AND m.contract_id = l.contract_id AND m.family_id = l.family_id AND m.state NOT IN (6, 7, 8, 9))
  FROM families f
  WHERE f.municipality = l.municipality AND f.contract_id = l.contract_id AND f.family_id = l.family_id
    AND f.role = 2 AND EXISTS (SELECT FROM family_matches m WHERE m.municipality = l.municipality
      AND m.contract_id = l.contract_id AND m.family_id = l.family_id AND m.state = 10);
ALTER TABLE families FORCE ROW LEVEL SECURITY;
ALTER TABLE family_matches FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
