-- expand: somebody is appointed to handle concerns about the safety of children (role 8).
ALTER TABLE appointments DROP CONSTRAINT appointments_role_check;
ALTER TABLE appointments ADD CONSTRAINT appointments_role_check CHECK (role BETWEEN 1 AND 4 OR role = 8);
