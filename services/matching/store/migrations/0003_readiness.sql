-- expand: when each support family is ready, as registration told it last, and what stops because of it. Derived; apart
-- from `profiles`, because the news of a family's readiness may come before that of the family.
CREATE TABLE readiness (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  family_id uuid NOT NULL,
  -- Day and sequence of the entry that told it.
  told_on date NOT NULL,
  sequence bigint NOT NULL,
  -- "2020-03-10/2023-03-09,2023-04-01/": first and last days, the last of all perhaps without an end.
  spans text NOT NULL,
  PRIMARY KEY (municipality, contract_id, family_id)
);
ALTER TABLE readiness ENABLE ROW LEVEL SECURITY;
ALTER TABLE readiness FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON readiness
  USING (municipality = current_setting('buurtbrug.municipality', true)
         AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid)
  WITH CHECK (municipality = current_setting('buurtbrug.municipality', true)
              AND contract_id = nullif(current_setting('buurtbrug.contract', true), '')::uuid);
GRANT SELECT, INSERT, UPDATE ON readiness TO :"role";
-- Why a match was stopped without anybody deciding it; numbers as in buurtbrug.matching.v1.EndReason.
ALTER TABLE match_steps ADD COLUMN end_reason smallint CHECK (end_reason = 1);
ALTER TABLE matches
  ADD COLUMN end_reason smallint CHECK (end_reason = 1),
  -- Of the news of the support family's readiness that was known when the match was proposed: that, and what is
  -- older, never stops it.
  ADD COLUMN readiness_sequence bigint NOT NULL DEFAULT 0;
CREATE INDEX matches_by_end_reason ON matches (municipality, contract_id, end_reason, match_id)
  WHERE end_reason IS NOT NULL;
-- Registration's feed is read anew for what it told of readiness until now. That is old news for the matches that are
-- there. Migrations run without a tenant: past the policies, once.
ALTER TABLE matches NO FORCE ROW LEVEL SECURITY;
UPDATE matches SET readiness_sequence =
  coalesce((SELECT sequence FROM feed_positions WHERE feed = 'registration'), 0);
ALTER TABLE matches FORCE ROW LEVEL SECURITY;
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'registration';
