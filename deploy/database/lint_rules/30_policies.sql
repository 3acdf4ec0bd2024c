-- Rules for policies. A restrictive one only ever takes away, so it may say what it likes.

CREATE TEMP VIEW tenant_policy_present AS
SELECT t.name AS object,
       format('CREATE POLICY tenant ON %s with USING and WITH CHECK on buurtbrug.municipality and '
              'buurtbrug.contract, as the other tables have it', t.name) AS remedy
  FROM case_tables t
 WHERE NOT EXISTS (
   SELECT FROM policies p
    WHERE p.of_table = t.oid AND p.permissive AND p.command = '*'
      AND 2 = (SELECT count(*) FROM policy_conditions c
                WHERE c.name = p.name AND c.known @> ARRAY['municipality', 'contract']));
COMMENT ON VIEW tenant_policy_present IS
  'what is read (USING) and what is written (WITH CHECK) is the tenant''s of this transaction';

CREATE TEMP VIEW policies_name_their_tenant AS
SELECT p.name AS object,
       format('compare municipality and contract_id with the settings of the transaction in all conditions of %I, '
              'or list it in 00_exceptions.sql', p.polname) AS remedy
  FROM policies p
 WHERE p.permissive
   AND (NOT EXISTS (SELECT FROM policy_conditions c WHERE c.name = p.name)
        OR EXISTS (SELECT FROM policy_conditions c
                    WHERE c.name = p.name AND NOT c.known @> ARRAY['municipality', 'contract']));
COMMENT ON VIEW policies_name_their_tenant IS 'permissive policies add up: the widest one decides';

CREATE TEMP VIEW wide_policies_only_read AS
SELECT p.name AS object,
       format('make %I FOR SELECT with a condition on buurtbrug.access', p.polname) AS remedy
  FROM policies p
 WHERE p.permissive
   AND EXISTS (SELECT FROM policy_conditions c
                WHERE c.name = p.name AND NOT c.known @> ARRAY['municipality', 'contract']
                  AND (p.command <> 'r' OR NOT c.known @> ARRAY['access']));
COMMENT ON VIEW wide_policies_only_read IS
  'who sees more than one contract says so in buurtbrug.access, and changes nothing';

CREATE TEMP VIEW policy_conditions_known AS
SELECT DISTINCT c.name AS object,
       format('write %s of known conditions joined by AND, or add the new one to 00_exceptions.sql: %s', c.place,
              c.expression) AS remedy
  FROM policy_conditions c
 WHERE c.permissive AND c.rest !~ '^[() ]*(AND[() ]*)*$';
COMMENT ON VIEW policy_conditions_known IS 'an OR beside the tenant undoes it';

CREATE TEMP VIEW policies_for_everybody AS
SELECT p.name AS object, format('ALTER POLICY %I ON %s TO PUBLIC', p.polname, p.table_name) AS remedy
  FROM policies p
 WHERE EXISTS (SELECT FROM unnest(p.roles) AS role
                WHERE role <> 0
                  AND role NOT IN (SELECT s.role FROM services s WHERE s.service = p.schema AND s.role IS NOT NULL));
COMMENT ON VIEW policies_for_everybody IS 'a policy for one role leaves the others to whatever else there is';

CREATE TEMP VIEW policies_call_no_functions AS
SELECT p.name AS object, format('write %I without %s', p.polname, d.refobjid::regprocedure) AS remedy
  FROM policies p
  JOIN pg_depend d ON d.classid = 'pg_policy'::regclass AND d.objid = p.oid
                  AND d.refclassid = 'pg_proc'::regclass;
COMMENT ON VIEW policies_call_no_functions IS 'whoever may replace the function replaces the policy';
