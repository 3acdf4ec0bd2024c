-- What the rules look at.

CREATE TEMP VIEW services AS
SELECT service, 'buurtbrug_' || service AS role_name, r.oid AS role
  FROM unnest(ARRAY['tenancy', 'registration', 'matching', 'evaluation', 'reporting']) AS service
  LEFT JOIN pg_roles r ON r.rolname = 'buurtbrug_' || service;

-- Every schema but the server's own; also one that nobody expects.
CREATE TEMP VIEW schemas AS
SELECT oid, nspname AS schema, quote_ident(nspname) AS name, nspowner AS owner, nspacl AS acl
  FROM pg_namespace
 WHERE nspname !~ '^pg_' AND nspname <> 'information_schema';

-- Tables, views, sequences, indexes and the like, but for those that an extension brings along.
CREATE TEMP TABLE relations ON COMMIT DROP AS
SELECT c.oid, s.schema, format('%I.%I', s.schema, c.relname) AS name, c.relname, c.relkind, c.relowner AS owner,
       c.relacl AS acl, c.relpersistence, c.relispartition, c.relrowsecurity, c.relforcerowsecurity, c.reloptions
  FROM pg_class c
  JOIN schemas s ON s.oid = c.relnamespace
 WHERE NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e');

CREATE TEMP VIEW functions AS
SELECT p.oid, s.schema, p.oid::regprocedure::text AS name, p.prokind, p.proowner AS owner, p.proacl AS acl,
       p.prosecdef, p.proleakproof, p.proconfig, l.lanname
  FROM pg_proc p
  JOIN schemas s ON s.oid = p.pronamespace
  JOIN pg_language l ON l.oid = p.prolang
 WHERE NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_proc'::regclass AND d.objid = p.oid AND d.deptype = 'e');

-- All that the rules find, the excused too.
CREATE TEMP TABLE found (
  rule text NOT NULL,
  object text NOT NULL,
  remedy text NOT NULL
) ON COMMIT DROP;

-- A table is one of case data until 00_exceptions.sql says that it is not.
CREATE TEMP VIEW case_tables AS
SELECT r.oid, r.schema, r.name, r.relname
  FROM relations r
 WHERE r.relkind IN ('r', 'p')
   AND NOT EXISTS (SELECT FROM not_case_data n WHERE pg_temp.names(n.pattern, r.name));

-- Columns of a key in its order; an expression has the name ''.
CREATE TEMP VIEW index_columns AS
SELECT i.indexrelid AS index, i.indrelid AS of_table, c.relname AS index_name,
       ARRAY(SELECT coalesce(a.attname::text, '')
               FROM unnest(i.indkey) WITH ORDINALITY AS k (number, position)
               LEFT JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = k.number AND k.number > 0
              WHERE k.position <= i.indnkeyatts
              ORDER BY k.position) AS columns,
       i.indisprimary, i.indisunique, i.indisexclusion
  FROM pg_index i
  JOIN pg_class c ON c.oid = i.indexrelid;

CREATE TEMP VIEW foreign_keys AS
SELECT c.conname, c.conrelid AS of_table, c.confrelid AS to_table, f.name || '.' || quote_ident(c.conname) AS name,
       f.schema AS of_schema, t.schema AS to_schema, t.name AS to_name, c.confdeltype, c.confupdtype,
       ARRAY(SELECT a.attname::text FROM unnest(c.conkey) WITH ORDINALITY AS k (number, position)
               JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = k.number
              ORDER BY k.position) AS columns,
       ARRAY(SELECT a.attname::text FROM unnest(c.confkey) WITH ORDINALITY AS k (number, position)
               JOIN pg_attribute a ON a.attrelid = c.confrelid AND a.attnum = k.number
              ORDER BY k.position) AS to_columns
  FROM pg_constraint c
  JOIN relations f ON f.oid = c.conrelid
  JOIN relations t ON t.oid = c.confrelid
 WHERE c.contype = 'f';

CREATE TEMP TABLE policies ON COMMIT DROP AS
SELECT p.oid, p.polrelid AS of_table, r.name AS table_name, r.schema, p.polname,
       r.name || '.' || quote_ident(p.polname) AS name, p.polpermissive AS permissive, p.polcmd AS command,
       p.polroles AS roles,
       pg_get_expr(p.polqual, p.polrelid) AS using_condition,
       pg_get_expr(p.polwithcheck, p.polrelid) AS check_condition
  FROM pg_policy p
  JOIN relations r ON r.oid = p.polrelid;

-- Each condition of each policy, and which of the known ones it is made of. `rest` is what then remains of
-- it: nothing but brackets and ANDs in a good one.
CREATE TEMP TABLE policy_conditions ON COMMIT DROP AS
SELECT p.name, p.permissive, p.command, e.place, e.expression,
       ARRAY(SELECT c.condition FROM conditions c WHERE e.expression ~ c.pattern) AS known,
       regexp_replace(e.expression, (SELECT string_agg(c.pattern, '|') FROM conditions c), '', 'g') AS rest
  FROM policies p,
       LATERAL (VALUES ('USING', p.using_condition), ('WITH CHECK', p.check_condition)) AS e (place, expression)
 WHERE e.expression IS NOT NULL;

-- Every right that somebody other than the owner of the thing has; grantee 0 is PUBLIC. `target` is
-- how GRANT and REVOKE call the thing.
CREATE TEMP TABLE grants ON COMMIT DROP AS
SELECT g.kind, g.schema, g.object, g.target, a.privilege_type || coalesce(' (' || g.column_name || ')', '') AS what,
       a.privilege_type AS privilege, a.grantee, a.is_grantable AS grantable,
       CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END AS grantee_name
  FROM (SELECT 'table' AS kind, schema, name AS object, NULL AS column_name, 'TABLE ' || name AS target, owner,
               coalesce(acl, acldefault('r', owner)) AS acl
          FROM relations WHERE relkind IN ('r', 'p', 'v', 'm', 'f')
        UNION ALL
        SELECT 'sequence', schema, name, NULL, 'SEQUENCE ' || name, owner, coalesce(acl, acldefault('s', owner))
          FROM relations WHERE relkind = 'S'
        UNION ALL
        SELECT 'table', r.schema, r.name, quote_ident(t.attname), 'TABLE ' || r.name, r.owner, t.attacl
          FROM relations r JOIN pg_attribute t ON t.attrelid = r.oid AND t.attacl IS NOT NULL
        UNION ALL
        SELECT 'schema', schema, name, NULL, 'SCHEMA ' || name, owner, coalesce(acl, acldefault('n', owner))
          FROM schemas
        UNION ALL
        SELECT 'function', schema, name, NULL, 'ROUTINE ' || name, owner, coalesce(acl, acldefault('f', owner))
          FROM functions
        UNION ALL
        SELECT 'database', NULL, quote_ident(datname), NULL, 'DATABASE ' || quote_ident(datname), datdba,
               coalesce(datacl, acldefault('d', datdba))
          FROM pg_database WHERE datname = current_database()) AS g,
       LATERAL aclexplode(g.acl) AS a
 WHERE a.grantee <> g.owner;
