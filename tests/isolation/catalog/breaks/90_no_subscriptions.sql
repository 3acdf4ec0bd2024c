-- Rows from elsewhere.
RESET ROLE;
CREATE SUBSCRIPTION elsewhere CONNECTION 'dbname=elsewhere' PUBLICATION everything WITH (connect = false);
