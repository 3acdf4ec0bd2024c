-- Where the areas of postcodes (their four digits) lie, in the Dutch grid: reference data that the foundation
-- imports.
-- not case data: nothing about people.
CREATE TABLE area_points (
  area char(4) NOT NULL PRIMARY KEY CHECK (area ~ '^[1-9][0-9]{3}$'),
  x_m integer NOT NULL,
  y_m integer NOT NULL,
  changed_in xid8 NOT NULL DEFAULT pg_current_xact_id()
);
CREATE INDEX area_points_changed ON area_points (changed_in);
CREATE TRIGGER mark_changed BEFORE INSERT OR UPDATE ON area_points
  FOR EACH ROW EXECUTE FUNCTION mark_changed();
GRANT SELECT, INSERT, UPDATE ON area_points TO :"role";
