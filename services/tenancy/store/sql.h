#pragma once

#include "platform/postgres/param.h"

namespace buurtbrug::tenancy::store::sql {

using platform::postgres::Statement;

inline constexpr Statement kInsertMunicipality = {
    "municipality_insert",
    "INSERT INTO municipalities (code, name, code_year, qualifier, rsin, oin) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};

inline constexpr Statement kListMunicipalities = {"municipality_list",
                                                  "SELECT code, name, code_year, qualifier, rsin, "
                                                  "oin, version FROM municipalities ORDER BY code"};

// Two contracts of one municipality that are opened at once would each wait for the other at the
// exclusion constraint; so the second waits here.
inline constexpr Statement kLockMunicipality = {
    "municipality_lock",
    "SELECT code, name, code_year, qualifier, rsin, oin, version FROM municipalities "
    "WHERE code = $1 FOR NO KEY UPDATE"};

inline constexpr Statement kUpdateMunicipality = {
    "municipality_update",
    "UPDATE municipalities SET name = $2, code_year = $3, qualifier = $4, rsin = $5, oin = $6,"
    "  version = $7 "
    "WHERE code = $1 AND version = $7::bigint - 1"};

inline constexpr Statement kInsertProtocol = {
    "protocol_insert",
    "INSERT INTO protocols (programme, version, trial_weeks, vog_valid_months, training_required,"
    "  guidance_months, evaluation_interval_months, first_day, requirements, agreement_moment,"
    "  proposal_days, coordination) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

// FOR SHARE: it does not change until the contract that takes it is there.
inline constexpr Statement kReadProtocol = {
    "protocol_read",
    "SELECT programme, version, trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months, first_day, requirements, agreement_moment, proposal_days,"
    "  coordination "
    "FROM protocols WHERE programme = $1 AND version = $2 FOR SHARE"};

inline constexpr Statement kLockProtocol = {
    "protocol_lock",
    "SELECT version FROM protocols WHERE programme = $1 AND version = $2 FOR NO KEY UPDATE"};

// After kLockProtocol, and as a statement of its own: it sees the contracts that the lock waited
// for.
inline constexpr Statement kProtocolInUse = {
    "protocol_in_use",
    "SELECT EXISTS (SELECT 1 FROM contracts WHERE programme = $1 AND protocol_version = $2)"
    "  OR EXISTS (SELECT 1 FROM contract_protocols WHERE programme = $1 AND version = $2) AS used"};

inline constexpr Statement kUpdateProtocol = {
    "protocol_update",
    "UPDATE protocols SET trial_weeks = $3, vog_valid_months = $4, training_required = $5,"
    "  guidance_months = $6, evaluation_interval_months = $7, first_day = $8, requirements = $9,"
    "  agreement_moment = $10, proposal_days = $11, coordination = $12 "
    "WHERE programme = $1 AND version = $2"};

inline constexpr Statement kListProtocols = {
    "protocol_list",
    "SELECT programme, version, trial_weeks, vog_valid_months, training_required, guidance_months,"
    "  evaluation_interval_months, first_day, requirements, agreement_moment, proposal_days,"
    "  coordination "
    "FROM protocols ORDER BY programme, version"};

inline constexpr Statement kInsertContract = {
    "contract_insert",
    "INSERT INTO contracts (municipality, contract_id, programme, protocol_version, provider,"
    "  first_day, last_day, run_off_day, reference, as_stated, municipality_reference,"
    "  provider_reference, funding_source, processing_agreement_on, follows_contract_id,"
    "  recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)"};

// Whatever changes in one contract at once waits here, as contracts do at kLockMunicipality.
inline constexpr Statement kLockContract = {
    "contract_lock",
    "SELECT contract_id FROM contracts "
    "WHERE municipality = $1 AND contract_id = $2 FOR NO KEY UPDATE"};

inline constexpr Statement kUpdateContract = {
    "contract_update",
    "UPDATE contracts SET provider = $3, last_day = $4, run_off_day = $5, reference = $6,"
    "  as_stated = $7, municipality_reference = $8, provider_reference = $9, funding_source = $10,"
    "  processing_agreement_on = $11, version = $12 "
    "WHERE municipality = $1 AND contract_id = $2 AND version = $12::bigint - 1"};

// Here and below: of all contracts, or of one.
inline constexpr Statement kListContracts = {
    "contract_list",
    "SELECT contract_id, programme, protocol_version, provider, first_day, last_day, run_off_day,"
    "  reference, as_stated, municipality_reference, provider_reference, funding_source,"
    "  processing_agreement_on, follows_contract_id, version "
    "FROM contracts WHERE municipality = $1 AND ($2::uuid IS NULL OR contract_id = $2) "
    "ORDER BY first_day DESC"};

inline constexpr Statement kListPeriods = {
    "period_list",
    "SELECT contract_id, name, first_day, last_day, amount_cents, funding_source, target,"
    "  quarter_targets, as_stated, target_precision, target_tolerance, target_covers, counted_at,"
    "  ended_in_trial, coordinator_minutes, coordinator_precision, coordinator_per, sealed_at,"
    "  version "
    "FROM subsidy_periods WHERE municipality = $1 AND ($2::uuid IS NULL OR contract_id = $2) "
    "ORDER BY contract_id, first_day"};

inline constexpr Statement kListDecisionDates = {
    "decision_date_list",
    "SELECT d.contract_id, d.name, d.kind, d.day, d.as_stated "
    "FROM subsidy_periods p JOIN decision_dates d"
    "  ON d.municipality = p.municipality AND d.contract_id = p.contract_id AND d.name = p.name"
    "  AND d.decisions_version = p.decisions_version "
    "WHERE p.municipality = $1 AND ($2::uuid IS NULL OR p.contract_id = $2) "
    "ORDER BY d.contract_id, d.name, d.number"};

inline constexpr Statement kListAdoptions = {
    "adoption_list",
    "SELECT contract_id, version, first_day FROM contract_protocols "
    "WHERE municipality = $1 AND ($2::uuid IS NULL OR contract_id = $2) "
    "ORDER BY contract_id, first_day"};

inline constexpr Statement kInsertAdoption = {
    "adoption_insert",
    "INSERT INTO contract_protocols (municipality, contract_id, first_day, programme, version,"
    "  recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

// A version of its own for what is told under it: adoptions.
inline constexpr Statement kTouchContract = {
    "contract_touch",
    "UPDATE contracts SET version = $3 "
    "WHERE municipality = $1 AND contract_id = $2 AND version = $3::bigint - 1"};

inline constexpr Statement kInsertChange = {
    "contract_change_insert",
    "INSERT INTO contract_changes (municipality, contract_id, request_id, kind, period,"
    "  last_day_before, target_before, protocol_version, reason, became, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)"};

inline constexpr Statement kReadBecame = {
    "contract_change_became",
    "SELECT became FROM contract_changes "
    "WHERE municipality = $1 AND contract_id = $2 AND request_id = $3 AND kind = 1"};

inline constexpr Statement kReadTerm = {
    "contract_term",
    "SELECT c.first_day, c.last_day, c.run_off_day, p.name AS period,"
    "  p.sealed_at IS NOT NULL AS sealed "
    "FROM contracts c LEFT JOIN subsidy_periods p"
    "  ON p.municipality = c.municipality AND p.contract_id = c.contract_id"
    "  AND $3::date BETWEEN p.first_day AND p.last_day "
    "WHERE c.municipality = $1 AND c.contract_id = $2"};

inline constexpr Statement kInsertPeriod = {
    "period_insert",
    "INSERT INTO subsidy_periods (municipality, contract_id, name, first_day, last_day,"
    "  amount_cents, funding_source, target, quarter_targets, as_stated, target_precision,"
    "  target_tolerance, target_covers, counted_at, ended_in_trial, coordinator_minutes,"
    "  coordinator_precision, coordinator_per, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19,"
    "  $20)"};

// A sealed one is out of reach.
inline constexpr Statement kUpdatePeriod = {
    "period_update",
    "UPDATE subsidy_periods SET last_day = $4, amount_cents = $5, funding_source = $6,"
    "  target = $7, quarter_targets = $8, as_stated = $9, target_precision = $10,"
    "  target_tolerance = $11, target_covers = $12, counted_at = $13, ended_in_trial = $14,"
    "  coordinator_minutes = $15, coordinator_precision = $16, coordinator_per = $17,"
    "  sealed_at = $18, version = $19 "
    "WHERE municipality = $1 AND contract_id = $2 AND name = $3 AND sealed_at IS NULL"
    "  AND version = $19::bigint - 1"};

inline constexpr Statement kInsertDecisionDate = {
    "decision_date_insert",
    "INSERT INTO decision_dates (municipality, contract_id, name, decisions_version, number, kind,"
    "  day, as_stated) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

inline constexpr Statement kUseDecisionDates = {
    "decision_dates_use",
    "UPDATE subsidy_periods SET decisions_version = $4 "
    "WHERE municipality = $1 AND contract_id = $2 AND name = $3"};

inline constexpr Statement kInsertAppointment = {
    "appointment_insert",
    "INSERT INTO appointments (municipality, contract_id, appointment_id, subject, role, first_day,"
    "  last_day, substitutes_appointment_id, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)"};

inline constexpr Statement kLockAppointment = {
    "appointment_lock",
    "SELECT appointment_id, subject, role, first_day, last_day, substitutes_appointment_id, "
    "version "
    "FROM appointments WHERE municipality = $1 AND contract_id = $2 AND appointment_id = $3 "
    "FOR NO KEY UPDATE"};

inline constexpr Statement kEndAppointment = {
    "appointment_end",
    "UPDATE appointments SET last_day = $4, version = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND appointment_id = $3"
    "  AND version = $5::bigint - 1"};

inline constexpr Statement kListAppointments = {
    "appointment_list",
    "SELECT appointment_id, subject, role, first_day, last_day, substitutes_appointment_id, "
    "version "
    "FROM appointments WHERE municipality = $1 AND contract_id = $2 "
    "ORDER BY first_day, appointment_id"};

// Those of a day, held: who appoints or dismisses an operator waits for the one before.
inline constexpr Statement kLockAppointmentsOn = {
    "appointment_lock_on",
    "SELECT appointment_id, subject, role, first_day, last_day, substitutes_appointment_id, "
    "version "
    "FROM appointments WHERE municipality = $1 AND contract_id = $2 AND first_day <= $3"
    "  AND (last_day IS NULL OR last_day >= $3) "
    "ORDER BY appointment_id FOR NO KEY UPDATE"};

inline constexpr Statement kInsertPartner = {
    "partner_insert",
    "INSERT INTO partners (partner_id, organisation, kind, oin, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6)"};

inline constexpr Statement kLockPartner = {
    "partner_lock",
    "SELECT partner_id, organisation, kind, oin, suspended, version FROM partners "
    "WHERE partner_id = $1 FOR NO KEY UPDATE"};

inline constexpr Statement kUpdatePartner = {"partner_update",
                                             "UPDATE partners SET suspended = $2, version = $3 "
                                             "WHERE partner_id = $1 AND version = $3::bigint - 1"};

inline constexpr Statement kListPartners = {
    "partner_list",
    "SELECT partner_id, organisation, kind, oin, suspended, version FROM partners "
    "ORDER BY organisation, partner_id"};

inline constexpr Statement kListPartnerClients = {
    "partner_client_list",
    "SELECT partner_id, client_id FROM partner_clients "
    "WHERE removed_at IS NULL AND ($1::uuid IS NULL OR partner_id = $1) "
    "ORDER BY partner_id, client_id"};

inline constexpr Statement kListPartnerContracts = {
    "partner_contract_list",
    "SELECT municipality, contract_id, partner_id, first_day, last_day, version "
    "FROM partner_contracts ORDER BY partner_id, municipality, first_day, contract_id"};

inline constexpr Statement kInsertPartnerClient = {
    "partner_client_insert",
    "INSERT INTO partner_clients (partner_id, number, client_id, recorded_at, recorded_by) "
    "VALUES ($1, (SELECT coalesce(max(number), 0) + 1 FROM partner_clients WHERE partner_id = $1),"
    "  $2, $3, $4)"};

inline constexpr Statement kRemovePartnerClient = {
    "partner_client_remove",
    "UPDATE partner_clients SET removed_at = $3 "
    "WHERE partner_id = $1 AND client_id = $2 AND removed_at IS NULL"};

inline constexpr Statement kReadPartnerContract = {
    "partner_contract_read",
    "SELECT municipality, contract_id, partner_id, first_day, last_day, version "
    "FROM partner_contracts WHERE municipality = $1 AND contract_id = $2 AND partner_id = $3"};

inline constexpr Statement kPutPartnerContract = {
    "partner_contract_put",
    "INSERT INTO partner_contracts (municipality, contract_id, partner_id, first_day, last_day,"
    "  version, recorded_at, recorded_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8) "
    "ON CONFLICT (municipality, contract_id, partner_id) DO UPDATE SET"
    "  first_day = excluded.first_day, last_day = excluded.last_day, version = excluded.version "
    "WHERE partner_contracts.version = excluded.version - 1"};

inline constexpr Statement kInsertBreakGlass = {
    "break_glass_insert",
    "INSERT INTO break_glasses (municipality, contract_id, break_glass_id, subject, reason,"
    "  begins_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7)"};

inline constexpr Statement kLockBreakGlass = {
    "break_glass_lock",
    "SELECT break_glass_id, subject, reason, begins_at, ends_at, ended_at, version "
    "FROM break_glasses WHERE municipality = $1 AND contract_id = $2 AND break_glass_id = $3 "
    "FOR NO KEY UPDATE"};

inline constexpr Statement kEndBreakGlass = {
    "break_glass_end",
    "UPDATE break_glasses SET ended_at = $4, version = $5 "
    "WHERE municipality = $1 AND contract_id = $2 AND break_glass_id = $3"
    "  AND version = $5::bigint - 1"};

inline constexpr Statement kListBreakGlasses = {
    "break_glass_list",
    "SELECT break_glass_id, subject, reason, begins_at, ends_at, ended_at, version "
    "FROM break_glasses WHERE municipality = $1 AND contract_id = $2 "
    "ORDER BY begins_at DESC, break_glass_id DESC"};

inline constexpr Statement kInsertPoolAgreement = {
    "pool_agreement_insert",
    "INSERT INTO pool_agreements (pool_agreement_id, offering_municipality,"
    "  receiving_municipality, first_day, last_day, counts_for, recorded_at, recorded_by) "
    "VALUES ($1, $2, $3, $4, $5, $6, $7, $8)"};

inline constexpr Statement kLockPoolAgreement = {
    "pool_agreement_lock",
    "SELECT pool_agreement_id, offering_municipality, receiving_municipality, first_day, last_day,"
    "  counts_for, version "
    "FROM pool_agreements WHERE pool_agreement_id = $1 FOR NO KEY UPDATE"};

inline constexpr Statement kEndPoolAgreement = {
    "pool_agreement_end",
    "UPDATE pool_agreements SET last_day = $2, version = $3 "
    "WHERE pool_agreement_id = $1 AND version = $3::bigint - 1"};

inline constexpr Statement kListPoolAgreements = {
    "pool_agreement_list",
    "SELECT pool_agreement_id, offering_municipality, receiving_municipality, first_day, last_day,"
    "  counts_for, version "
    "FROM pool_agreements WHERE offering_municipality = $1 OR receiving_municipality = $1 "
    "ORDER BY first_day, pool_agreement_id"};

}  // namespace buurtbrug::tenancy::store::sql
