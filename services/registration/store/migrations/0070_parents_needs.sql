-- expand: what the parents need is met by a match for them, as matching has it, and no more by any match of a child.
-- Migrations run without a tenant: past the policies, once.
ALTER TABLE family_lists NO FORCE ROW LEVEL SECURITY;
ALTER TABLE family_matches NO FORCE ROW LEVEL SECURITY;
UPDATE family_lists l SET met = least(cardinality(l.children),
    (SELECT count(*) FROM family_matches m WHERE m.municipality = l.municipality
      AND m.contract_id = l.contract_id AND m.family_id = l.family_id AND m.state NOT IN (6, 7, 8)
      AND m.children = '{}')
    + (SELECT count(*) FROM unnest(l.children) AS need WHERE EXISTS (
      SELECT FROM family_matches m WHERE m.municipality = l.municipality
        AND m.contract_id = l.contract_id AND m.family_id = l.family_id
        AND m.state NOT IN (6, 7, 8) AND need = ANY (m.children))))
  WHERE 0 = ANY (l.children) AND l.met > 0;
ALTER TABLE family_matches FORCE ROW LEVEL SECURITY;
ALTER TABLE family_lists FORCE ROW LEVEL SECURITY;
