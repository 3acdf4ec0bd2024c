-- Runs all rules: leaves `rules` (rule, reason) and `findings` (rule, object, reason, remedy) behind.

CREATE TEMP VIEW exceptions_needed AS
SELECT e.rule || ' ' || e.pattern AS object, 'take it out of exceptions in 00_exceptions.sql' AS remedy
  FROM exceptions e
 WHERE NOT EXISTS (
   SELECT FROM found f WHERE f.rule = e.rule AND pg_temp.names(e.pattern, f.object))
UNION ALL
SELECT 'not case data ' || n.pattern, 'take it out of not_case_data in 00_exceptions.sql'
  FROM not_case_data n
 WHERE NOT EXISTS (SELECT FROM relations r WHERE pg_temp.names(n.pattern, r.name))
UNION ALL
SELECT 'insert only ' || i.pattern, 'take it out of insert_only in 00_exceptions.sql'
  FROM insert_only i
 WHERE NOT EXISTS (SELECT FROM relations r WHERE pg_temp.names(i.pattern, r.name));
COMMENT ON VIEW exceptions_needed IS 'an exception that nothing needs waits for something that it should not let pass';

-- A rule is a view of this session with the columns object and remedy; its comment is the reason.
CREATE TEMP TABLE rules ON COMMIT DROP AS
SELECT c.relname::text AS rule, obj_description(c.oid, 'pg_class') AS reason
  FROM pg_class c
 WHERE c.relnamespace = pg_my_temp_schema() AND c.relkind = 'v'
   AND ARRAY['object', 'remedy'] = ARRAY(SELECT a.attname::text FROM pg_attribute a
                                          WHERE a.attrelid = c.oid ORDER BY a.attnum);

DO $$
DECLARE
  each record;
BEGIN
  -- exceptions_needed looks at what the others found.
  FOR each IN SELECT rule, reason FROM rules ORDER BY rule = 'exceptions_needed', rule LOOP
    IF each.reason IS NULL THEN
      RAISE EXCEPTION 'rule % has no reason: COMMENT ON VIEW', each.rule;
    END IF;
    EXECUTE format('INSERT INTO found SELECT %L, object, remedy FROM %I', each.rule, each.rule);
  END LOOP;
END
$$;

CREATE TEMP VIEW findings AS
SELECT DISTINCT f.rule, f.object, r.reason, f.remedy
  FROM found f
  JOIN rules r ON r.rule = f.rule
 WHERE NOT EXISTS (
   SELECT FROM exceptions e WHERE e.rule = f.rule AND pg_temp.names(e.pattern, f.object));
