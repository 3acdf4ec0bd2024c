#include "matching/store/profile_store.h"

#include <optional>
#include <pqxx/result>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "matching/store/sql.h"
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

absl::StatusOr<domain::Profile> ProfileOf(const pqxx::row& row) {
  domain::Profile profile;
  profile.id = platform::postgres::ReadId<domain::FamilyId>(row["family_id"]);
  profile.role = static_cast<domain::FamilyRole>(row["role"].as<int>());
  profile.state = static_cast<domain::FamilyState>(row["state"].as<int>());
  profile.children = row["children"].as<int>();
  profile.capacity = row["capacity"].as<int>();
  if (!row["sequence"].is_null()) {
    profile.readiness.told_on = platform::postgres::ReadDay(row["told_on"]);
    BUURTBRUG_ASSIGN_OR_RETURN(profile.readiness.spans, SpansOf(row["spans"].c_str()));
    profile.readiness.sequence = row["sequence"].as<int64_t>();
  }
  return profile;
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
  for (const auto& row : transaction.Run(sql::kReadProfiles, {tenant.municipality, tenant.contract,
                                                              request_family, support_family})) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::Profile profile, ProfileOf(row));
    if (profile.id == request_family) {
      request = profile;
    }
    if (profile.id == support_family) {
      support = profile;
    }
  }
  if (!request) {
    return FamilyNotFound("request_family_id");
  }
  if (!support) {
    return FamilyNotFound(support_field);
  }
  return Pair{*request, *support};
}

void LockPlaces(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& support_family) {
  transaction.Run(sql::kLockProfile, {tenant.municipality, tenant.contract, support_family});
}

absl::Status ApplyRegistration(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  registration::v1::FamilyChanged changed;
  registration::v1::FamilyCarriedOver carried;
  if (entry.Read(changed)) {
    return PutProfile(transaction, entry, changed);
  }
  if (entry.Read(carried)) {
    return PutProfile(transaction, entry, carried);
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
