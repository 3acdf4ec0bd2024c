-- Rules for schemas, tables and views.

CREATE TEMP VIEW schemas_known AS
SELECT s.name AS object,
       format('DROP SCHEMA %s, or give it a service here and in roles.sql', s.name) AS remedy
  FROM schemas s
 WHERE s.schema NOT IN (SELECT service FROM services UNION SELECT 'extensions');
COMMENT ON VIEW schemas_known IS 'a schema of nobody is watched by nobody';

CREATE TEMP VIEW row_security_enabled AS
SELECT r.name AS object, format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', r.name) AS remedy
  FROM relations r
 WHERE NOT r.relrowsecurity
   AND (r.oid IN (SELECT oid FROM case_tables) OR r.oid IN (SELECT of_table FROM policies));
COMMENT ON VIEW row_security_enabled IS 'without row security a query sees the rows of all tenants';

CREATE TEMP VIEW row_security_forced AS
SELECT r.name AS object, format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', r.name) AS remedy
  FROM relations r
 WHERE NOT r.relforcerowsecurity
   AND (r.oid IN (SELECT oid FROM case_tables) OR r.oid IN (SELECT of_table FROM policies));
COMMENT ON VIEW row_security_forced IS 'unless it is forced, policies do not hold for the owner of a table';

CREATE TEMP VIEW tenant_columns_present AS
SELECT t.name AS object,
       format('ALTER TABLE %s ADD COLUMN %s, or list the table in 00_exceptions.sql as not case data', t.name,
              c.definition) AS remedy
  FROM case_tables t,
       (VALUES ('municipality', 'municipality char(4) NOT NULL'),
               ('contract_id', 'contract_id uuid NOT NULL')) AS c (attname, definition)
 WHERE NOT EXISTS (SELECT FROM pg_attribute a
                    WHERE a.attrelid = t.oid AND a.attname = c.attname AND NOT a.attisdropped);
COMMENT ON VIEW tenant_columns_present IS 'a row says itself whose it is';

CREATE TEMP VIEW tenant_columns_not_null AS
SELECT t.name AS object, format('ALTER TABLE %s ALTER COLUMN %I SET NOT NULL', t.name, a.attname) AS remedy
  FROM case_tables t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname IN ('municipality', 'contract_id')
 WHERE NOT a.attnotnull;
COMMENT ON VIEW tenant_columns_not_null IS 'a row without a tenant is nobody''s, and no foreign key holds it';

CREATE TEMP VIEW tenant_columns_typed AS
SELECT t.name AS object,
       format('ALTER TABLE %s ALTER COLUMN %I TYPE %s', t.name, a.attname,
              CASE a.attname WHEN 'municipality' THEN 'char(4)' ELSE 'uuid' END) AS remedy
  FROM case_tables t
  JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname IN ('municipality', 'contract_id')
 WHERE format_type(a.atttypid, a.atttypmod)
       <> CASE a.attname WHEN 'municipality' THEN 'character(4)' ELSE 'uuid' END;
COMMENT ON VIEW tenant_columns_typed IS 'a comparison with a wider type finds what is not the tenant''s';

CREATE TEMP VIEW other_tables_hold_no_cases AS
SELECT r.name AS object, format('take %s off the list not_case_data in 00_exceptions.sql', r.name) AS remedy
  FROM relations r
  JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname = 'contract_id' AND NOT a.attisdropped
 WHERE r.relkind IN ('r', 'p') AND r.oid NOT IN (SELECT oid FROM case_tables);
COMMENT ON VIEW other_tables_hold_no_cases IS 'what belongs to a contract is case data, whatever the list says';

CREATE TEMP VIEW tables_logged AS
SELECT r.name AS object, format('ALTER TABLE %s SET LOGGED', r.name) AS remedy
  FROM relations r
 WHERE r.relkind IN ('r', 'p') AND r.relpersistence <> 'p';
COMMENT ON VIEW tables_logged IS 'an unlogged table is empty after a crash';

CREATE TEMP VIEW tables_not_inherited AS
SELECT r.name AS object, format('ALTER TABLE %s NO INHERIT %s', r.name, i.inhparent::regclass) AS remedy
  FROM relations r
  JOIN pg_inherits i ON i.inhrelid = r.oid
 WHERE r.relkind IN ('r', 'p', 'f') AND NOT r.relispartition;
COMMENT ON VIEW tables_not_inherited IS 'keys of a parent do not hold for its children';

CREATE TEMP VIEW views_as_invoker AS
SELECT r.name AS object, format('ALTER VIEW %s SET (security_invoker = true)', r.name) AS remedy
  FROM relations r
 WHERE r.relkind = 'v'
   AND NOT EXISTS (SELECT FROM pg_options_to_table(r.reloptions) o
                    WHERE o.option_name = 'security_invoker' AND o.option_value::boolean);
COMMENT ON VIEW views_as_invoker IS 'a plain view reads with the rights of its owner';

CREATE TEMP VIEW no_materialized_views AS
SELECT r.name AS object, format('DROP MATERIALIZED VIEW %s', r.name) AS remedy
  FROM relations r
 WHERE r.relkind = 'm';
COMMENT ON VIEW no_materialized_views IS 'a copy of rows that no policy watches';

CREATE TEMP VIEW no_rules AS
SELECT r.name || '.' || quote_ident(w.rulename) AS object, format('DROP RULE %I ON %s', w.rulename, r.name) AS remedy
  FROM pg_rewrite w
  JOIN relations r ON r.oid = w.ev_class
 WHERE w.rulename <> '_RETURN';
COMMENT ON VIEW no_rules IS 'a rule makes another statement of the one that was reviewed';

CREATE TEMP VIEW triggers_enabled AS
SELECT r.name AS object, format('ALTER TABLE %s ENABLE TRIGGER %I', r.name, t.tgname) AS remedy
  FROM pg_trigger t
  JOIN relations r ON r.oid = t.tgrelid
 WHERE t.tgenabled NOT IN ('O', 'A');
COMMENT ON VIEW triggers_enabled IS 'foreign keys are triggers: switched off they let anything pass';

CREATE TEMP VIEW constraints_validated AS
SELECT r.name || '.' || quote_ident(c.conname) AS object,
       format('ALTER TABLE %s VALIDATE CONSTRAINT %I', r.name, c.conname) AS remedy
  FROM pg_constraint c
  JOIN relations r ON r.oid = c.conrelid
 WHERE NOT c.convalidated;
COMMENT ON VIEW constraints_validated IS 'rows from before the constraint may break it';

CREATE TEMP VIEW no_large_objects AS
SELECT 'large object ' || oid AS object, format('SELECT lo_unlink(%s)', oid) AS remedy
  FROM pg_largeobject_metadata;
COMMENT ON VIEW no_large_objects IS 'large objects lie outside every table and its policies';
