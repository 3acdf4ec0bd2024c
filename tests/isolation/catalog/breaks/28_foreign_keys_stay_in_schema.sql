-- Matching leans on the tables of registration.
ALTER TABLE matching.profiles ADD CONSTRAINT profiles_family
  FOREIGN KEY (municipality, contract_id, family_id)
  REFERENCES registration.families (municipality, contract_id, family_id);
