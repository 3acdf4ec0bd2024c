-- expand: the hard rules that a coordinator passed by hand, by their codes, which stay the same for ever.
ALTER TABLE match_steps ADD COLUMN overridden_rules text[] NOT NULL DEFAULT '{}';
ALTER TABLE match_occurrences ADD COLUMN overridden_rules text[] NOT NULL DEFAULT '{}';
-- The families that became another one.
CREATE INDEX profiles_merged ON profiles (municipality, contract_id, merged_into)
  WHERE merged_into IS NOT NULL;
