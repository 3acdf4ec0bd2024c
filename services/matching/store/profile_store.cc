#include "matching/store/profile_store.h"

#include <optional>
#include <pqxx/result>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/store/family_sql.h"
#include "matching/store/profile_row.h"
#include "matching/store/sql.h"
#include "matching/store/told_profile.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;

std::string SpansColumn(const std::vector<domain::ReadySpan>& spans) {
  return absl::StrJoin(spans, ",", [](std::string* out, const domain::ReadySpan& span) {
    absl::StrAppend(out, core::FormatDay(span.first_day), "/",
                    span.last_day ? core::FormatDay(*span.last_day) : "");
  });
}

absl::StatusOr<domain::ReadySpan> SpanOf(absl::string_view first_day, absl::string_view last_day) {
  domain::ReadySpan span;
  BUURTBRUG_ASSIGN_OR_RETURN(span.first_day, core::ParseDay("first_day", first_day));
  BUURTBRUG_ASSIGN_OR_RETURN(span.last_day, core::ParseOptionalDay("last_day", last_day));
  return span;
}

absl::StatusOr<std::vector<domain::ReadySpan>> SpansOf(absl::string_view column) {
  std::vector<domain::ReadySpan> spans;
  for (const absl::string_view text : absl::StrSplit(column, ',', absl::SkipEmpty())) {
    const std::pair<absl::string_view, absl::string_view> days =
        absl::StrSplit(text, absl::MaxSplits('/', 1));
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::ReadySpan span, SpanOf(days.first, days.second));
    spans.push_back(span);
  }
  return spans;
}

}  // namespace

absl::StatusOr<domain::ToldReadiness> ToldReadinessOf(const pqxx::row& row, const char* told_on) {
  domain::ToldReadiness told;
  told.told_on = platform::postgres::ReadDay(row[told_on]);
  BUURTBRUG_ASSIGN_OR_RETURN(told.spans, SpansOf(row["spans"].c_str()));
  told.sequence = row["sequence"].as<int64_t>();
  return told;
}

absl::StatusOr<domain::FamilyCard> CardOf(const pqxx::row& row) {
  domain::FamilyCard card;
  card.id = platform::postgres::ReadId<domain::FamilyId>(row["family_id"]);
  card.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  card.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  card.capacity = row["capacity"].as<int>();
  card.waiting_since = platform::postgres::ReadOptionalDay(row["waiting_since"]);
  card.erased = row["erased"].as<bool>();
  if (!row["merged_into"].is_null()) {
    card.merged_into = platform::postgres::ReadId<domain::FamilyId>(row["merged_into"]);
  }
  if (!row["household"].is_null()) {
    const std::vector<int32_t> children = platform::postgres::ReadNumbers(row["household"]);
    card.household.emplace(children.begin(), children.end());
  }
  if (!row["told"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(card.profile,
                               ToldProfileOfBytes(platform::postgres::ReadBytes(row["told"]),
                                                  platform::postgres::ReadDay(row["told_on"])));
  }
  return card;
}

namespace {

absl::StatusOr<domain::Profile> ProfileOf(const pqxx::row& row) {
  domain::Profile profile;
  profile.id = platform::postgres::ReadId<domain::FamilyId>(row["family_id"]);
  profile.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  profile.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  profile.children = row["children"].as<int>();
  profile.capacity = row["capacity"].as<int>();
  if (!row["sequence"].is_null()) {
    BUURTBRUG_ASSIGN_OR_RETURN(profile.readiness, ToldReadinessOf(row, "ready_told_on"));
  }
  return profile;
}

// The same row once more, in full.
absl::StatusOr<domain::FamilyCard> WholeCard(const pqxx::row& row, domain::Profile& profile) {
  BUURTBRUG_ASSIGN_OR_RETURN(domain::FamilyCard card, CardOf(row));
  card.readiness = profile.readiness;
  profile.household = card.household;
  if (card.profile) {
    profile.paused_until = card.profile->paused_until;
  }
  return card;
}

absl::Status FamilyNotFound(const char* field) {
  return platform::core::Error(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                               "there is no such family in this contract", {{"field", field}});
}

// Both kinds of event tell the family as it is then.
template <typename Event>
absl::Status PutProfile(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                        const Event& event) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", event.family_id()));
  transaction.Run(sql::kPutProfile,
                  {entry.tenant.municipality, entry.tenant.contract, family,
                   static_cast<int>(event.role()), static_cast<int>(event.state()),
                   event.children(), event.capacity(), entry.position.sequence});
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Pair> ReadPair(ScopedTransaction& transaction, const TenantScope& tenant,
                              const domain::FamilyId& request_family,
                              const domain::FamilyId& support_family, const char* support_field) {
  std::optional<domain::Profile> request, support;
  Pair pair;
  for (const auto& row : transaction.Run(sql::kReadProfiles, {tenant.municipality, tenant.contract,
                                                              request_family, support_family})) {
    BUURTBRUG_ASSIGN_OR_RETURN(domain::Profile profile, ProfileOf(row));
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyCard card, WholeCard(row, profile));
    if (profile.id == request_family) {
      request = profile;
      pair.request_card = card;
    }
    if (profile.id == support_family) {
      support = profile;
      pair.support_card = card;
    }
  }
  if (!request) {
    return FamilyNotFound("request_family_id");
  }
  if (!support) {
    return FamilyNotFound(support_field);
  }
  pair.request_family = *std::move(request);
  pair.support_family = *std::move(support);
  return pair;
}

absl::StatusOr<domain::FamilyCard> ReadCard(ScopedTransaction& transaction,
                                            const TenantScope& tenant,
                                            const domain::FamilyId& family, const char* field) {
  const pqxx::result rows =
      transaction.Run(sql::kReadProfiles, {tenant.municipality, tenant.contract, family, family});
  if (rows.empty()) {
    return FamilyNotFound(field);
  }
  return CardOf(rows[0]);
}

domain::FamilyId LockPlaces(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family) {
  domain::FamilyId keeper = family;
  for (;;) {
    const pqxx::result rows =
        transaction.Run(sql::kLockKeeper, {tenant.municipality, tenant.contract, keeper});
    if (rows.empty()) {
      return keeper;
    }
    keeper = platform::postgres::ReadId<domain::FamilyId>(rows[0]["family_id"]);
    if (rows[0]["merged_into"].is_null()) {
      return keeper;
    }
    keeper = platform::postgres::ReadId<domain::FamilyId>(rows[0]["merged_into"]);
  }
}

namespace {

absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::FamilyChanged& changed) {
  BUURTBRUG_RETURN_IF_ERROR(PutProfile(transaction, entry, changed));
  if (changed.step() == registration::v1::FAMILY_STEP_KIND_INTAKE_DONE) {
    transaction.Run(sql::kPutWaiting, {entry.tenant.municipality, entry.tenant.contract,
                                       changed.family_id(), entry.fact.occurred_on});
  }
  return absl::OkStatus();
}

// What it needs or offers is not told again: it is as it was in the contract that it comes from.
absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::FamilyCarriedOver& carried) {
  using platform::postgres::Scope;
  BUURTBRUG_RETURN_IF_ERROR(PutProfile(transaction, entry, carried));
  if (carried.from_contract_id().empty()) {
    return absl::OkStatus();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(
      const core::ContractId from,
      core::ContractId::Parse("from_contract_id", carried.from_contract_id()));
  const TenantScope left = {entry.tenant.municipality, from};
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(left)));
  const pqxx::result rows =
      transaction.Run(sql::kReadTold, {left.municipality, left.contract, carried.family_id()});
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(entry.tenant)));
  for (const auto& row : rows) {
    std::optional<std::vector<int32_t>> household;
    if (!row["household"].is_null()) {
      household = platform::postgres::ReadNumbers(row["household"]);
    }
    transaction.Run(sql::kCarryTold,
                    {entry.tenant.municipality, entry.tenant.contract, carried.family_id(),
                     row["told"].is_null() ? platform::postgres::Param(std::nullopt)
                                           : platform::postgres::Param::Bytes(
                                                 platform::postgres::ReadBytes(row["told"])),
                     platform::postgres::ReadOptionalDay(row["told_on"]), household,
                     platform::postgres::ReadOptionalDay(row["waiting_since"]),
                     entry.position.sequence, row["pool_consent"].as<bool>()});
  }
  return absl::OkStatus();
}

absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::FamilyProfileChanged& told) {
  BUURTBRUG_RETURN_IF_ERROR(domain::FamilyId::Parse("family_id", told.family_id()).status());
  // What cannot be read later is refused now.
  BUURTBRUG_RETURN_IF_ERROR(ToldProfileOf(told, entry.fact.occurred_on).status());
  transaction.Run(
      sql::kPutTold,
      {entry.tenant.municipality, entry.tenant.contract, told.family_id(),
       static_cast<int>(told.role()), platform::postgres::Param::Bytes(told.SerializeAsString()),
       entry.fact.occurred_on, entry.position.sequence, told.pool_consent()});
  return absl::OkStatus();
}

absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::HouseholdChanged& changed) {
  transaction.Run(sql::kPutHousehold,
                  {entry.tenant.municipality, entry.tenant.contract, changed.family_id(),
                   std::vector<int32_t>(changed.children().begin(), changed.children().end()),
                   entry.position.sequence});
  return absl::OkStatus();
}

absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::FamilyErased& erased) {
  transaction.Run(sql::kEraseTold,
                  {entry.tenant.municipality, entry.tenant.contract, erased.family_id()});
  return absl::OkStatus();
}

absl::Status Apply(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                   const registration::v1::FamilyMerged& merged) {
  transaction.Run(sql::kMergeProfile, {entry.tenant.municipality, entry.tenant.contract,
                                       merged.family_id(), merged.into_family_id()});
  return absl::OkStatus();
}

// Nothing: the entry tells something else.
template <typename Event>
std::optional<absl::Status> ApplyAs(ScopedTransaction& transaction,
                                    const platform::feed::Entry& entry) {
  Event event;
  return entry.Read(event) ? std::optional<absl::Status>(Apply(transaction, entry, event))
                           : std::nullopt;
}

}  // namespace

absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  for (const auto apply :
       {ApplyAs<registration::v1::FamilyChanged>, ApplyAs<registration::v1::FamilyProfileChanged>,
        ApplyAs<registration::v1::HouseholdChanged>, ApplyAs<registration::v1::FamilyCarriedOver>,
        ApplyAs<registration::v1::FamilyErased>, ApplyAs<registration::v1::FamilyMerged>}) {
    if (const std::optional<absl::Status> applied = apply(transaction, entry)) {
      return *applied;
    }
  }
  return absl::OkStatus();
}

absl::StatusOr<std::optional<ReadinessNews>> ReadinessOf(const platform::feed::Entry& entry) {
  registration::v1::ReadinessChanged changed;
  if (!entry.Read(changed)) {
    return std::nullopt;
  }
  ReadinessNews news;
  BUURTBRUG_ASSIGN_OR_RETURN(news.family,
                             domain::FamilyId::Parse("family_id", changed.family_id()));
  news.told.told_on = entry.fact.occurred_on;
  news.told.sequence = static_cast<int64_t>(entry.position.sequence);
  for (const registration::v1::ReadySpan& told : changed.spans()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::ReadySpan span,
                               SpanOf(told.first_day(), told.last_day()));
    news.told.spans.push_back(span);
  }
  return news;
}

bool PutReadiness(ScopedTransaction& transaction, const TenantScope& tenant,
                  const ReadinessNews& news) {
  return !transaction
              .Run(sql::kPutReadiness,
                   {tenant.municipality, tenant.contract, news.family, news.told.told_on,
                    SpansColumn(news.told.spans), news.told.sequence})
              .empty();
}

}  // namespace buurtbrug::matching::store
