-- What the rules let pass, each with its reason. `*.name` is that name in every schema. An entry that lets
-- nothing pass is a finding itself (exceptions_needed).
-- The files of this folder are run in their order, in one transaction that is never committed: all that they
-- make is temporary.

SET LOCAL search_path TO pg_temp, pg_catalog;
SET LOCAL client_min_messages = warning;

-- Whether `pattern` names `object`; `*.families` is that table of every schema.
CREATE FUNCTION pg_temp.names(pattern text, object text) RETURNS boolean IMMUTABLE LANGUAGE sql AS
$$ SELECT object = pattern OR pattern LIKE '*.%' AND regexp_replace(object, '^[^.]*', '*') = pattern $$;

CREATE TEMP TABLE exceptions (
  rule text NOT NULL,
  pattern text NOT NULL,
  reason text NOT NULL CHECK (reason <> ''),
  PRIMARY KEY (rule, pattern)
) ON COMMIT DROP;
CREATE TEMP TABLE not_case_data (
  pattern text PRIMARY KEY,
  reason text NOT NULL CHECK (reason <> '')
) ON COMMIT DROP;
CREATE TEMP TABLE insert_only (
  pattern text PRIMARY KEY,
  reason text NOT NULL CHECK (reason <> '')
) ON COMMIT DROP;
CREATE TEMP TABLE conditions (
  condition text PRIMARY KEY,
  pattern text NOT NULL
) ON COMMIT DROP;

-- Tables without case data. Any other table has to keep tenants apart.
INSERT INTO not_case_data (pattern, reason) VALUES
  ('*.migrations', 'what deploy/database/migrate applied'),
  ('*.feed_positions', 'one row per feed'),
  ('tenancy.municipalities', 'the tenants themselves, which the foundation keeps'),
  ('tenancy.protocols', 'programmes of the whole network'),
  ('tenancy.partners', 'organisations that refer, which the foundation keeps for the whole network'),
  ('tenancy.partner_clients', 'OAuth clients of the partners'),
  ('registration.places', 'where postcodes lie: reference data of Statistics Netherlands'),
  ('registration.neighbourhoods', 'names of places'),
  ('matching.area_points', 'where postcode areas lie: reference data'),
  ('registration.demand_municipalities', 'codes of municipalities with unserved demand'),
  ('tenancy.pool_agreements', 'agreements between two tenants, which the foundation keeps');

-- Tables to which rows are only ever added; so are all whose name ends in _steps.
INSERT INTO insert_only (pattern, reason) VALUES
  ('*.receipts', 'an answer that was given stays the answer'),
  ('*.feed_entries', 'readers have passed what stands there'),
  ('*.access_log', 'who saw what is not for the platform to change'),
  ('registration.retention_terms', 'a term that was in force stays known'),
  ('registration.erasure_requests', 'what a family asked for'),
  ('registration.destruction_items', 'what two people approved'),
  ('registration.destruction_approvals', 'who approved a destruction'),
  ('registration.contacts', 'where a family lived is added to, like a step'),
  ('registration.target_groups', 'what was known of a family is added to, like a step'),
  ('matching.plans', 'a plan is made again from what was kept, or it is another plan'),
  ('matching.match_occurrences', 'what happened to a match is added to, like a step'),
  ('matching.match_agreements', 'what two families agreed on is changed by a new version'),
  ('matching.match_offers', 'what two families are offered is replaced by a newer offer'),
  ('matching.weight_versions', 'a proposal names the version that it was made with'),
  ('tenancy.contract_changes', 'what was changed in a contract, why and by whom'),
  ('tenancy.contract_protocols', 'what an older version decided stays decided'),
  ('tenancy.decision_dates', 'a changed period names a newer set'),
  ('reporting.published_tables', 'as they were printed'),
  ('reporting.published_cells', 'as they were printed');

-- Conditions of which policies are made, as PostgreSQL writes them. Nothing but AND joins them.
INSERT INTO conditions (condition, pattern) VALUES
  ('municipality',
   $$\(\(municipality\)::text = current_setting\('buurtbrug\.municipality'::text, true\)\)$$),
  ('contract',
   $$\(contract_id = \(NULLIF\(current_setting\('buurtbrug\.contract'::text, true\), ''::text\)\)::uuid\)$$),
  ('access',
   $$\(current_setting\('buurtbrug\.access'::text, true\) = '[a-z_]+'::text\)$$),
  -- One of the two municipalities of a pool agreement.
  ('party',
   $$\(\(current_setting\('buurtbrug\.municipality'::text, true\) = \(offering_municipality\)::text\) OR $$
   || $$\(current_setting\('buurtbrug\.municipality'::text, true\) = \(receiving_municipality\)::text\)\)$$);

INSERT INTO exceptions (rule, pattern, reason) VALUES
  ('exclusions_start_with_tenant', 'tenancy.contracts.contracts_overlap',
   'contracts of one municipality may not overlap: the contract cannot be part of it'),
  ('foreign_keys_start_with_tenant', 'tenancy.contracts.contracts_municipality_follows_contract_id_fkey',
   'a contract follows another one of its municipality'),
  ('indexes_start_with_municipality', 'tenancy.pool_consents_offering',
   'starts with one of the two municipalities that read it'),
  ('indexes_start_with_municipality', 'tenancy.pool_consents_receiving',
   'starts with one of the two municipalities that read it'),
  ('indexes_start_with_municipality', '*.feed_entries_order',
   'readers take the entries of all tenants in their order'),
  ('policies_name_their_tenant', '*.feed_entries.readers',
   'readers see all tenants; entries are pseudonymous'),
  ('policies_name_their_tenant', 'tenancy.contracts.municipality',
   'a municipality sees all its contracts'),
  ('policies_name_their_tenant', 'registration.contracts.municipality',
   'who registers by internet names a postcode: all contracts of its municipality are looked at'),
  ('policies_name_their_tenant', 'tenancy.contract_protocols.municipality',
   'a municipality sees all its contracts'),
  ('policies_name_their_tenant', 'tenancy.subsidy_periods.municipality',
   'a municipality sees the periods of all its contracts'),
  ('policies_name_their_tenant', 'tenancy.decision_dates.municipality',
   'a municipality sees the periods of all its contracts'),
  ('policies_name_their_tenant', 'tenancy.contracts.network',
   'the foundation sees all contracts'),
  ('policies_name_their_tenant', 'tenancy.contract_protocols.network',
   'the foundation asks whether any contract uses a version'),
  ('policies_name_their_tenant', 'tenancy.subsidy_periods.network',
   'the foundation sees the periods of all contracts'),
  ('policies_name_their_tenant', 'tenancy.partner_contracts.network',
   'the foundation lists a partner with its contracts'),
  ('policies_name_their_tenant', 'tenancy.pool_agreements.network',
   'an agreement has two municipalities and no contract'),
  ('policies_name_their_tenant', 'tenancy.pool_agreements.party',
   'each of the two municipalities reads it'),
  ('policies_name_their_tenant', 'tenancy.pool_agreements.party_contract',
   'each contract of the two municipalities reads it'),
  ('policies_name_their_tenant', 'tenancy.pool_consents.party',
   'each of the two municipalities reads what both consented to'),
  ('policies_name_their_tenant', 'reporting.facts.rebuild_read',
   'a rebuild has to see what it deletes'),
  ('policies_name_their_tenant', 'reporting.facts.rebuild',
   'a rebuild forgets the derived facts of all tenants'),
  ('wide_policies_only_read', 'tenancy.pool_agreements.network',
   'the foundation makes agreements and ends them'),
  ('wide_policies_only_read', 'reporting.facts.rebuild',
   'derived facts, which come back from the feeds'),
  ('cases_never_deleted', 'registration.family_lists',
   'derived; who was erased is on no list any more'),
  ('cases_never_deleted', 'registration.readiness',
   'derived; its days lead to the eighteenth birthday of a child'),
  ('cases_never_deleted', 'registration.vog_desk',
   'derived; its days lead to the eighteenth birthday of a child'),
  ('cases_never_deleted', 'reporting.facts',
   'derived facts, which come back from the feeds'),
  ('cases_never_deleted', 'registration.duplicate_keys',
   'derived from the people of a family: made anew when these change, gone when they are erased');
