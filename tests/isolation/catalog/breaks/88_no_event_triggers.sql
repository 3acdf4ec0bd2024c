-- Watches the migrations.
RESET ROLE;
CREATE FUNCTION tenancy.watch() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN END $$;
CREATE EVENT TRIGGER watch ON ddl_command_end EXECUTE FUNCTION tenancy.watch();
