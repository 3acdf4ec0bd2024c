-- An expression that looks like the tenant.
CREATE UNIQUE INDEX adults_name ON registration.adults (upper(municipality), contract_id, name);
