#include "matching/domain/agreement.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
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

bool SameCodes(std::vector<int> a, std::vector<int> b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

const Offer* OpenOffer(const std::vector<Offer>& offers, const std::optional<int>& open) {
  const auto found = std::find_if(offers.begin(), offers.end(), [&](const Offer& offer) {
    return open && offer.number == *open;
  });
  return found == offers.end() ? nullptr : &*found;
}

absl::Status Refused(absl::string_view reason, absl::string_view message,
                     const platform::core::Metadata& metadata = {}) {
  return platform::core::Error(absl::StatusCode::kFailedPrecondition, reason, message, metadata);
}

}  // namespace

const std::optional<absl::CivilDay>& AcceptedOn(const Offer& offer, Party party) {
  return party == Party::kRequestFamily ? offer.request_accepted_on : offer.support_accepted_on;
}

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

bool SameTerms(const AgreementTerms& a, const AgreementTerms& b) {
  return SameCodes(a.moments, b.moments) && a.rhythm == b.rhythm && SameCodes(a.tasks, b.tasks) &&
         a.task_words == b.task_words && a.house_rules_version == b.house_rules_version &&
         SameCodes(a.returns, b.returns);
}

absl::Status CheckOfferedTerms(const AgreementTerms& terms) {
  return terms.moments.empty() && terms.tasks.empty() && terms.rhythm == Rhythm::kNotSaid
             ? InvalidField("terms", "INVALID_TERMS",
                            "say what is offered: moments, rhythm or tasks")
             : absl::OkStatus();
}

absl::Status CheckNewOffer(const std::vector<Offer>& offers, const std::optional<int>& open) {
  const Offer* last = OpenOffer(offers, open);
  return last != nullptr && last->request_accepted_on && last->support_accepted_on
             ? Refused("OFFER_ACCEPTED", "both families accepted the offer: record the agreement",
                       {{"offer_number", absl::StrCat(last->number)}})
             : absl::OkStatus();
}

absl::Status CheckOfferAcceptance(const std::vector<Offer>& offers, const std::optional<int>& open,
                                  Party party, int number) {
  const int newest = offers.empty() ? 0 : offers.back().number;
  if (number < newest) {
    return Refused("OFFER_REPLACED", "there is a newer offer: read that first",
                   {{"offer_number", absl::StrCat(newest)}});
  }
  const Offer* offer = OpenOffer(offers, open);
  if (offer == nullptr || offer->number != number) {
    return Refused("NOT_OFFERED", "no agreement is offered under this number");
  }
  const std::optional<absl::CivilDay>& accepted_on = AcceptedOn(*offer, party);
  return accepted_on ? Refused("ACCEPTED_BEFORE", "this family accepted the offer before",
                               {{"accepted_on", platform::core::FormatDay(*accepted_on)}})
                     : absl::OkStatus();
}

absl::Status CheckAcceptedByLink(const AgreementInput& input, const std::vector<Offer>& offers,
                                 const std::optional<int>& open) {
  const Offer* offer = OpenOffer(offers, open);
  const bool same = offer != nullptr && SameTerms(offer->terms, input.terms);
  std::vector<std::string> missing;
  const auto check = [&](const std::optional<Acceptance>& acceptance, Party party,
                         const char* name) {
    if (acceptance && acceptance->means == AcceptanceMeans::kLink &&
        !(same && AcceptedOn(*offer, party) == acceptance->accepted_on)) {
      missing.emplace_back(name);
    }
  };
  check(input.request_family, Party::kRequestFamily, "REQUEST_FAMILY");
  check(input.support_family, Party::kSupportFamily, "SUPPORT_FAMILY");
  return missing.empty()
             ? absl::OkStatus()
             : Refused("ACCEPTANCE_NOT_GIVEN",
                       "by its link a family accepts what is offered to it: these terms, on the "
                       "day that the offer shows",
                       {{"missing", absl::StrJoin(missing, ",")}});
}

}  // namespace buurtbrug::matching::domain
