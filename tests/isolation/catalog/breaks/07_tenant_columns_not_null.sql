-- A contract that is filled in later.
CREATE TABLE registration.visits (
  municipality char(4) NOT NULL,
  contract_id uuid,
  visit_id uuid NOT NULL
);
