-- The tenant is in the key, but last.
CREATE TABLE registration.visits (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  visit_id uuid NOT NULL,
  PRIMARY KEY (visit_id, municipality, contract_id)
);
