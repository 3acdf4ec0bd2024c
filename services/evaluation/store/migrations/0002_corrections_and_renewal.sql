-- expand: evaluations that correct a sealed period are marked, and a match with its moments can go on in the
-- contract that follows.
ALTER TABLE evaluated_matches
  DROP CONSTRAINT evaluated_matches_state_check,
  ADD CONSTRAINT evaluated_matches_state_check CHECK (state BETWEEN 1 AND 11);
ALTER TABLE moments
  ADD COLUMN correction boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT moments_state_check,
  ADD CONSTRAINT moments_state_check CHECK (state BETWEEN 1 AND 4);
