-- All tables to whoever subscribes.
RESET ROLE;
CREATE PUBLICATION everything FOR ALL TABLES;
