#include "platform/tenant/renewal.h"

#include <optional>
#include <pqxx/result>

#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "platform/tenant/sql.h"
#include "platform/tenant/standing.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::StatusCode;

struct Held {
  Term term;
  std::optional<core::ContractId> follows;
};

absl::StatusOr<Held> Hold(postgres::ScopedTransaction& transaction,
                          const core::TenantScope& contract) {
  const pqxx::result rows =
      transaction.Run(sql::kHoldContract, {contract.municipality, contract.contract});
  if (rows.empty()) {
    return core::Error(StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                       "there is no such contract of this municipality");
  }
  const pqxx::row row = rows[0];
  Held held;
  held.term = {postgres::ReadDay(row["first_day"]), postgres::ReadOptionalDay(row["last_day"]),
               postgres::ReadOptionalDay(row["run_off_day"])};
  if (!row["follows_contract_id"].is_null()) {
    held.follows = postgres::ReadId<core::ContractId>(row["follows_contract_id"]);
  }
  return held;
}

absl::Status NotRunning(absl::string_view message, const core::ContractId& contract) {
  return core::Error(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING", message,
                     {{"contract_id", contract.ToString()}});
}

}  // namespace

absl::StatusOr<core::TenantScope> HoldFollowed(postgres::ScopedTransaction& transaction,
                                               const core::TenantScope& contract,
                                               absl::CivilDay today) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Held next, Hold(transaction, contract));
  if (!next.follows) {
    return core::Error(StatusCode::kFailedPrecondition, "NOTHING_FOLLOWED",
                       "the contract follows no other one: there is nothing to carry over");
  }
  if (StandingOn(next.term, today) != Standing::kRunning) {
    return NotRunning("cases are carried over while the contract that follows runs",
                      contract.contract);
  }
  const core::TenantScope followed = {contract.municipality, *next.follows};
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(followed)));
  BUURTBRUG_ASSIGN_OR_RETURN(const Held previous, Hold(transaction, followed));
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(postgres::Scope::Tenant(contract)));
  const Standing standing = StandingOn(previous.term, today);
  if (standing != Standing::kRunning && standing != Standing::kRunOff) {
    return NotRunning("the contract that is followed is past its run-off day: its cases stay there",
                      followed.contract);
  }
  return followed;
}

}  // namespace buurtbrug::platform::tenant
