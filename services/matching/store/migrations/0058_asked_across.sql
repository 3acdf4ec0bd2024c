-- expand: matches of other contracts of which a support family is asked something.
CREATE INDEX pool_reservations_running ON pool_reservations (municipality, contract_id, family_id)
  WHERE match_state < 6;
