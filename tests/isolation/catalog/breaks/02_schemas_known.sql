-- A restored dump brings public back.
CREATE SCHEMA public;
