-- Steps go when their match goes.
ALTER TABLE matching.match_steps ADD CONSTRAINT match_steps_match
  FOREIGN KEY (municipality, contract_id, match_id)
  REFERENCES matching.matches (municipality, contract_id, match_id) ON DELETE CASCADE;
