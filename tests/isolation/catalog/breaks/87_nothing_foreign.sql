-- A table that lies elsewhere.
RESET ROLE;
CREATE FOREIGN DATA WRAPPER elsewhere;
CREATE SERVER archive FOREIGN DATA WRAPPER elsewhere;
CREATE FOREIGN TABLE registration.old_families (
  municipality char(4) NOT NULL,
  contract_id uuid NOT NULL
) SERVER archive;
