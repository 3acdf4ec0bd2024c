-- The option is there, and off.
CREATE VIEW registration.people WITH (security_invoker = false, security_barrier = true) AS
SELECT municipality, contract_id, name FROM registration.adults;
