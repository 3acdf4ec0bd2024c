#include "matching/store/match_life_store.h"

#include <pqxx/result>
#include <string>

#include "absl/strings/str_cat.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/match_life_sql.h"
#include "matching/store/match_row.h"
#include "matching/store/match_store.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

std::optional<std::string> TextColumn(const std::string& text) {
  return text.empty() ? std::nullopt : std::optional<std::string>(text);
}

std::string TextOf(const pqxx::field& field) {
  return postgres::ReadOptional<std::string>(field).value_or("");
}

domain::MatchLife LifeOf(const pqxx::row& row) {
  domain::MatchLife life;
  life.origin.kind = static_cast<domain::ProposalOrigin>(row["origin"].as<int>());
  if (!row["plan_id"].is_null()) {
    life.origin.plan = postgres::ReadUuid(row["plan_id"]);
  }
  if (row["weights_known"].as<bool>()) {
    life.origin.weights_version = row["weights_version"].as<int>();
  }
  life.held_until = postgres::ReadOptionalDay(row["held_until"]);
  life.held_longer = row["held_longer"].as<bool>();
  life.asked_on = postgres::ReadOptionalDay(row["asked_on"]);
  life.request_answer = static_cast<domain::FamilyAnswer>(row["request_answer"].as<int>());
  life.support_answer = static_cast<domain::FamilyAnswer>(row["support_answer"].as<int>());
  life.agreement_version = row["agreement_version"].as<int>();
  life.open_offer = postgres::ReadOptional<int>(row["open_offer"]);
  life.paused_until = postgres::ReadOptionalDay(row["paused_until"]);
  if (!row["substitute_family_id"].is_null()) {
    life.substitution = {postgres::ReadId<domain::FamilyId>(row["substitute_family_id"]),
                         postgres::ReadDay(row["substitute_first_day"]),
                         postgres::ReadDay(row["substitute_last_day"])};
  }
  return life;
}

domain::Occurrence OccurrenceOf(const pqxx::row& row) {
  domain::Occurrence occurrence;
  occurrence.kind = static_cast<domain::OccurrenceKind>(row["kind"].as<int>());
  occurrence.occurred_on = postgres::ReadDay(row["occurred_on"]);
  occurrence.recorded_at = postgres::ReadTime(row["recorded_at"]);
  occurrence.recorded_by = row["recorded_by"].c_str();
  occurrence.reason = TextOf(row["reason"]);
  occurrence.correction = row["correction"].as<bool>();
  occurrence.party = static_cast<domain::Party>(row["party"].as<int>());
  occurrence.answer = static_cast<domain::FamilyAnswer>(row["answer"].as<int>());
  occurrence.first_day = postgres::ReadOptionalDay(row["first_day"]);
  occurrence.last_day = postgres::ReadOptionalDay(row["last_day"]);
  if (!row["substitute_family_id"].is_null()) {
    occurrence.substitute = postgres::ReadId<domain::FamilyId>(row["substitute_family_id"]);
  }
  occurrence.agreement_version = row["agreement_version"].as<int>();
  occurrence.offer = row["offer"].as<int>();
  occurrence.overridden_rules = CodesOf(row["overridden_rules"]);
  return occurrence;
}

domain::AgreementTerms TermsOf(const pqxx::row& row) {
  domain::AgreementTerms terms;
  terms.moments = postgres::ReadNumbers(row["moments"]);
  terms.rhythm = static_cast<domain::Rhythm>(row["rhythm"].as<int>());
  terms.tasks = postgres::ReadNumbers(row["tasks"]);
  terms.task_words = TextOf(row["task_words"]);
  terms.house_rules_version = postgres::ReadOptional<int>(row["house_rules_version"]);
  terms.returns = postgres::ReadNumbers(row["returns"]);
  return terms;
}

domain::Offer OfferOf(const pqxx::row& row) {
  domain::Offer offer;
  offer.number = row["number"].as<int>();
  offer.occurred_on = postgres::ReadDay(row["occurred_on"]);
  offer.terms = TermsOf(row);
  offer.request_accepted_on = postgres::ReadOptionalDay(row["request_accepted_on"]);
  offer.support_accepted_on = postgres::ReadOptionalDay(row["support_accepted_on"]);
  offer.recorded_at = postgres::ReadTime(row["recorded_at"]);
  offer.recorded_by = row["recorded_by"].c_str();
  offer.correction = row["correction"].as<bool>();
  return offer;
}

domain::Agreement AgreementOf(const pqxx::row& row) {
  domain::Agreement agreement;
  agreement.version = row["version"].as<int>();
  agreement.occurred_on = postgres::ReadDay(row["occurred_on"]);
  agreement.request_family = postgres::ReadId<domain::FamilyId>(row["request_family_id"]);
  agreement.children = postgres::ReadNumbers(row["children"]);
  agreement.support_family = postgres::ReadId<domain::FamilyId>(row["support_family_id"]);
  agreement.terms = TermsOf(row);
  agreement.request_acceptance = {
      static_cast<domain::AcceptanceMeans>(row["request_means"].as<int>()),
      postgres::ReadDay(row["request_accepted_on"])};
  agreement.support_acceptance = {
      static_cast<domain::AcceptanceMeans>(row["support_means"].as<int>()),
      postgres::ReadDay(row["support_accepted_on"])};
  agreement.reason = TextOf(row["reason"]);
  agreement.recorded_at = postgres::ReadTime(row["recorded_at"]);
  agreement.recorded_by = row["recorded_by"].c_str();
  agreement.correction = row["correction"].as<bool>();
  return agreement;
}

domain::TakenPlaces PlacesOf(const pqxx::row& row) {
  return {row["running"].as<int>(), row["held"].as<int>(),
          postgres::ReadOptionalDay(row["held_until"])};
}

}  // namespace

absl::StatusOr<domain::LivingMatch> LockLife(ScopedTransaction& transaction,
                                             const TenantScope& tenant, const domain::MatchId& id) {
  const pqxx::result rows =
      transaction.Run(sql::kLockLife, {tenant.municipality, tenant.contract, id});
  if (rows.empty()) {
    return MatchNotFound();
  }
  return domain::LivingMatch{HeadOf(rows[0]), LifeOf(rows[0])};
}

void ReadStepDays(ScopedTransaction& transaction, const TenantScope& tenant,
                  domain::LivingMatch& match) {
  const pqxx::result rows =
      transaction.Run(sql::kStepDays, {tenant.municipality, tenant.contract, match.head.id});
  match.life.agreed_on = postgres::ReadOptionalDay(rows[0]["agreed_on"]);
  match.life.trial_first_day = postgres::ReadOptionalDay(rows[0]["trial_first_day"]);
  match.life.definitive_on = postgres::ReadOptionalDay(rows[0]["definitive_on"]);
}

absl::StatusOr<domain::WholeMatch> ReadWholeMatch(ScopedTransaction& transaction,
                                                  const TenantScope& tenant,
                                                  const domain::MatchId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Match match, ReadMatch(transaction, tenant, id));
  domain::WholeMatch whole;
  static_cast<domain::Match&>(whole) = std::move(match);
  whole.life =
      LifeOf(transaction.Run(sql::kReadLife, {tenant.municipality, tenant.contract, id})[0]);
  for (const auto& row :
       transaction.Run(sql::kReadAgreements, {tenant.municipality, tenant.contract, id})) {
    whole.agreements.push_back(AgreementOf(row));
  }
  whole.offers = ReadOffers(transaction, tenant, id);
  for (const auto& row :
       transaction.Run(sql::kReadOccurrences, {tenant.municipality, tenant.contract, id})) {
    whole.occurrences.push_back(OccurrenceOf(row));
  }
  return whole;
}

void AppendOccurrence(ScopedTransaction& transaction, const TenantScope& tenant,
                      const domain::LivingMatch& after, const domain::Occurrence& occurrence) {
  const domain::MatchLife& life = after.life;
  std::optional<domain::FamilyId> substitute;
  std::optional<absl::CivilDay> substitute_first_day, substitute_last_day;
  if (life.substitution) {
    substitute = life.substitution->family;
    substitute_first_day = life.substitution->first_day;
    substitute_last_day = life.substitution->last_day;
  }
  transaction.Run(sql::kAppendOccurrence, {tenant.municipality,
                                           tenant.contract,
                                           after.head.id,
                                           after.head.version,
                                           static_cast<int>(occurrence.kind),
                                           occurrence.occurred_on,
                                           occurrence.recorded_at,
                                           occurrence.recorded_by,
                                           TextColumn(occurrence.reason),
                                           occurrence.correction,
                                           static_cast<int>(occurrence.party),
                                           static_cast<int>(occurrence.answer),
                                           occurrence.first_day,
                                           occurrence.last_day,
                                           occurrence.substitute,
                                           occurrence.agreement_version,
                                           life.held_until,
                                           life.held_longer,
                                           life.asked_on,
                                           static_cast<int>(life.request_answer),
                                           static_cast<int>(life.support_answer),
                                           life.paused_until,
                                           substitute,
                                           substitute_first_day,
                                           substitute_last_day,
                                           occurrence.offer,
                                           life.open_offer,
                                           occurrence.overridden_rules});
}

void AppendOffer(ScopedTransaction& transaction, const TenantScope& tenant,
                 const domain::MatchId& id, const domain::Offer& offer) {
  const domain::AgreementTerms& terms = offer.terms;
  transaction.Run(sql::kAppendOffer,
                  {tenant.municipality, tenant.contract, id, offer.number, offer.occurred_on,
                   terms.moments, static_cast<int>(terms.rhythm), terms.tasks,
                   TextColumn(terms.task_words), terms.house_rules_version, terms.returns,
                   offer.recorded_at, offer.recorded_by, offer.correction});
}

std::vector<domain::Offer> ReadOffers(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const domain::MatchId& id) {
  std::vector<domain::Offer> offers;
  for (const auto& row :
       transaction.Run(sql::kReadOffers, {tenant.municipality, tenant.contract, id})) {
    offers.push_back(OfferOf(row));
  }
  return offers;
}

void AppendAgreement(ScopedTransaction& transaction, const TenantScope& tenant,
                     const domain::MatchId& id, const domain::Agreement& agreement) {
  const domain::AgreementTerms& terms = agreement.terms;
  transaction.Run(sql::kAppendAgreement, {tenant.municipality,
                                          tenant.contract,
                                          id,
                                          agreement.version,
                                          agreement.occurred_on,
                                          agreement.request_family,
                                          agreement.children,
                                          agreement.support_family,
                                          terms.moments,
                                          static_cast<int>(terms.rhythm),
                                          terms.tasks,
                                          TextColumn(terms.task_words),
                                          terms.house_rules_version,
                                          terms.returns,
                                          static_cast<int>(agreement.request_acceptance.means),
                                          agreement.request_acceptance.accepted_on,
                                          static_cast<int>(agreement.support_acceptance.means),
                                          agreement.support_acceptance.accepted_on,
                                          TextColumn(agreement.reason),
                                          agreement.recorded_at,
                                          agreement.recorded_by,
                                          agreement.correction});
}

domain::TakenPlaces PlacesTaken(ScopedTransaction& transaction, const TenantScope& tenant,
                                const domain::FamilyId& support_family, absl::CivilDay today,
                                const std::optional<domain::MatchId>& except,
                                const std::optional<absl::Time>& now) {
  const pqxx::row row = transaction.Run(sql::kTakenPlaces, {tenant.municipality, tenant.contract,
                                                            today, support_family, except, now})[0];
  domain::TakenPlaces places = PlacesOf(row);
  places.carried_over = row["carried_over"].as<bool>();
  return places;
}

std::map<domain::FamilyId, domain::TakenPlaces> AllPlacesTaken(ScopedTransaction& transaction,
                                                               const TenantScope& tenant,
                                                               absl::CivilDay today) {
  std::map<domain::FamilyId, domain::TakenPlaces> places;
  for (const auto& row :
       transaction.Run(sql::kAllTakenPlaces, {tenant.municipality, tenant.contract, today})) {
    places[postgres::ReadId<domain::FamilyId>(row["family_id"])] = PlacesOf(row);
  }
  return places;
}

absl::Status CheckPair(ScopedTransaction& transaction, const TenantScope& tenant,
                       const domain::FamilyId& request_family,
                       const domain::FamilyId& support_family) {
  TenantScope contract = tenant;
  std::string requests = absl::StrCat("{", request_family.ToString(), "}");
  std::string supports = absl::StrCat("{", support_family.ToString(), "}");
  for (;;) {
    const pqxx::result rows = transaction.Run(
        sql::kPairBars, {tenant.municipality, contract.contract, requests, supports});
    if (contract == tenant && rows[0]["excluded"].as<bool>()) {
      return domain::PairExcluded();
    }
    const bool failed = rows[0]["failed"].as<bool>();
    if (failed || rows[0]["follows"].is_null()) {
      if (!(contract == tenant)) {
        BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(tenant)));
      }
      return failed ? domain::PairFailed() : absl::OkStatus();
    }
    // A carried family keeps its id, and what it was there may have been merged there, too.
    requests = rows[0]["request_ids"].c_str();
    supports = rows[0]["support_ids"].c_str();
    contract.contract = postgres::ReadId<core::ContractId>(rows[0]["follows"]);
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(contract)));
  }
}

std::vector<domain::FamilyId> LockServed(ScopedTransaction& transaction, const TenantScope& tenant,
                                         const domain::FamilyId& request_family,
                                         const std::vector<int>& children) {
  transaction.Run(sql::kTakeRequestTurn, {request_family});
  std::vector<domain::FamilyId> families;
  for (const auto& row : transaction.Run(
           sql::kServedBy, {tenant.municipality, tenant.contract, request_family, children})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["support_family_id"]));
  }
  return families;
}

std::optional<platform::feed::Fact> Told(const core::Uuid& event_id,
                                         const domain::LivingMatch& after,
                                         const domain::Occurrence& occurrence,
                                         domain::Rhythm rhythm) {
  const std::string match = after.head.id.ToString();
  const auto fact = [&](const auto& event) {
    return platform::feed::MakeFact(event_id, occurrence.occurred_on, event);
  };
  switch (occurrence.kind) {
    case domain::OccurrenceKind::kAgreedAnew: {
      v1::AgreementChanged event;
      event.set_match_id(match);
      event.set_version(occurrence.agreement_version);
      event.set_rhythm(static_cast<v1::MatchRhythm>(rhythm));
      return fact(event);
    }
    case domain::OccurrenceKind::kPlaceExtended: {
      v1::PlaceExtended event;
      event.set_match_id(match);
      event.set_held_until(core::FormatDay(*occurrence.last_day));
      return fact(event);
    }
    case domain::OccurrenceKind::kPaused: {
      v1::MatchPaused event;
      event.set_match_id(match);
      event.set_expected_last_day(core::FormatDay(*occurrence.last_day));
      return fact(event);
    }
    case domain::OccurrenceKind::kResumed: {
      v1::MatchResumed event;
      event.set_match_id(match);
      return fact(event);
    }
    case domain::OccurrenceKind::kSubstituted: {
      v1::SupportFamilySubstituted event;
      event.set_match_id(match);
      event.set_request_family_id(after.head.request_family.ToString());
      event.set_support_family_id(after.head.support_family.ToString());
      event.set_substitute_family_id(occurrence.substitute->ToString());
      event.set_first_day(core::FormatDay(*occurrence.first_day));
      event.set_last_day(core::FormatDay(*occurrence.last_day));
      event.mutable_overridden_rules()->Assign(occurrence.overridden_rules.begin(),
                                               occurrence.overridden_rules.end());
      return fact(event);
    }
    case domain::OccurrenceKind::kSubstitutionEnded: {
      v1::SubstitutionEnded event;
      event.set_match_id(match);
      event.set_substitute_family_id(occurrence.substitute->ToString());
      return fact(event);
    }
    case domain::OccurrenceKind::kAgreementOffered: {
      v1::AgreementOffered event;
      event.set_match_id(match);
      event.set_offer_number(occurrence.offer);
      return fact(event);
    }
    case domain::OccurrenceKind::kOfferAccepted: {
      v1::OfferAccepted event;
      event.set_match_id(match);
      event.set_offer_number(occurrence.offer);
      event.set_party(static_cast<v1::Party>(occurrence.party));
      return fact(event);
    }
    default:
      return std::nullopt;
  }
}

}  // namespace buurtbrug::matching::store
