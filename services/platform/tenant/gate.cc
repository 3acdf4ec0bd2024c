#include "platform/tenant/gate.h"

#include <pqxx/result>
#include <string>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "platform/tenant/requirements.h"
#include "platform/tenant/sql.h"

namespace buurtbrug::platform::tenant {
namespace {

using absl::StatusCode;

absl::Status ContractNotFound() {
  return core::Error(StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
                     "there is no such contract of this municipality");
}

absl::StatusOr<std::optional<core::Receipt>> ReceiptOf(const pqxx::row& row,
                                                       const access::Call& call) {
  if (row["method"].is_null()) {
    return std::nullopt;
  }
  if (call.method != row["method"].c_str() ||
      call.request_digest != postgres::ReadBytes(row["digest"])) {
    return core::Error(StatusCode::kAlreadyExists, "REQUEST_ID_REUSED",
                       "this request_id was used for another request; take a new one",
                       {{"field", "request_id"}});
  }
  // Whose case it is was checked when the request came first.
  ++call.owned;
  return core::Receipt{postgres::ReadUuid(row["subject"]), row["version"].as<int64_t>()};
}

Protocol ProtocolOf(const pqxx::row& row) {
  Protocol protocol;
  protocol.trial_weeks = postgres::ReadOptional<int>(row["trial_weeks"]);
  protocol.vog_valid_months = row["vog_valid_months"].as<int>();
  protocol.training_required = row["training_required"].as<bool>();
  protocol.guidance_months = row["guidance_months"].as<int>();
  protocol.evaluation_interval_months = row["evaluation_interval_months"].as<int>();
  protocol.agreement = static_cast<AgreementMoment>(row["agreement_moment"].as<int>());
  protocol.proposal_days = postgres::ReadOptional<int>(row["proposal_days"]);
  protocol.requirements = ReadRequirements(row["requirements"].c_str());
  if (protocol.requirements.empty()) {
    protocol.requirements =
        core::PlainRequirements(protocol.vog_valid_months, protocol.training_required);
  }
  return protocol;
}

PeriodOnDay PeriodOf(const pqxx::row& row) {
  if (!row["in_period"].as<bool>()) {
    return PeriodOnDay::kNone;
  }
  return row["sealed"].as<bool>() ? PeriodOnDay::kSealed : PeriodOnDay::kRunning;
}

bool IsReason(const absl::Status& status, absl::string_view reason) {
  return core::ReasonOf(status) == reason;
}

// The same request may come twice at the same time. Neither sees the other's answer at first; the
// one that comes second then meets what the first one did: a duplicate, or a state that has moved
// on.
bool MayBeTheSecondOfTwo(const absl::Status& status) {
  return status.code() == StatusCode::kAlreadyExists ||
         status.code() == StatusCode::kFailedPrecondition || status.code() == StatusCode::kAborted;
}

}  // namespace

void Settle(postgres::ScopedTransaction& transaction, const core::TenantScope& tenant,
            const access::Call& call, const Written& written) {
  std::vector<std::string> ids, days, types, bytes;
  for (const feed::Fact& fact : written.facts) {
    ids.push_back(fact.event_id.ToString());
    days.push_back(core::FormatDay(fact.occurred_on));
    types.push_back(fact.type);
    bytes.push_back(fact.bytes);
  }
  transaction.Run(
      sql::kSettle,
      {tenant.municipality, tenant.contract, call.request_id, call.method,
       postgres::Param::Bytes(call.request_digest), written.receipt.subject,
       written.receipt.version, call.now, ids, days, types, postgres::Param::BytesArray(bytes),
       call.mark == access::Mark::kCorrection, call.caller.subject, call.caller.on_behalf_of});
}

absl::StatusOr<std::optional<core::Receipt>> EarlierAnswer(postgres::ScopedTransaction& transaction,
                                                           const core::TenantScope& tenant,
                                                           const access::Call& call) {
  const pqxx::result rows =
      transaction.Run(sql::kReceipt, {tenant.municipality, tenant.contract, call.request_id});
  if (rows.empty()) {
    return std::nullopt;
  }
  return ReceiptOf(rows[0], call);
}

absl::StatusOr<Protocol> LoadProtocol(postgres::ScopedTransaction& transaction,
                                      const core::TenantScope& tenant, absl::CivilDay day) {
  const pqxx::result rows =
      transaction.Run(sql::kProtocol, {tenant.municipality, tenant.contract, day});
  if (rows.empty()) {
    return ContractNotFound();
  }
  return ProtocolOf(rows[0]);
}

std::vector<AdoptedProtocol> LoadProtocols(postgres::ScopedTransaction& transaction,
                                           const core::TenantScope& tenant) {
  std::vector<AdoptedProtocol> protocols;
  for (const auto& row : transaction.Run(sql::kProtocols, {tenant.municipality, tenant.contract})) {
    protocols.push_back({postgres::ReadDay(row["first_day"]), ProtocolOf(row)});
  }
  return protocols;
}

absl::StatusOr<core::Receipt> WriteOnce(
    postgres::Database& database, const UngatedWrite& write, const std::function<void()>& on_facts,
    const std::function<absl::StatusOr<Written>(postgres::ScopedTransaction&)>& work) {
  const auto earlier_answer = [&](postgres::ScopedTransaction& transaction) {
    return EarlierAnswer(transaction, write.tenant, write.call);
  };
  bool left_facts = false;
  auto receipt = database.Run(
      write.scope, [&](postgres::ScopedTransaction& transaction) -> absl::StatusOr<core::Receipt> {
        BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<core::Receipt> earlier,
                                   earlier_answer(transaction));
        if (earlier) {
          return *earlier;
        }
        BUURTBRUG_ASSIGN_OR_RETURN(const Written written, work(transaction));
        Settle(transaction, write.tenant, write.call, written);
        left_facts = !written.facts.empty();
        return written.receipt;
      });
  if (MayBeTheSecondOfTwo(receipt.status())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<core::Receipt> earlier,
                               database.Run(write.scope, earlier_answer));
    if (earlier) {
      return *earlier;
    }
  }
  if (receipt.ok() && left_facts) {
    on_facts();
  }
  return receipt;
}

absl::StatusOr<std::optional<core::Receipt>> Gate::FindReceipt(const access::Call& call) {
  auto receipt = database_.Run(postgres::Scope::Tenant(call.scope),
                               [&](postgres::ScopedTransaction& transaction) {
                                 return EarlierAnswer(transaction, call.scope, call);
                               });
  if (receipt.ok() && *receipt) {
    // The gate let it through then.
    ++call.gated;
  }
  return receipt;
}

absl::StatusOr<core::Receipt> Gate::AdmitOnce(const Write& write, const Work& work) {
  const access::Call& call = write.call;
  ++call.gated;
  bool left_facts = false;
  auto receipt = database_.Run(
      postgres::Scope::Tenant(call.scope),
      [&](postgres::ScopedTransaction& transaction) -> absl::StatusOr<core::Receipt> {
        const pqxx::result rows = transaction.Run(
            sql::kAdmit,
            {call.scope.municipality, call.scope.contract, write.occurred_on, call.request_id});
        if (rows.empty()) {
          return ContractNotFound();
        }
        const pqxx::row row = rows[0];
        BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<core::Receipt> earlier,
                                   ReceiptOf(row, call));
        if (earlier) {
          return *earlier;
        }
        const Term term = {postgres::ReadDay(row["first_day"]),
                           postgres::ReadOptionalDay(row["last_day"]),
                           postgres::ReadOptionalDay(row["run_off_day"])};
        const PeriodOnDay period = PeriodOf(row);
        BUURTBRUG_RETURN_IF_ERROR(CheckStep(call.effect, call.mark, term, period, write.occurred_on,
                                            core::AmsterdamDay(clock_.Now())));
        BUURTBRUG_ASSIGN_OR_RETURN(const Written written, work(transaction, ProtocolOf(row)));
        BUURTBRUG_RETURN_IF_ERROR(CheckStep(call.effect, call.mark, term, period, write.occurred_on,
                                            core::AmsterdamDay(clock_.Now())));
        Settle(transaction, call.scope, call, written);
        left_facts = !written.facts.empty();
        return written.receipt;
      });
  if (receipt.ok() && left_facts) {
    on_facts_();
  }
  return receipt;
}

absl::Status Gate::CheckFreshness() {
  if (!freshness_ || clock_.Now() - freshness_->confirmed() <= freshness_->lease ||
      learn_contracts_().ok()) {
    return absl::OkStatus();
  }
  return core::Error(StatusCode::kUnavailable, "STANDING_STALE",
                     "what the contract allows cannot be known now; try again");
}

absl::StatusOr<core::Receipt> Gate::Admit(const Write& write, const Work& work) {
  BUURTBRUG_RETURN_IF_ERROR(CheckFreshness());
  auto receipt = AdmitOnce(write, work);
  if (IsReason(receipt.status(), "CONTRACT_NOT_FOUND") ||
      IsReason(receipt.status(), "PERIOD_NOT_RUNNING")) {
    // Perhaps it is so new that its news has not been read yet.
    BUURTBRUG_RETURN_IF_ERROR(learn_contracts_());
    receipt = AdmitOnce(write, work);
  }
  if (MayBeTheSecondOfTwo(receipt.status())) {
    BUURTBRUG_ASSIGN_OR_RETURN(const std::optional<core::Receipt> earlier, FindReceipt(write.call));
    if (earlier) {
      return *earlier;
    }
  }
  return receipt;
}

}  // namespace buurtbrug::platform::tenant
