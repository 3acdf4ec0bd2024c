-- A table for everybody.
GRANT SELECT ON tenancy.protocols TO PUBLIC;
