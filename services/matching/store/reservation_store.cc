#include "matching/store/reservation_store.h"

#include <pqxx/result>

#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/pooled_row.h"
#include "matching/store/reservation_sql.h"
#include "matching/store/told_profile.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace core = platform::core;
namespace postgres = platform::postgres;

namespace {

std::vector<std::string> TextsOf(const std::vector<domain::FamilyId>& families) {
  std::vector<std::string> texts;
  texts.reserve(families.size());
  for (const domain::FamilyId& family : families) {
    texts.push_back(family.ToString());
  }
  return texts;
}

TenantScope ReceivingOf(const pqxx::row& row) {
  return {row["receiving_municipality"].c_str(),
          postgres::ReadId<core::ContractId>(row["receiving_contract_id"])};
}

// Of the rows of places: what can be told of the matches there on `today`.
std::vector<StandingAcross> StandingsOf(const pqxx::result& rows, const TenantScope& offering,
                                        absl::CivilDay today) {
  std::vector<StandingAcross> standings;
  for (const auto& row : rows) {
    StandingAcross& standing = standings.emplace_back();
    standing.match.match = postgres::ReadId<domain::MatchId>(row["match_id"]);
    standing.match.origin = {postgres::ReadId<core::PoolAgreementId>(row["pool_agreement_id"]),
                             offering, postgres::ReadId<domain::FamilyId>(row["family_id"])};
    standing.state = static_cast<domain::MatchState>(row["match_state"].as<int>());
    standing.version = row["match_version"].as<std::int64_t>();
    standing.last_step_on = today;
    standing.trial_first_day = postgres::ReadOptionalDay(row["trial_first_day"]);
  }
  return standings;
}

}  // namespace

absl::StatusOr<domain::FamilyCard> ReadOffered(ScopedTransaction& transaction,
                                               const domain::PoolOrigin& origin) {
  const pqxx::result rows = transaction.Run(
      sql::kOfferedFamily, {origin.offering.municipality, origin.offering.contract, origin.family});
  if (rows.empty() || !rows[0]["offered"].as<bool>()) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "FAMILY_NOT_OFFERED",
                       "the support family does not agree to be matched in other contracts",
                       {{"field", "support_family_id"}});
  }
  domain::FamilyCard card;
  card.id = origin.family;
  card.role = static_cast<domain::FamilyRole>(rows[0]["role"].as<int>());
  card.state = static_cast<domain::FamilyState>(rows[0]["state"].as<int>());
  card.capacity = rows[0]["capacity"].as<int>();
  if (!rows[0]["told"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(card.profile,
                               ToldProfileOfBytes(postgres::ReadBytes(rows[0]["told"]),
                                                  postgres::ReadDay(rows[0]["told_on"])));
  }
  return card;
}

void Reserve(ScopedTransaction& transaction, const MatchAcross& match, absl::CivilDay until,
             absl::Time lapses_at) {
  const domain::PoolOrigin& origin = match.origin;
  transaction.Run(
      sql::kReserve,
      {origin.offering.municipality, origin.offering.contract, match.match, origin.family,
       origin.agreement, match.receiving.municipality, match.receiving.contract, until, lapses_at});
}

std::optional<domain::Reservation> ReadReservation(ScopedTransaction& transaction,
                                                   const MatchAcross& match) {
  const TenantScope& offering = match.origin.offering;
  const pqxx::result rows = transaction.Run(
      sql::kReadReservation, {offering.municipality, offering.contract, match.match});
  if (rows.empty()) {
    return std::nullopt;
  }
  domain::Reservation reservation;
  reservation.place = {static_cast<domain::PoolPlaceState>(rows[0]["state"].as<int>()),
                       postgres::ReadOptionalDay(rows[0]["until"])};
  if (!rows[0]["lapses_at"].is_null()) {
    reservation.lapses_at = postgres::ReadTime(rows[0]["lapses_at"]);
  }
  reservation.match_version = rows[0]["match_version"].as<std::int64_t>();
  if (!rows[0]["match_state"].is_null()) {
    reservation.told = static_cast<domain::MatchState>(rows[0]["match_state"].as<int>());
  }
  if (!rows[0]["carried_to_contract_id"].is_null()) {
    reservation.carried_to = postgres::ReadId<core::ContractId>(rows[0]["carried_to_contract_id"]);
  }
  return reservation;
}

void FollowMatch(ScopedTransaction& transaction, const MatchAcross& match,
                 const domain::PoolPlace& place, const std::optional<StandingAcross>& standing,
                 std::optional<absl::Time> lapses_at) {
  const domain::PoolOrigin& origin = match.origin;
  transaction.Run(
      sql::kFollowReservation,
      {origin.offering.municipality, origin.offering.contract, match.match, origin.family,
       origin.agreement, match.receiving.municipality, match.receiving.contract,
       static_cast<int>(place.state), place.until, standing ? standing->version : 0,
       standing ? std::optional(static_cast<int>(standing->state)) : std::nullopt,
       standing ? standing->trial_first_day : std::nullopt, lapses_at});
}

platform::feed::Fact PooledMatchChanged(const core::Uuid& event_id,
                                        const StandingAcross& standing) {
  v1::PooledMatchChanged event;
  event.set_match_id(standing.match.match.ToString());
  event.set_support_family_id(standing.match.origin.family.ToString());
  event.set_pool_agreement_id(standing.match.origin.agreement.ToString());
  event.set_state(static_cast<v1::MatchState>(standing.state));
  if (standing.trial_first_day) {
    event.set_trial_first_day(core::FormatDay(*standing.trial_first_day));
  }
  return platform::feed::MakeFact(event_id, standing.last_step_on, event);
}

std::optional<TenantScope> ReceivingOf(ScopedTransaction& transaction, const TenantScope& offering,
                                       const domain::MatchId& match) {
  const pqxx::result rows =
      transaction.Run(sql::kReceivingOf, {offering.municipality, offering.contract, match});
  return rows.empty() ? std::nullopt : std::optional(ReceivingOf(rows[0]));
}

std::vector<TenantScope> ReceivingOf(ScopedTransaction& transaction, const TenantScope& offering,
                                     const domain::FamilyId& family) {
  std::vector<TenantScope> receiving;
  for (const auto& row : transaction.Run(sql::kReceivingOfFamily,
                                         {offering.municipality, offering.contract, family})) {
    receiving.push_back(ReceivingOf(row));
  }
  return receiving;
}

std::vector<domain::FamilyId> FamiliesTakenElsewhere(ScopedTransaction& transaction,
                                                     const TenantScope& offering) {
  std::vector<domain::FamilyId> families;
  for (const auto& row :
       transaction.Run(sql::kPlacesToCarry, {offering.municipality, offering.contract})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return families;
}

std::string TakePlaces(ScopedTransaction& transaction, const TenantScope& offering,
                       const std::vector<domain::FamilyId>& families, const core::ContractId& to) {
  return transaction
      .Run(sql::kTakePlaces,
           {offering.municipality, offering.contract, TextsOf(families), to})[0]["places"]
      .c_str();
}

std::vector<StandingAcross> LeavePlaces(ScopedTransaction& transaction, const TenantScope& offering,
                                        const std::vector<domain::FamilyId>& families,
                                        const core::ContractId& to, absl::CivilDay today) {
  return StandingsOf(transaction.Run(sql::kLeavePlaces, {offering.municipality, offering.contract,
                                                         to, TextsOf(families), std::nullopt}),
                     offering, today);
}

std::vector<StandingAcross> LeavePlace(ScopedTransaction& transaction, const TenantScope& offering,
                                       const domain::MatchId& match, const core::ContractId& to,
                                       absl::CivilDay today) {
  return StandingsOf(transaction.Run(sql::kLeavePlaces, {offering.municipality, offering.contract,
                                                         to, TextsOf({}), match}),
                     offering, today);
}

std::vector<StandingAcross> PutPlaces(ScopedTransaction& transaction, const TenantScope& offering,
                                      const std::string& places, absl::CivilDay today) {
  return StandingsOf(transaction.Run(sql::kPutPlaces, {places}), offering, today);
}

absl::StatusOr<std::optional<domain::MatchId>> MovedMatch(const platform::feed::Entry& entry) {
  v1::MatchChanged changed;
  v1::MatchCarriedOver carried;
  v1::PlaceExtended extended;
  if (entry.Read(changed)) {
    return domain::MatchId::Parse("match_id", changed.match_id());
  }
  if (entry.Read(extended)) {
    return domain::MatchId::Parse("match_id", extended.match_id());
  }
  if (entry.Read(carried)) {
    return domain::MatchId::Parse("match_id", carried.match_id());
  }
  return std::nullopt;
}

std::optional<StandingAcross> ReadMatchAcross(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const domain::MatchId& match) {
  const pqxx::result rows =
      transaction.Run(sql::kPooledMatch, {tenant.municipality, tenant.contract, match});
  if (rows.empty()) {
    return std::nullopt;
  }
  StandingAcross standing;
  standing.match = {match, tenant, OriginOf(rows[0])};
  standing.state = static_cast<domain::MatchState>(rows[0]["state"].as<int>());
  standing.held_until = postgres::ReadOptionalDay(rows[0]["held_until"]);
  standing.version = rows[0]["version"].as<std::int64_t>();
  standing.last_step_on = postgres::ReadDay(rows[0]["last_step_on"]);
  standing.trial_first_day = postgres::ReadOptionalDay(rows[0]["trial_first_day"]);
  return standing;
}

}  // namespace buurtbrug::matching::store
