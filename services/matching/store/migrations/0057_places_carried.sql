-- expand: the contract of a support family is renewed while the match of another contract takes a place of it.
ALTER TABLE pool_reservations
  -- The contract that keeps the place since; here it is free.
  ADD COLUMN carried_to_contract_id uuid;
