-- expand: readiness is judged again on the day on which it lapses too. The rows that are there wait for that day from
-- now on. Migrations run without a tenant: they are changed past the policies, once.
ALTER TABLE readiness NO FORCE ROW LEVEL SECURITY;
UPDATE readiness SET recheck_on = least(recheck_on, ready_until + 1) WHERE ready_until IS NOT NULL;
ALTER TABLE readiness FORCE ROW LEVEL SECURITY;
