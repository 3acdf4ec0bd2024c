-- expand: what registration tells of each family in full, and in which transaction each row changed, so that a
-- copy in memory is brought up to date by the rows that changed since it was read.
ALTER TABLE profiles
  -- The day on which the intake was done.
  ADD COLUMN waiting_since date,
  -- buurtbrug.registration.v1.FamilyProfileChanged as it was told last, with day and sequence of its entry.
  ADD COLUMN told bytea,
  ADD COLUMN told_on date,
  ADD COLUMN told_sequence bigint NOT NULL DEFAULT 0,
  -- Numbers of the children who are there; NULL: none came or left.
  ADD COLUMN household smallint[],
  ADD COLUMN household_sequence bigint NOT NULL DEFAULT 0,
  ADD COLUMN erased boolean NOT NULL DEFAULT false,
  -- The family that its case goes on as.
  ADD COLUMN merged_into uuid,
  ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE readiness ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
ALTER TABLE matches ADD COLUMN changed_in xid8 NOT NULL DEFAULT pg_current_xact_id();
CREATE INDEX profiles_changed ON profiles (municipality, contract_id, changed_in);
CREATE INDEX readiness_changed ON readiness (municipality, contract_id, changed_in);
CREATE INDEX matches_changed ON matches (municipality, contract_id, changed_in);
-- By a trigger, so that no statement can forget it.
CREATE FUNCTION mark_changed() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN NEW.changed_in := pg_current_xact_id(); RETURN NEW; END $$;
REVOKE EXECUTE ON FUNCTION mark_changed() FROM PUBLIC;
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON profiles
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON readiness
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON matches
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
-- What was told until now is read again.
UPDATE feed_positions SET transaction = '0'::xid8, sequence = 0 WHERE feed = 'registration';
