#include "tenancy/store/protocol_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "platform/tenant/requirements.h"
#include "tenancy/store/coordination.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {
namespace {

namespace postgres = platform::postgres;
using absl::StatusCode;

absl::Status ProtocolNotFound(absl::string_view field) {
  return platform::core::Error(StatusCode::kNotFound, "PROTOCOL_NOT_FOUND",
                               "the programme has no protocol of this version",
                               {{"field", std::string(field)}});
}

domain::Protocol ProtocolOf(const pqxx::row& row) {
  domain::Protocol protocol;
  protocol.programme = row["programme"].c_str();
  protocol.version = row["version"].as<int>();
  protocol.trial_weeks = postgres::ReadOptional<int>(row["trial_weeks"]);
  protocol.vog_valid_months = row["vog_valid_months"].as<int>();
  protocol.training_required = row["training_required"].as<bool>();
  protocol.guidance_months = row["guidance_months"].as<int>();
  protocol.evaluation_interval_months = row["evaluation_interval_months"].as<int>();
  protocol.first_day = postgres::ReadOptionalDay(row["first_day"]);
  protocol.requirements = platform::tenant::ReadRequirements(row["requirements"].c_str());
  protocol.agreement = static_cast<domain::AgreementMoment>(row["agreement_moment"].as<int>());
  protocol.proposal_days = postgres::ReadOptional<int>(row["proposal_days"]);
  protocol.coordination = ReadCoordination(row["coordination"].c_str());
  return protocol;
}

}  // namespace

void InsertProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol) {
  transaction.Run(
      sql::kInsertProtocol,
      {protocol.programme, protocol.version, protocol.trial_weeks, protocol.vog_valid_months,
       protocol.training_required, protocol.guidance_months, protocol.evaluation_interval_months,
       protocol.first_day, platform::tenant::RequirementsText(protocol.requirements),
       static_cast<int>(protocol.agreement), protocol.proposal_days,
       CoordinationText(protocol.coordination)});
}

absl::StatusOr<domain::Protocol> ReadProtocol(ScopedTransaction& transaction,
                                              const std::string& programme, int version,
                                              absl::string_view field) {
  const pqxx::result rows = transaction.Run(sql::kReadProtocol, {programme, version});
  if (rows.empty()) {
    return ProtocolNotFound(field);
  }
  return ProtocolOf(rows[0]);
}

absl::Status UpdateProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol) {
  if (transaction.Run(sql::kLockProtocol, {protocol.programme, protocol.version}).empty()) {
    return ProtocolNotFound("protocol.version");
  }
  const pqxx::result used =
      transaction.Run(sql::kProtocolInUse, {protocol.programme, protocol.version});
  if (used[0]["used"].as<bool>()) {
    return platform::core::Error(
        StatusCode::kFailedPrecondition, "PROTOCOL_IN_USE",
        "a contract uses this version, which never changes then; take a new version");
  }
  transaction.Run(
      sql::kUpdateProtocol,
      {protocol.programme, protocol.version, protocol.trial_weeks, protocol.vog_valid_months,
       protocol.training_required, protocol.guidance_months, protocol.evaluation_interval_months,
       protocol.first_day, platform::tenant::RequirementsText(protocol.requirements),
       static_cast<int>(protocol.agreement), protocol.proposal_days,
       CoordinationText(protocol.coordination)});
  return absl::OkStatus();
}

std::vector<domain::Protocol> ListProtocols(ScopedTransaction& transaction) {
  std::vector<domain::Protocol> protocols;
  for (const auto& row : transaction.Run(sql::kListProtocols)) {
    protocols.push_back(ProtocolOf(row));
  }
  return protocols;
}

}  // namespace buurtbrug::tenancy::store
