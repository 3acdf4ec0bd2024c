-- Roles, database and schemas. Repeatable; run as the bootstrap superuser with psql:
--   psql -d postgres -v database=buurtbrug -v secrets=DIR -f roles.sql
-- DIR holds <role>.password for each role. One schema and one login role per service; everything
-- belongs to buurtbrug_owner, whom only the migrations use.

\set ON_ERROR_STOP on
SET client_min_messages = warning;

SELECT format('CREATE ROLE %I', role)
  FROM unnest(ARRAY['buurtbrug_owner', 'buurtbrug_tenancy', 'buurtbrug_registration',
                    'buurtbrug_matching', 'buurtbrug_evaluation', 'buurtbrug_reporting']) AS role
 WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role)
\gexec

-- Stated in full on every run, so that a right given by hand does not stay.
\set password `cat :'secrets'/buurtbrug_owner.password`
ALTER ROLE buurtbrug_owner LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\set password `cat :'secrets'/buurtbrug_tenancy.password`
ALTER ROLE buurtbrug_tenancy LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\set password `cat :'secrets'/buurtbrug_registration.password`
ALTER ROLE buurtbrug_registration LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\set password `cat :'secrets'/buurtbrug_matching.password`
ALTER ROLE buurtbrug_matching LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\set password `cat :'secrets'/buurtbrug_evaluation.password`
ALTER ROLE buurtbrug_evaluation LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\set password `cat :'secrets'/buurtbrug_reporting.password`
ALTER ROLE buurtbrug_reporting LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION NOBYPASSRLS PASSWORD :'password';
\unset password

-- The tables of the platform (feed, answered requests) have the same name in every schema.
SELECT format('ALTER ROLE buurtbrug_%1$s SET search_path TO %1$I, extensions', service)
  FROM unnest(ARRAY['tenancy', 'registration', 'matching', 'evaluation', 'reporting']) AS service
\gexec

REVOKE ALL ON DATABASE postgres, template1 FROM PUBLIC;
SELECT format('CREATE DATABASE %I OWNER buurtbrug_owner', :'database')
 WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'database')
\gexec
\connect :"database"
SET client_min_messages = warning;

BEGIN;
REVOKE ALL ON DATABASE :"database" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"database"
   TO buurtbrug_tenancy, buurtbrug_registration, buurtbrug_matching, buurtbrug_evaluation, buurtbrug_reporting;

-- The owner of a database may always create in `public`; without it nothing lands there by mistake.
DROP SCHEMA IF EXISTS public;

CREATE SCHEMA IF NOT EXISTS extensions;
CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA extensions;
GRANT USAGE ON SCHEMA extensions
   TO buurtbrug_owner, buurtbrug_tenancy, buurtbrug_registration, buurtbrug_matching, buurtbrug_evaluation, buurtbrug_reporting;

CREATE SCHEMA IF NOT EXISTS tenancy AUTHORIZATION buurtbrug_owner;
CREATE SCHEMA IF NOT EXISTS registration AUTHORIZATION buurtbrug_owner;
CREATE SCHEMA IF NOT EXISTS matching AUTHORIZATION buurtbrug_owner;
CREATE SCHEMA IF NOT EXISTS evaluation AUTHORIZATION buurtbrug_owner;
CREATE SCHEMA IF NOT EXISTS reporting AUTHORIZATION buurtbrug_owner;
GRANT USAGE ON SCHEMA tenancy TO buurtbrug_tenancy;
GRANT USAGE ON SCHEMA registration TO buurtbrug_registration;
GRANT USAGE ON SCHEMA matching TO buurtbrug_matching;
GRANT USAGE ON SCHEMA evaluation TO buurtbrug_evaluation;
GRANT USAGE ON SCHEMA reporting TO buurtbrug_reporting;
COMMIT;
