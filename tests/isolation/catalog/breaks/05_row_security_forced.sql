-- A copy by the owner was easier without.
ALTER TABLE matching.matches NO FORCE ROW LEVEL SECURITY;
