#include "matching/store/carry_over_store.h"

#include <map>
#include <pqxx/result>

#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/match_row.h"
#include "matching/store/sql.h"
#include "platform/core/parse.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

const domain::MatchId& IdOf(const domain::MatchId& id) { return id; }
const domain::MatchId& IdOf(const domain::MatchHead& match) { return match.id; }
const domain::MatchId& IdOf(const domain::CarriedMatch& match) { return match.head.id; }

template <typename Match>
std::vector<std::string> TextsOf(const std::vector<Match>& matches) {
  std::vector<std::string> texts;
  texts.reserve(matches.size());
  for (const Match& match : matches) {
    texts.push_back(IdOf(match).ToString());
  }
  return texts;
}

std::vector<domain::MatchHead> HeadsOf(const pqxx::result& rows) {
  std::vector<domain::MatchHead> heads;
  for (const auto& row : rows) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

std::vector<domain::CountingPeriod> PeriodsOf(ScopedTransaction& transaction,
                                              const TenantScope& tenant) {
  std::vector<domain::CountingPeriod> periods;
  for (const auto& row :
       transaction.Run(sql::kCountingPeriods, {tenant.municipality, tenant.contract})) {
    periods.push_back({postgres::ReadDay(row["first_day"]), postgres::ReadDay(row["last_day"]),
                       static_cast<domain::CountedAt>(row["counted_at"].as<int>())});
  }
  return periods;
}

std::optional<domain::Substitution> SubstitutionOf(const pqxx::row& row, absl::CivilDay today) {
  const auto last_day = postgres::ReadOptionalDay(row["substitute_last_day"]);
  if (!last_day || *last_day < today) {
    return std::nullopt;
  }
  return domain::Substitution{postgres::ReadId<domain::FamilyId>(row["substitute_family_id"]),
                              postgres::ReadDay(row["substitute_first_day"]), *last_day};
}

}  // namespace

std::vector<domain::MatchHead> RunningMatches(ScopedTransaction& transaction,
                                              const TenantScope& tenant) {
  return HeadsOf(transaction.Run(sql::kRunningMatches, {tenant.municipality, tenant.contract}));
}

std::vector<domain::MatchHead> NamedMatches(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const std::vector<domain::MatchId>& ids) {
  return HeadsOf(
      transaction.Run(sql::kNamedMatches, {tenant.municipality, tenant.contract, TextsOf(ids)}));
}

std::vector<domain::MatchHead> HoldMatches(ScopedTransaction& transaction,
                                           const TenantScope& tenant,
                                           const std::vector<domain::MatchId>& ids) {
  return HeadsOf(
      transaction.Run(sql::kHoldMatches, {tenant.municipality, tenant.contract, TextsOf(ids)}));
}

std::vector<domain::FamilyId> SubstitutesOf(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const std::vector<domain::MatchHead>& matches,
                                            absl::CivilDay today) {
  std::vector<domain::FamilyId> families;
  for (const auto& row : transaction.Run(
           sql::kSubstitutes, {tenant.municipality, tenant.contract, TextsOf(matches), today})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["substitute_family_id"]));
  }
  return families;
}

std::vector<domain::RunningPlace> RunningPlaces(ScopedTransaction& transaction,
                                                const TenantScope& tenant, absl::CivilDay today) {
  std::vector<domain::RunningPlace> places;
  for (const auto& row :
       transaction.Run(sql::kRunningPlaces, {tenant.municipality, tenant.contract, today})) {
    domain::RunningPlace& place = places.emplace_back();
    place.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    if (!row["match_id"].is_null()) {
      place.match = postgres::ReadId<domain::MatchId>(row["match_id"]);
    }
  }
  return places;
}

std::vector<domain::CarriedMatch> CarriedMatches(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const std::vector<domain::MatchHead>& running,
                                                 absl::CivilDay today) {
  const std::vector<domain::CountingPeriod> periods = PeriodsOf(transaction, tenant);
  const pqxx::result rows =
      transaction.Run(sql::kCarriedDays, {tenant.municipality, tenant.contract, TextsOf(running)});
  std::map<domain::MatchId, domain::MatchHead> heads;
  for (const domain::MatchHead& head : running) {
    heads[head.id] = head;
  }
  std::vector<domain::CarriedMatch> matches;
  for (const auto& row : rows) {
    const absl::CivilDay trial = postgres::ReadDay(row["trial_first_day"]);
    const auto definitive = postgres::ReadOptionalDay(row["definitive_on"]);
    const bool counted =
        row["carried_counted"].as<bool>() || domain::CountsIn(periods, trial, definitive);
    domain::CarriedMatch& match = matches.emplace_back();
    match = {heads.at(postgres::ReadId<domain::MatchId>(row["match_id"])), trial, definitive,
             counted, SubstitutionOf(row, today)};
  }
  return matches;
}

MatchRows TakeMatches(ScopedTransaction& transaction, const TenantScope& tenant,
                      const std::vector<domain::CarriedMatch>& matches, const core::ContractId& to,
                      absl::CivilDay today) {
  std::vector<std::string> counted;
  for (const domain::CarriedMatch& match : matches) {
    if (match.counted) {
      counted.push_back(match.head.id.ToString());
    }
  }
  const pqxx::result rows =
      transaction.Run(sql::kTakeMatches,
                      {tenant.municipality, tenant.contract, TextsOf(matches), to, counted, today});
  return {rows[0]["matches"].c_str(), rows[0]["steps"].c_str(), rows[0]["occurrences"].c_str(),
          rows[0]["agreements"].c_str(), rows[0]["offers"].c_str()};
}

void PutMatches(ScopedTransaction& transaction, const MatchRows& rows) {
  transaction.Run(sql::kPutMatches,
                  {rows.matches, rows.steps, rows.occurrences, rows.agreements, rows.offers});
}

void LeaveMatches(ScopedTransaction& transaction, const TenantScope& tenant,
                  const std::vector<domain::CarriedMatch>& matches, const domain::MatchStep& step) {
  transaction.Run(sql::kLeaveMatches, {tenant.municipality, tenant.contract, TextsOf(matches),
                                       step.occurred_on, step.recorded_at, step.recorded_by});
}

platform::feed::Fact MatchCarriedOver(const core::Uuid& event_id, const domain::CarriedMatch& match,
                                      const core::ContractId& from, absl::CivilDay occurred_on) {
  v1::MatchCarriedOver event;
  event.set_match_id(match.head.id.ToString());
  event.set_request_family_id(match.head.request_family.ToString());
  event.set_support_family_id(match.head.support_family.ToString());
  event.set_state(static_cast<v1::MatchState>(match.head.state));
  event.set_from_contract_id(from.ToString());
  event.set_trial_first_day(core::FormatDay(match.trial_first_day));
  if (match.definitive_on) {
    event.set_definitive_on(core::FormatDay(*match.definitive_on));
  }
  event.set_counted(match.counted);
  event.mutable_children()->Add(match.head.children.begin(), match.head.children.end());
  // Nobody is told too.
  event.set_substitute_family_id("");
  if (match.substitution) {
    event.set_substitute_family_id(match.substitution->family.ToString());
    event.set_substitute_first_day(core::FormatDay(match.substitution->first_day));
    event.set_substitute_last_day(core::FormatDay(match.substitution->last_day));
  }
  return platform::feed::MakeFact(event_id, occurred_on, event);
}

}  // namespace buurtbrug::matching::store
