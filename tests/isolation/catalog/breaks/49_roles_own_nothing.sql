-- A table made by the service itself.
RESET ROLE;
ALTER TABLE registration.children OWNER TO buurtbrug_registration;
