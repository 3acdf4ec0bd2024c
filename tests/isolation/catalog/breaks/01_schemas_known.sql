-- Somebody made room for an analysis.
CREATE SCHEMA analysis;
