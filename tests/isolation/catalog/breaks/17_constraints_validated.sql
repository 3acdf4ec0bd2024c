-- A foreign key that old rows need not keep.
ALTER TABLE reporting.facts ADD CONSTRAINT facts_contract
  FOREIGN KEY (municipality, contract_id) REFERENCES reporting.contracts (municipality, contract_id) NOT VALID;
