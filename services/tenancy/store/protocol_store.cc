#include "tenancy/store/protocol_store.h"

#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "tenancy/store/sql.h"

namespace buurtbrug::tenancy::store {

void InsertProtocol(ScopedTransaction& transaction, const domain::Protocol& protocol) {
  transaction.Run(
      sql::kInsertProtocol,
      {protocol.programme, protocol.version, protocol.trial_weeks, protocol.vog_valid_months,
       protocol.training_required, protocol.guidance_months, protocol.evaluation_interval_months});
}

absl::StatusOr<domain::Protocol> ReadProtocol(ScopedTransaction& transaction,
                                              const std::string& programme, int version) {
  const pqxx::result rows = transaction.Run(sql::kReadProtocol, {programme, version});
  if (rows.empty()) {
    return platform::core::Error(absl::StatusCode::kNotFound, "PROTOCOL_NOT_FOUND",
                                 "the programme has no protocol of this version",
                                 {{"field", "contract.protocol_version"}});
  }
  const pqxx::row row = rows[0];
  domain::Protocol protocol;
  protocol.programme = row["programme"].c_str();
  protocol.version = row["version"].as<int>();
  protocol.trial_weeks = platform::postgres::ReadOptional<int>(row["trial_weeks"]);
  protocol.vog_valid_months = row["vog_valid_months"].as<int>();
  protocol.training_required = row["training_required"].as<bool>();
  protocol.guidance_months = row["guidance_months"].as<int>();
  protocol.evaluation_interval_months = row["evaluation_interval_months"].as<int>();
  return protocol;
}

}  // namespace buurtbrug::tenancy::store
