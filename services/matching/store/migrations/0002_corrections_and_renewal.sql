-- expand: steps that correct a sealed period are marked, and a match can go on in the contract that follows.
ALTER TABLE match_steps
  ADD COLUMN correction boolean NOT NULL DEFAULT false,
  DROP CONSTRAINT match_steps_state_check,
  ADD CONSTRAINT match_steps_state_check CHECK (state BETWEEN 1 AND 11);
ALTER TABLE matches
  DROP CONSTRAINT matches_state_check,
  ADD CONSTRAINT matches_state_check CHECK (state BETWEEN 1 AND 11),
  -- Where it ran before it was carried over to here, and whether it had counted as realised by then.
  ADD COLUMN carried_from_contract_id uuid CHECK (carried_from_contract_id <> contract_id),
  ADD COLUMN carried_counted boolean NOT NULL DEFAULT false;
