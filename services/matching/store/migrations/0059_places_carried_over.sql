-- expand: the reservations of a support family that another contract took over, for who asks for a place of it here.
CREATE INDEX pool_reservations_carried ON pool_reservations (municipality, contract_id, family_id)
  WHERE carried_to_contract_id IS NOT NULL;
