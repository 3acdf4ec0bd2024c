-- Rules for functions, extensions, and what reaches out of the database.

CREATE TEMP VIEW definers_fix_their_search_path AS
SELECT f.name AS object, format('ALTER ROUTINE %s SET search_path TO %I', f.name, f.schema) AS remedy
  FROM functions f
 WHERE f.prosecdef
   AND NOT EXISTS (SELECT FROM unnest(f.proconfig) AS c (setting) WHERE c.setting ~ '^search_path=');
COMMENT ON VIEW definers_fix_their_search_path IS
  'with the caller''s search path it runs the caller''s functions with the rights of its owner';

CREATE TEMP VIEW definers_are_no_superusers AS
SELECT f.name AS object, format('ALTER ROUTINE %s SECURITY INVOKER', f.name) AS remedy
  FROM functions f
  JOIN pg_roles r ON r.oid = f.owner
 WHERE f.prosecdef AND (r.rolsuper OR r.rolbypassrls);
COMMENT ON VIEW definers_are_no_superusers IS 'it would run past every policy';

CREATE TEMP VIEW definers_not_for_public AS
SELECT f.name AS object, format('REVOKE EXECUTE ON ROUTINE %s FROM PUBLIC', f.name) AS remedy
  FROM functions f
  JOIN grants g ON g.kind = 'function' AND g.object = f.name AND g.grantee = 0
 WHERE f.prosecdef;
COMMENT ON VIEW definers_not_for_public IS 'the rights of its owner are for whoever was given them by name';

CREATE TEMP VIEW defaults_call_no_definers AS
SELECT r.name AS object, format('write the default of %s without %s', pg_describe_object(d.classid, d.objid, 0),
                                f.name) AS remedy
  FROM pg_depend d
  JOIN functions f ON d.refclassid = 'pg_proc'::regclass AND f.oid = d.refobjid
  JOIN pg_attrdef a ON d.classid = 'pg_attrdef'::regclass AND a.oid = d.objid
  JOIN relations r ON r.oid = a.adrelid
 WHERE f.prosecdef;
COMMENT ON VIEW defaults_call_no_definers IS 'every INSERT would run it with the rights of its owner';

CREATE TEMP VIEW functions_not_leakproof AS
SELECT f.name AS object, format('ALTER ROUTINE %s NOT LEAKPROOF', f.name) AS remedy
  FROM functions f
 WHERE f.proleakproof;
COMMENT ON VIEW functions_not_leakproof IS 'PostgreSQL lets a leakproof function see rows before the policies do';

CREATE TEMP VIEW languages_trusted AS
SELECT 'language ' || quote_ident(l.lanname) AS object, format('DROP LANGUAGE %I', l.lanname) AS remedy
  FROM pg_language l
 WHERE NOT l.lanpltrusted AND l.lanname NOT IN ('internal', 'c')
UNION ALL
SELECT f.name, format('write %s in SQL or PL/pgSQL', f.name)
  FROM functions f
  JOIN pg_language l ON l.lanname = f.lanname
 WHERE NOT l.lanpltrusted;
COMMENT ON VIEW languages_trusted IS 'an untrusted language does what the server''s own user may do';

CREATE TEMP VIEW extensions_known AS
SELECT 'extension ' || quote_ident(e.extname) AS object, format('DROP EXTENSION %I', e.extname) AS remedy
  FROM pg_extension e
 WHERE e.extname NOT IN ('plpgsql', 'btree_gist');
COMMENT ON VIEW extensions_known IS 'an extension brings functions for everybody; dblink opens a second session';

CREATE TEMP VIEW nothing_foreign AS
SELECT 'foreign table ' || name AS object, format('DROP FOREIGN TABLE %s', name) AS remedy
  FROM relations WHERE relkind = 'f'
UNION ALL
SELECT 'server ' || quote_ident(srvname), format('DROP SERVER %I', srvname) FROM pg_foreign_server
UNION ALL
SELECT 'foreign data wrapper ' || quote_ident(fdwname), format('DROP FOREIGN DATA WRAPPER %I', fdwname)
  FROM pg_foreign_data_wrapper;
COMMENT ON VIEW nothing_foreign IS 'a foreign table has no policies and reads with the rights of another login';

CREATE TEMP VIEW no_event_triggers AS
SELECT 'event trigger ' || quote_ident(evtname) AS object, format('DROP EVENT TRIGGER %I', evtname) AS remedy
  FROM pg_event_trigger;
COMMENT ON VIEW no_event_triggers IS 'it runs as whoever migrates';

CREATE TEMP VIEW no_publications AS
SELECT 'publication ' || quote_ident(pubname) AS object, format('DROP PUBLICATION %I', pubname) AS remedy
  FROM pg_publication;
COMMENT ON VIEW no_publications IS 'a publication sends the rows of all tenants out of the database';

CREATE TEMP VIEW no_subscriptions AS
SELECT 'subscription ' || quote_ident(subname) AS object, format('DROP SUBSCRIPTION %I', subname) AS remedy
  FROM pg_subscription
 WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database());
COMMENT ON VIEW no_subscriptions IS 'a subscription writes rows past policies and triggers';
