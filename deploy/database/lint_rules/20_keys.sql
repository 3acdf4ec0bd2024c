-- Rules for keys and indexes: with the tenant first in all of them nothing can point, or collide, across
-- tenants.

CREATE TEMP VIEW primary_keys_start_with_tenant AS
SELECT t.name AS object,
       format('give %s a primary key that starts with (municipality, contract_id)', t.name) AS remedy
  FROM case_tables t
 WHERE NOT EXISTS (SELECT FROM index_columns i
                    WHERE i.of_table = t.oid AND i.indisprimary
                      AND i.columns[1:2] = ARRAY['municipality', 'contract_id']);
COMMENT ON VIEW primary_keys_start_with_tenant IS 'an id alone must not find a row';

CREATE TEMP VIEW unique_keys_start_with_tenant AS
SELECT format('%s.%I', t.name, i.index_name) AS object,
       format('make %I start with (municipality, contract_id)', i.index_name) AS remedy
  FROM case_tables t
  JOIN index_columns i ON i.of_table = t.oid
 WHERE i.indisunique AND NOT i.indisprimary
   AND i.columns[1:2] IS DISTINCT FROM ARRAY['municipality', 'contract_id'];
COMMENT ON VIEW unique_keys_start_with_tenant IS
  'a key over all tenants tells one of them what another has, and refuses it for that';

CREATE TEMP VIEW exclusions_start_with_tenant AS
SELECT format('%s.%I', t.name, i.index_name) AS object,
       format('make the constraint %I start with municipality WITH =, contract_id WITH =', i.index_name) AS remedy
  FROM case_tables t
  JOIN index_columns i ON i.of_table = t.oid
  JOIN pg_constraint c ON c.conindid = i.index AND c.contype = 'x'
 WHERE i.columns[1:2] IS DISTINCT FROM ARRAY['municipality', 'contract_id']
    OR EXISTS (SELECT FROM unnest(c.conexclop[1:2]) AS o (operator)
                 JOIN pg_operator p ON p.oid = o.operator WHERE p.oprname <> '=');
COMMENT ON VIEW exclusions_start_with_tenant IS 'rows of two tenants never exclude each other';

CREATE TEMP VIEW foreign_keys_start_with_tenant AS
SELECT k.name AS object,
       format('make %I lead from (municipality, contract_id, ...) to the same columns of %s', k.conname,
              k.to_name) AS remedy
  FROM foreign_keys k
 WHERE k.to_table IN (SELECT oid FROM case_tables)
   AND (k.columns[1:2] IS DISTINCT FROM ARRAY['municipality', 'contract_id']
        OR k.to_columns[1:2] IS DISTINCT FROM ARRAY['municipality', 'contract_id']);
COMMENT ON VIEW foreign_keys_start_with_tenant IS
  'foreign keys are checked past the policies: without the tenant they lead to another''s row';

CREATE TEMP VIEW foreign_keys_stay_in_schema AS
SELECT k.name AS object, format('drop %I; %s reaches %s over proto', k.conname, k.of_schema, k.to_schema) AS remedy
  FROM foreign_keys k
 WHERE k.of_schema <> k.to_schema;
COMMENT ON VIEW foreign_keys_stay_in_schema IS 'a service knows nothing of the tables of another';

CREATE TEMP VIEW foreign_keys_only_refuse AS
SELECT k.name AS object, format('make %I without ON DELETE and ON UPDATE', k.conname) AS remedy
  FROM foreign_keys k
 WHERE k.confdeltype NOT IN ('a', 'r') OR k.confupdtype NOT IN ('a', 'r');
COMMENT ON VIEW foreign_keys_only_refuse IS
  'a cascade changes rows with the rights of the owner, and of tables where the role may change none';

CREATE TEMP VIEW indexes_start_with_municipality AS
SELECT format('%I.%I', t.schema, i.index_name) AS object,
       format('make %I start with municipality, or list it in 00_exceptions.sql', i.index_name) AS remedy
  FROM case_tables t
  JOIN index_columns i ON i.of_table = t.oid
 WHERE NOT i.indisunique AND NOT i.indisexclusion AND i.columns[1] IS DISTINCT FROM 'municipality';
COMMENT ON VIEW indexes_start_with_municipality IS
  'policies compare the tenant: any other index walks through the rows of all';
