-- A name where the code belongs.
CREATE TABLE registration.visits (
  municipality text NOT NULL,
  contract_id uuid NOT NULL,
  visit_id uuid NOT NULL,
  PRIMARY KEY (municipality, contract_id, visit_id)
);
