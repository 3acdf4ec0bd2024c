-- The access log can be corrected.
GRANT UPDATE ON registration.access_log TO buurtbrug_registration;
