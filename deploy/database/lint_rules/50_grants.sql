-- Rules for rights. `grants` leaves out what an owner has by itself.

CREATE TEMP VIEW nothing_for_public AS
SELECT g.object, format('REVOKE %s ON %s FROM PUBLIC', g.what, g.target) AS remedy
  FROM grants g
 WHERE g.grantee = 0;
COMMENT ON VIEW nothing_for_public IS 'everybody is also the role of tomorrow';

CREATE TEMP VIEW grants_only_to_services AS
SELECT g.object, format('REVOKE %s ON %s FROM %s', g.what, g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.grantee <> 0 AND g.grantee_name <> 'buurtbrug_owner'
   AND g.grantee NOT IN (SELECT role FROM services WHERE role IS NOT NULL);
COMMENT ON VIEW grants_only_to_services IS 'nobody but a service reads its tables';

CREATE TEMP VIEW services_not_crossed AS
SELECT g.object, format('REVOKE %s ON %s FROM %s', g.what, g.target, g.grantee_name) AS remedy
  FROM grants g
  JOIN services s ON s.role = g.grantee
 WHERE g.schema <> s.service
   AND NOT (g.kind = 'schema' AND g.schema = 'extensions' AND g.privilege = 'USAGE');
COMMENT ON VIEW services_not_crossed IS 'a service reaches another one over proto, never by its tables';

CREATE TEMP VIEW no_truncate AS
SELECT g.object, format('REVOKE TRUNCATE ON %s FROM %s', g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.privilege = 'TRUNCATE';
COMMENT ON VIEW no_truncate IS 'TRUNCATE empties a table past its policies';

CREATE TEMP VIEW no_triggers_or_references AS
SELECT g.object, format('REVOKE %s ON %s FROM %s', g.what, g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.privilege IN ('TRIGGER', 'REFERENCES');
COMMENT ON VIEW no_triggers_or_references IS
  'a trigger runs with the rights of whoever writes, and a foreign key tells which rows exist';

CREATE TEMP VIEW no_create AS
SELECT g.object, format('REVOKE CREATE ON %s FROM %s', g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.privilege = 'CREATE';
COMMENT ON VIEW no_create IS 'who creates a table owns it, and no policy holds there';

CREATE TEMP VIEW no_temporary_tables AS
SELECT g.object, format('REVOKE TEMPORARY ON %s FROM %s', g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.privilege = 'TEMPORARY';
COMMENT ON VIEW no_temporary_tables IS
  'a temporary table outlives its transaction on a connection that the next tenant gets';

CREATE TEMP VIEW no_grant_option AS
SELECT g.object, format('REVOKE GRANT OPTION FOR %s ON %s FROM %s', g.what, g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.grantable;
COMMENT ON VIEW no_grant_option IS 'rights are given by migrations only';

CREATE TEMP VIEW no_default_privileges AS
SELECT coalesce(n.nspname || ': ', '') || pg_get_userbyid(d.defaclrole) AS object,
       format('ALTER DEFAULT PRIVILEGES FOR ROLE %I%s REVOKE %s ON %s FROM %s', pg_get_userbyid(d.defaclrole),
              ' IN SCHEMA ' || quote_ident(n.nspname), a.privilege_type,
              CASE d.defaclobjtype WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'FUNCTIONS'
                                   WHEN 'T' THEN 'TYPES' ELSE 'SCHEMAS' END,
              CASE a.grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(a.grantee)) END) AS remedy
  FROM pg_default_acl d
  LEFT JOIN pg_namespace n ON n.oid = d.defaclnamespace
 CROSS JOIN LATERAL aclexplode(d.defaclacl) AS a
 WHERE a.grantee <> d.defaclrole;
COMMENT ON VIEW no_default_privileges IS 'a new table is open to nobody until its migration says to whom';

CREATE TEMP VIEW steps_only_appended AS
SELECT g.object, format('REVOKE %s ON %s FROM %s', g.what, g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.kind = 'table' AND g.privilege IN ('UPDATE', 'DELETE')
   AND (g.object ~ '_steps"?$'
        OR EXISTS (SELECT FROM insert_only i WHERE pg_temp.names(i.pattern, g.object)));
COMMENT ON VIEW steps_only_appended IS 'what happened is added to, never changed';

CREATE TEMP VIEW cases_never_deleted AS
SELECT g.object, format('REVOKE DELETE ON %s FROM %s', g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.kind = 'table' AND g.privilege = 'DELETE' AND g.object IN (SELECT name FROM case_tables);
COMMENT ON VIEW cases_never_deleted IS 'a case is closed, and erased by its key; services delete no rows';

CREATE TEMP VIEW sequences_not_set AS
SELECT g.object, format('REVOKE UPDATE ON %s FROM %s', g.target, g.grantee_name) AS remedy
  FROM grants g
 WHERE g.kind = 'sequence' AND g.privilege = 'UPDATE';
COMMENT ON VIEW sequences_not_set IS 'who sets a sequence makes numbers come twice, for all tenants';

CREATE TEMP VIEW sequences_owned AS
SELECT r.name AS object, format('DROP SEQUENCE %s; use GENERATED ALWAYS AS IDENTITY', r.name) AS remedy
  FROM relations r
 WHERE r.relkind = 'S'
   AND NOT EXISTS (SELECT FROM pg_depend d
                    WHERE d.classid = 'pg_class'::regclass AND d.objid = r.oid
                      AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i'));
COMMENT ON VIEW sequences_owned IS 'a sequence of no column is granted and watched by nobody';

CREATE TEMP VIEW nothing_of_the_server AS
SELECT o.object, format('REVOKE %s ON %s FROM %s', a.privilege_type, o.object,
                        quote_ident(pg_get_userbyid(a.grantee))) AS remedy
  FROM (SELECT 'FUNCTION ' || oid::regprocedure AS object, proacl AS acl FROM pg_proc
         WHERE pronamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        UNION ALL
        SELECT 'TABLE ' || oid::regclass, relacl FROM pg_class
         WHERE relnamespace IN ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
        UNION ALL
        SELECT 'PARAMETER ' || parname, paracl FROM pg_parameter_acl) AS o,
       LATERAL aclexplode(o.acl) AS a
 WHERE a.grantee IN (SELECT role FROM services) OR pg_get_userbyid(a.grantee) = 'buurtbrug_owner';
COMMENT ON VIEW nothing_of_the_server IS
  'files, passwords and settings of the server, such as session_replication_role, are the administrator''s';
