#include "tools/client/contract_choice.h"

#include <algorithm>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using tenancy::v1::Contract;

bool HasPeriod(const Contract& contract, const std::string& name) {
  return std::any_of(contract.periods().begin(), contract.periods().end(),
                     [&](const auto& period) { return period.name() == name; });
}

// Days written YYYY-MM-DD sort as text.
bool Covers(const Contract& contract, const std::string& day) {
  return contract.first_day() <= day && (!contract.has_last_day() || day <= contract.last_day());
}

std::string Describe(const Contract& contract) {
  return absl::StrCat("\n  ", contract.contract_id(), "  ", contract.programme(), ", ",
                      contract.first_day(), " to ",
                      contract.has_last_day() ? contract.last_day() : "an unknown day");
}

}  // namespace

absl::StatusOr<std::string> ChooseContract(const std::string& municipality,
                                           const tenancy::v1::ListContractsResponse& contracts,
                                           const ContractHint& hint) {
  std::vector<const Contract*> left;
  for (const Contract& contract : contracts.contracts()) {
    if (hint.period.empty() || HasPeriod(contract, hint.period)) {
      left.push_back(&contract);
    }
  }
  if (left.empty()) {
    return platform::core::Error(
        absl::StatusCode::kNotFound, "CONTRACT_NOT_FOUND",
        absl::StrCat("municipality ", municipality, " has no contract",
                     hint.period.empty() ? "" : " with a subsidy period ", hint.period,
                     "; 'buurtbrug contract list --municipality ", municipality,
                     "' shows what it has"));
  }
  if (left.size() > 1 && !hint.day.empty()) {
    left.erase(std::remove_if(left.begin(), left.end(),
                              [&](const Contract* each) { return !Covers(*each, hint.day); }),
               left.end());
  }
  if (left.size() == 1) {
    return left[0]->contract_id();
  }
  std::string message = absl::StrCat("municipality ", municipality, " has ",
                                     contracts.contracts_size(), " contracts");
  absl::StrAppend(&message, hint.day.empty() ? "" : ", not exactly one of them on ", hint.day,
                  "; name one with --contract:");
  for (const Contract& contract : contracts.contracts()) {
    absl::StrAppend(&message, Describe(contract));
  }
  return WrongUse(message);
}

}  // namespace buurtbrug::client
