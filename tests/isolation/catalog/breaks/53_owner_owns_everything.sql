-- A migration that the administrator ran.
RESET ROLE;
CREATE TABLE evaluation.notes (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL,
  note_id uuid NOT NULL,
  PRIMARY KEY (municipality, contract_id, note_id)
);
