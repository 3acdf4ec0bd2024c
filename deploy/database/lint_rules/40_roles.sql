-- Rules for roles.

CREATE TEMP VIEW roles_without_power AS
SELECT quote_ident(r.rolname) AS object,
       format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS NOCREATEROLE NOCREATEDB NOREPLICATION', r.rolname) AS remedy
  FROM pg_roles r
 WHERE (r.oid IN (SELECT role FROM services) OR r.rolname = 'buurtbrug_owner')
   AND (r.rolsuper OR r.rolbypassrls OR r.rolcreaterole OR r.rolcreatedb OR r.rolreplication);
COMMENT ON VIEW roles_without_power IS 'each of these attributes leads past the policies';

CREATE TEMP VIEW no_other_superusers AS
SELECT quote_ident(r.rolname) AS object, format('ALTER ROLE %I NOSUPERUSER NOBYPASSRLS', r.rolname) AS remedy
  FROM pg_roles r
 WHERE (r.rolsuper OR r.rolbypassrls) AND r.oid <> 10
   AND r.rolname <> 'buurtbrug_owner' AND r.oid NOT IN (SELECT role FROM services WHERE role IS NOT NULL);
COMMENT ON VIEW no_other_superusers IS 'only the administrator that made the cluster sees past the policies';

CREATE TEMP VIEW roles_own_nothing AS
SELECT s.role_name AS object,
       format('ALTER %s OWNER TO buurtbrug_owner', pg_describe_object(d.classid, d.objid, d.objsubid)) AS remedy
  FROM services s
  JOIN pg_shdepend d ON d.refclassid = 'pg_authid'::regclass AND d.refobjid = s.role AND d.deptype = 'o'
 WHERE d.dbid IN (0, (SELECT oid FROM pg_database WHERE datname = current_database()));
COMMENT ON VIEW roles_own_nothing IS 'an owner switches policies off';

CREATE TEMP VIEW roles_without_membership AS
SELECT quote_ident(pg_get_userbyid(m.member)) AS object,
       format('REVOKE %I FROM %I', pg_get_userbyid(m.roleid), pg_get_userbyid(m.member)) AS remedy
  FROM pg_auth_members m
 WHERE m.member IN (SELECT role FROM services) OR m.roleid IN (SELECT role FROM services)
    OR pg_get_userbyid(m.member) = 'buurtbrug_owner' OR pg_get_userbyid(m.roleid) = 'buurtbrug_owner';
COMMENT ON VIEW roles_without_membership IS 'a member has the rights of the role';

CREATE TEMP VIEW owner_owns_everything AS
SELECT o.object, format('ALTER %s %s OWNER TO buurtbrug_owner', o.kind, o.object) AS remedy
  FROM (SELECT 'SCHEMA' AS kind, name AS object, owner FROM schemas WHERE schema IN (SELECT service FROM services)
        UNION ALL
        SELECT CASE relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'S' THEN 'SEQUENCE'
                            WHEN 'f' THEN 'FOREIGN TABLE' WHEN 'c' THEN 'TYPE' ELSE 'TABLE' END, name, owner
          FROM relations WHERE relkind NOT IN ('i', 'I', 't')
        UNION ALL
        SELECT 'ROUTINE', name, owner FROM functions) AS o
 WHERE pg_get_userbyid(o.owner) <> 'buurtbrug_owner';
COMMENT ON VIEW owner_owns_everything IS 'what a superuser owns acts with its rights; only migrations change tables';

CREATE TEMP VIEW settings_open_nothing AS
SELECT coalesce(quote_ident(r.rolname), 'ALL ROLES') || coalesce(' in ' || quote_ident(b.datname), '') AS object,
       CASE WHEN s.setrole = 0 AND s.setdatabase <> 0 THEN 'ALTER DATABASE ' || quote_ident(b.datname)
            ELSE 'ALTER ROLE ' || coalesce(quote_ident(r.rolname), 'ALL')
                 || coalesce(' IN DATABASE ' || quote_ident(b.datname), '') END
       || ' RESET ' || split_part(c.setting, '=', 1) AS remedy
  FROM pg_db_role_setting s
 CROSS JOIN unnest(s.setconfig) AS c (setting)
  LEFT JOIN pg_roles r ON r.oid = s.setrole
  LEFT JOIN pg_database b ON b.oid = s.setdatabase
 WHERE (s.setdatabase = 0 OR b.datname = current_database())
   AND (c.setting ~* '^buurtbrug\.'
        OR c.setting ~* ('^(role|row_security|session_replication_role|session_preload_libraries|'
                         'local_preload_libraries)=')
        OR c.setting ~* '^search_path='
           AND NOT EXISTS (SELECT FROM services v
                            WHERE v.role = s.setrole
                              AND c.setting = format('search_path=%I, extensions', v.service)));
COMMENT ON VIEW settings_open_nothing IS
  'the tenant is set by each transaction: what a session starts with would be the tenant of one that forgot';
