-- The tenant is in it, behind the id.
ALTER TABLE registration.children ADD CONSTRAINT children_family
  FOREIGN KEY (family_id, municipality, contract_id)
  REFERENCES registration.families (family_id, municipality, contract_id);
