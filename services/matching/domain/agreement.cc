#include "matching/domain/agreement.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {
namespace {

using platform::core::InvalidField;

absl::Status CheckCodes(const std::string& field, std::vector<int> codes, int most) {
  std::sort(codes.begin(), codes.end());
  const bool known = codes.empty() || (codes.front() >= 1 && codes.back() <= most);
  if (!known || std::adjacent_find(codes.begin(), codes.end()) != codes.end()) {
    return InvalidField(field, "INVALID_TERMS", "name known ones, each once");
  }
  return absl::OkStatus();
}

absl::Status CheckAcceptance(const std::string& field, const std::optional<Acceptance>& acceptance,
                             absl::CivilDay occurred_on) {
  if (!acceptance) {
    return absl::OkStatus();
  }
  if (acceptance->means != AcceptanceMeans::kPaper && acceptance->means != AcceptanceMeans::kLink) {
    return InvalidField(absl::StrCat(field, ".means"), "INVALID_MEANS",
                        "an agreement is accepted on paper or through the link");
  }
  if (acceptance->accepted_on > occurred_on) {
    return InvalidField(absl::StrCat(field, ".accepted_on"), "ACCEPTED_TOO_LATE",
                        "the agreement begins when both have accepted it");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckTerms(const AgreementTerms& terms) {
  BUURTBRUG_RETURN_IF_ERROR(CheckCodes("terms.moments", terms.moments, kMoments));
  BUURTBRUG_RETURN_IF_ERROR(CheckCodes("terms.tasks", terms.tasks, kTasks));
  BUURTBRUG_RETURN_IF_ERROR(CheckCodes("terms.returns", terms.returns, kReturns));
  if (terms.rhythm < Rhythm::kNotSaid || terms.rhythm > Rhythm::kByAppointment) {
    return InvalidField("terms.rhythm", "INVALID_TERMS", "name a known rhythm");
  }
  if (terms.house_rules_version) {
    BUURTBRUG_RETURN_IF_ERROR(platform::core::ParseRange("terms.house_rules_version",
                                                         *terms.house_rules_version, 1,
                                                         kMostHouseRulesVersion)
                                  .status());
  }
  return platform::core::ParseText("terms.task_words", terms.task_words, 0, kLongestReason)
      .status();
}

absl::Status CheckAcceptances(const AgreementInput& input, absl::CivilDay occurred_on) {
  BUURTBRUG_RETURN_IF_ERROR(CheckAcceptance("request_family", input.request_family, occurred_on));
  return CheckAcceptance("support_family", input.support_family, occurred_on);
}

}  // namespace buurtbrug::matching::domain
