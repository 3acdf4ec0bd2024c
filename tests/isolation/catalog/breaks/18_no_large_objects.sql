-- A letter stored beside the tables.
SELECT lo_from_bytea(0, 'a letter');
