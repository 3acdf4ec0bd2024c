-- Found by the family alone.
CREATE TABLE registration.visits (
  municipality char(4) NOT NULL,
  family_id uuid PRIMARY KEY,
  visited_on date NOT NULL
);
