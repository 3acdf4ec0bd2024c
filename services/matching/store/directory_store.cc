#include "matching/store/directory_store.h"

#include <pqxx/result>
#include <utility>

#include "absl/strings/str_split.h"
#include "matching/store/directory_sql.h"
#include "matching/store/match_row.h"
#include "matching/store/profile_row.h"
#include "matching/store/weights_store.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

std::uint64_t TransactionOf(const pqxx::field& field) { return field.as<std::uint64_t>(); }

// Puts the rows of one statement into their place; how many were not there as they are.
template <typename Key, typename Value, typename KeyOf, typename Read>
absl::StatusOr<int> Put(const pqxx::result& rows, std::map<Key, Versioned<Value>>& all,
                        const KeyOf& key_of, const Read& read) {
  int changed = 0;
  for (const auto& row : rows) {
    Versioned<Value>& there = all[key_of(row)];
    const std::uint64_t written = TransactionOf(row["changed_in"]);
    if (there.changed_in == written) {
      continue;
    }
    BUURTBRUG_ASSIGN_OR_RETURN(there.value, read(row));
    there.changed_in = written;
    ++changed;
  }
  return changed;
}

template <typename Id>
auto IdOf(const char* column) {
  return [column](const pqxx::row& row) { return postgres::ReadId<Id>(row[column]); };
}

absl::StatusOr<domain::PastMatch> PastMatchOf(const pqxx::row& row) {
  std::optional<domain::FamilyId> substitute;
  if (!row["substitute_family_id"].is_null()) {
    substitute = postgres::ReadId<domain::FamilyId>(row["substitute_family_id"]);
  }
  return domain::PastMatch{
      postgres::ReadId<domain::MatchId>(row["match_id"]),
      postgres::ReadId<domain::FamilyId>(row["request_family_id"]),
      postgres::ReadId<domain::FamilyId>(row["support_family_id"]),
      postgres::ReadNumbers(row["children"]),
      static_cast<domain::MatchState>(row["state"].as<int>()),
      static_cast<domain::EndReason>(postgres::ReadOptional<int>(row["end_reason"]).value_or(0)),
      postgres::ReadOptionalDay(row["held_until"]),
      substitute,
      postgres::ReadOptionalDay(row["substitute_last_day"])};
}

absl::StatusOr<domain::ExcludedPair> ExcludedPairOf(const pqxx::row& row) {
  return domain::ExcludedPair{postgres::ReadId<domain::FamilyId>(row["request_family_id"]),
                              postgres::ReadId<domain::FamilyId>(row["support_family_id"]),
                              row["in_force"].as<bool>()};
}

absl::StatusOr<domain::PlaceAway> PlaceAwayOf(const pqxx::row& row) {
  return domain::PlaceAway{postgres::ReadId<domain::FamilyId>(row["family_id"]),
                           row["is_taken"].as<bool>(), postgres::ReadOptionalDay(row["until"])};
}

absl::StatusOr<domain::PooledCard> PooledCardOf(const pqxx::row& row) {
  domain::PooledCard card;
  card.offering = {row["offering_municipality"].c_str(),
                   postgres::ReadId<platform::core::ContractId>(row["offering_contract_id"])};
  card.taken = row["taken"].as<int>();
  for (const absl::string_view day : absl::StrSplit(row["held"].c_str(), ',', absl::SkipEmpty())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay until, platform::core::ParseDay("held", day));
    card.held_until.push_back(until);
  }
  return card;
}

absl::StatusOr<domain::AreaPoint> AreaPointOf(const pqxx::row& row) {
  return domain::AreaPoint{row["area"].c_str(), row["x_m"].as<int32_t>(), row["y_m"].as<int32_t>()};
}

std::optional<platform::tenant::Term> TermOf(const pqxx::row& row) {
  if (row["first_day"].is_null()) {
    return std::nullopt;
  }
  return platform::tenant::Term{postgres::ReadDay(row["first_day"]),
                                postgres::ReadOptionalDay(row["last_day"]),
                                postgres::ReadOptionalDay(row["run_off_day"])};
}

bool Same(const std::optional<platform::tenant::Term>& a,
          const std::optional<platform::tenant::Term>& b) {
  return a.has_value() == b.has_value() &&
         (!a || (a->first_day == b->first_day && a->last_day == b->last_day &&
                 a->run_off_day == b->run_off_day));
}

absl::StatusOr<int> PutChanged(ScopedTransaction& transaction, const TenantScope& tenant,
                               DirectoryRows& rows) {
  const auto of_tenant = [&](const postgres::Statement& statement) {
    return transaction.Run(statement, {tenant.municipality, tenant.contract, rows.next});
  };
  BUURTBRUG_ASSIGN_OR_RETURN(const int families,
                             Put(of_tenant(sql::kDirectoryFamilies), rows.families,
                                 IdOf<domain::FamilyId>("family_id"), CardOf));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int readiness,
      Put(of_tenant(sql::kDirectoryReadiness), rows.readiness, IdOf<domain::FamilyId>("family_id"),
          [](const pqxx::row& row) { return ToldReadinessOf(row); }));
  BUURTBRUG_ASSIGN_OR_RETURN(const int matches,
                             Put(of_tenant(sql::kDirectoryMatches), rows.matches,
                                 IdOf<domain::MatchId>("match_id"), PastMatchOf));
  BUURTBRUG_ASSIGN_OR_RETURN(const int exclusions,
                             Put(of_tenant(sql::kDirectoryExclusions), rows.exclusions,
                                 IdOf<domain::ExclusionId>("exclusion_id"), ExcludedPairOf));
  BUURTBRUG_ASSIGN_OR_RETURN(const int pooled,
                             Put(of_tenant(sql::kDirectoryPooled), rows.pooled,
                                 IdOf<domain::FamilyId>("family_id"), PooledCardOf));
  BUURTBRUG_ASSIGN_OR_RETURN(const int places_away,
                             Put(of_tenant(sql::kDirectoryPlacesAway), rows.places_away,
                                 IdOf<domain::MatchId>("match_id"), PlaceAwayOf));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int areas,
      Put(
          transaction.Run(sql::kDirectoryAreas, {rows.next}), rows.areas,
          [](const pqxx::row& row) { return std::string(row["area"].c_str()); }, AreaPointOf));
  domain::WeightVersion weights = LatestWeights(transaction, tenant);
  const int weighed = weights.version == rows.weights.version ? 0 : 1;
  rows.weights = std::move(weights);
  return families + readiness + matches + exclusions + pooled + places_away + areas + weighed;
}

std::optional<platform::core::ContractId> FollowsOf(const pqxx::row& row) {
  const pqxx::field field = row["follows_contract_id"];
  return field.is_null() ? std::nullopt
                         : std::optional(postgres::ReadId<platform::core::ContractId>(field));
}

// Of the contracts that lie before `follows`, and of that one; how many rows changed.
absl::StatusOr<int> PutEarlier(ScopedTransaction& transaction, const TenantScope& tenant,
                               std::optional<platform::core::ContractId> follows,
                               DirectoryRows& rows) {
  int changed = 0;
  std::size_t level = 0;
  TenantScope earlier = tenant;
  for (; follows; ++level) {
    earlier.contract = *follows;
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(earlier)));
    const bool known =
        level < rows.earlier.size() && rows.earlier[level].contract == earlier.contract;
    if (!known) {
      rows.earlier.resize(level);
      rows.earlier.push_back({.contract = earlier.contract});
    }
    EarlierRows& there = rows.earlier[level];
    const auto since = [&](const postgres::Statement& statement) {
      return transaction.Run(statement,
                             {earlier.municipality, earlier.contract, known ? rows.next : 0});
    };
    BUURTBRUG_ASSIGN_OR_RETURN(const int over, Put(since(sql::kDirectoryOver), there.over,
                                                   IdOf<domain::MatchId>("match_id"), PastMatchOf));
    BUURTBRUG_ASSIGN_OR_RETURN(
        const int merged,
        Put(since(sql::kDirectoryMerges), there.merged_into, IdOf<domain::FamilyId>("family_id"),
            [](const pqxx::row& row) -> absl::StatusOr<domain::FamilyId> {
              return postgres::ReadId<domain::FamilyId>(row["merged_into"]);
            }));
    changed += over + merged;
    const pqxx::result before =
        transaction.Run(sql::kDirectoryFollows, {earlier.municipality, earlier.contract});
    follows = before.empty() ? std::nullopt : FollowsOf(before[0]);
  }
  rows.earlier.resize(level);
  if (level > 0) {
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(tenant)));
  }
  return changed;
}

}  // namespace

absl::StatusOr<Refreshed> RefreshRows(ScopedTransaction& transaction, const TenantScope& tenant,
                                      DirectoryRows& rows) {
  const pqxx::result state =
      transaction.Run(sql::kDirectoryState, {tenant.municipality, tenant.contract, rows.next});
  const pqxx::row row = state[0];
  const std::optional<platform::tenant::Term> term = TermOf(row);
  const bool same_term = Same(term, rows.term);
  int changed = 0;
  if (row["changed"].as<bool>()) {
    BUURTBRUG_ASSIGN_OR_RETURN(changed, PutChanged(transaction, tenant, rows));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const int earlier,
                             PutEarlier(transaction, tenant, FollowsOf(row), rows));
  changed += earlier;
  // Of the first statement: what was committed between the two is read again next time.
  rows.next = TransactionOf(row["next"]);
  rows.term = term;
  if (changed > 0) {
    return Refreshed::kRows;
  }
  return same_term ? Refreshed::kSame : Refreshed::kTermOnly;
}

}  // namespace buurtbrug::matching::store
