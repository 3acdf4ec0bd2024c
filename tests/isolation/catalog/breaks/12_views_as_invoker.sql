-- A plain view.
CREATE VIEW registration.people AS
SELECT municipality, contract_id, name FROM registration.adults;
