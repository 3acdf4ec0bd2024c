#include "matching/store/assignment_store.h"

#include <pqxx/result>

#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/store/assignment_sql.h"
#include "matching/store/match_row.h"
#include "platform/core/parse.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

std::vector<std::string> TextsOf(const std::vector<domain::MatchId>& ids) {
  std::vector<std::string> texts;
  texts.reserve(ids.size());
  for (const domain::MatchId& id : ids) {
    texts.push_back(id.ToString());
  }
  return texts;
}

std::vector<domain::Assignment> AssignmentsOf(const pqxx::result& rows) {
  std::vector<domain::Assignment> assignments;
  for (const auto& row : rows) {
    domain::Assignment assignment;
    assignment.match = HeadOf(row);
    assignment.coordinator = row["coordinator"].c_str();
    if (!row["first_day"].is_null()) {
      assignment.span = domain::Span{postgres::ReadDay(row["first_day"]),
                                     postgres::ReadOptionalDay(row["last_day"])};
    }
    assignment.version = row["assigned"].as<int64_t>();
    assignments.push_back(std::move(assignment));
  }
  return assignments;
}

std::optional<int> RoleColumn(std::optional<domain::CoordinatorRole> role) {
  return role ? std::optional<int>(static_cast<int>(*role)) : std::nullopt;
}

std::optional<int> ReasonColumn(domain::EndReason reason) {
  return reason == domain::EndReason::kDecided ? std::nullopt
                                               : std::optional<int>(static_cast<int>(reason));
}

}  // namespace

std::vector<domain::Assignment> NamedAssignments(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, absl::CivilDay day,
                                                 const std::vector<domain::MatchId>& ids) {
  return AssignmentsOf(transaction.Run(sql::kNamedAssignments,
                                       {tenant.municipality, tenant.contract, day, TextsOf(ids)}));
}

std::vector<domain::Assignment> ListAssignments(ScopedTransaction& transaction,
                                                const TenantScope& tenant, absl::CivilDay day,
                                                const AssignmentFilter& filter,
                                                const platform::core::Page& page) {
  return AssignmentsOf(
      transaction.Run(sql::kListAssignments,
                      {tenant.municipality, tenant.contract, day, domain::OpenStates(), page.after,
                       filter.coordinator, RoleColumn(filter.assigned_as), page.size}));
}

std::optional<Holder> ReadHolder(ScopedTransaction& transaction, const TenantScope& tenant,
                                 const domain::MatchId& match, absl::CivilDay day) {
  const pqxx::result rows =
      transaction.Run(sql::kHolder, {tenant.municipality, tenant.contract, match, day});
  if (rows.empty()) {
    return std::nullopt;
  }
  return Holder{rows[0]["coordinator"].c_str(),
                static_cast<domain::CoordinatorRole>(rows[0]["role"].as<int>())};
}

std::vector<domain::AssignmentStep> ReadAssignmentSteps(ScopedTransaction& transaction,
                                                        const TenantScope& tenant,
                                                        const domain::MatchId& match) {
  std::vector<domain::AssignmentStep> steps;
  for (const auto& row :
       transaction.Run(sql::kAssignmentSteps, {tenant.municipality, tenant.contract, match})) {
    domain::AssignmentStep step;
    step.coordinator = row["coordinator"].c_str();
    step.role = static_cast<domain::CoordinatorRole>(row["role"].as<int>());
    step.span = {postgres::ReadDay(row["first_day"]), postgres::ReadOptionalDay(row["last_day"])};
    step.occurred_on = postgres::ReadDay(row["occurred_on"]);
    step.recorded_at = postgres::ReadTime(row["recorded_at"]);
    step.recorded_by = row["recorded_by"].c_str();
    step.reason = row["reason"].c_str();
    step.correction = row["correction"].as<bool>();
    steps.push_back(std::move(step));
  }
  return steps;
}

void AppendAssignments(ScopedTransaction& transaction, const TenantScope& tenant,
                       const std::vector<domain::MatchId>& matches,
                       const domain::AssignmentStep& step) {
  transaction.Run(
      sql::kAppendAssignments,
      {tenant.municipality, tenant.contract, TextsOf(matches), step.coordinator,
       static_cast<int>(step.role), step.span.first_day, step.span.last_day, step.occurred_on,
       step.recorded_at, step.recorded_by, step.reason, step.correction});
}

std::vector<domain::MatchHead> ListOwnMatches(ScopedTransaction& transaction,
                                              const TenantScope& tenant,
                                              const platform::core::Page& page,
                                              domain::EndReason end_reason,
                                              const std::string& volunteer, absl::CivilDay day) {
  std::vector<domain::MatchHead> heads;
  for (const auto& row : transaction.Run(
           sql::kListOwnMatches, {tenant.municipality, tenant.contract, page.after, page.size,
                                  volunteer, static_cast<int>(domain::CoordinatorRole::kVolunteer),
                                  day, ReasonColumn(end_reason)})) {
    heads.push_back(HeadOf(row));
  }
  return heads;
}

platform::feed::Fact MatchAssigned(const platform::core::Uuid& event_id,
                                   const domain::MatchHead& match,
                                   const domain::AssignmentStep& step) {
  v1::MatchAssigned assigned;
  assigned.set_match_id(match.id.ToString());
  assigned.set_request_family_id(match.request_family.ToString());
  assigned.set_support_family_id(match.support_family.ToString());
  assigned.set_coordinator(step.coordinator);
  assigned.set_role(static_cast<common::v1::Role>(step.role));
  assigned.set_first_day(platform::core::FormatDay(step.span.first_day));
  if (step.span.last_day) {
    assigned.set_last_day(platform::core::FormatDay(*step.span.last_day));
  }
  return platform::feed::MakeFact(event_id, step.occurred_on, assigned);
}

}  // namespace buurtbrug::matching::store
