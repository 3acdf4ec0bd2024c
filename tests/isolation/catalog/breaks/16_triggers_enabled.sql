-- Foreign keys switched off for a load.
RESET ROLE;
ALTER TABLE registration.adults DISABLE TRIGGER ALL;
