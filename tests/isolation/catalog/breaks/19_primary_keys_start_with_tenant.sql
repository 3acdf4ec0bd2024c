-- An id of its own finds the row.
CREATE TABLE registration.visits (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  visit_id uuid PRIMARY KEY
);
