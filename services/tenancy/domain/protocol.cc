#include "tenancy/domain/protocol.h"

#include <limits>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {

namespace core = platform::core;

namespace {

using core::Requirement;
using core::RequirementKind;
using core::RequirementScope;
using core::RequirementStage;

constexpr char kRequirements[] = "protocol.requirements";

template <typename Enum>
bool IsOneOf(Enum value, Enum last) {
  return static_cast<int>(value) >= 1 && value <= last;
}

absl::Status Invalid(absl::string_view message) {
  return core::InvalidField(kRequirements, "INVALID_REQUIREMENT", message);
}

absl::Status CheckRequirement(const Requirement& requirement) {
  if (!IsOneOf(requirement.kind, RequirementKind::kDecision) ||
      !IsOneOf(requirement.stage, RequirementStage::kTrial) ||
      !IsOneOf(requirement.scope, RequirementScope::kParticipatingAdults)) {
    return Invalid("say of each requirement its kind, stage and scope");
  }
  if (requirement.valid_months) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange(kRequirements, *requirement.valid_months, 1, kMostVogValidMonths)
            .status());
  }
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange(kRequirements, requirement.renewal_lead_months, 0,
                                             requirement.valid_months.value_or(0))
                                .status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange(kRequirements, requirement.count, 1,
                       requirement.kind == RequirementKind::kReferences ? kMostReferences : 1)
          .status());
  if (requirement.by_professional && requirement.kind != RequirementKind::kTraining) {
    return Invalid("only training is given by a professional");
  }
  if (requirement.four_eyes && requirement.kind != RequirementKind::kDecision) {
    return Invalid("only the decision takes four eyes");
  }
  if (requirement.kind == RequirementKind::kVog &&
      requirement.scope != RequirementScope::kEveryAdult) {
    return Invalid("a VOG is asked of every adult");
  }
  if (requirement.kind == RequirementKind::kDecision &&
      (requirement.scope != RequirementScope::kFamily ||
       requirement.stage != RequirementStage::kTrial)) {
    return Invalid("the decision is about the family, before a trial");
  }
  if (requirement.kind == RequirementKind::kDecision && requirement.valid_months) {
    return core::InvalidField(
        kRequirements, "DECISION_EXPIRES",
        "the decision is taken once and cannot be renewed: it does not expire");
  }
  return absl::OkStatus();
}

absl::Status CheckRequirements(const Protocol& protocol) {
  if (protocol.requirements.empty()) {
    return absl::OkStatus();
  }
  for (const Requirement& requirement : protocol.requirements) {
    BUURTBRUG_RETURN_IF_ERROR(CheckRequirement(requirement));
    if (core::FindRequirement(protocol.requirements, requirement.kind) != &requirement) {
      return core::InvalidField(kRequirements, "REQUIREMENT_REPEATED", "each kind at most once");
    }
  }
  const auto* vog = core::FindRequirement(protocol.requirements, RequirementKind::kVog);
  if (vog == nullptr ||
      core::FindRequirement(protocol.requirements, RequirementKind::kDecision) == nullptr) {
    return core::InvalidField(kRequirements, "REQUIREMENT_MISSING",
                              "no family supports another without VOG and decision");
  }
  const bool training =
      core::FindRequirement(protocol.requirements, RequirementKind::kTraining) != nullptr;
  if (vog->valid_months != protocol.vog_valid_months || training != protocol.training_required) {
    return core::InvalidField(
        kRequirements, "REQUIREMENT_CONTRADICTS",
        "the requirements say the same as vog_valid_months and training_required");
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckProtocol(const Protocol& protocol) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("protocol.programme", protocol.programme, 1, kLongestProgramme).status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("protocol.version", protocol.version, 1, std::numeric_limits<int>::max())
          .status());
  if (protocol.trial_weeks) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("protocol.trial_weeks", *protocol.trial_weeks, 1, kMostTrialWeeks)
            .status());
  }
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("protocol.vog_valid_months", protocol.vog_valid_months,
                                             1, kMostVogValidMonths)
                                .status());
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseRange("protocol.guidance_months", protocol.guidance_months, 1, kMostGuidanceMonths)
          .status());
  BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("protocol.evaluation_interval_months",
                                             protocol.evaluation_interval_months, 1,
                                             kMostEvaluationIntervalMonths)
                                .status());
  if (protocol.agreement < AgreementMoment::kNotSaid ||
      protocol.agreement > AgreementMoment::kAfterTrial) {
    return core::InvalidField("protocol.agreement", "INVALID_AGREEMENT",
                              "the agreement is signed before the trial or after it");
  }
  if (protocol.proposal_days) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("protocol.proposal_days", *protocol.proposal_days, 1, kMostProposalDays)
            .status());
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckRequirements(protocol));
  return CheckCoordination(protocol.coordination);
}

absl::Status CheckValidOn(const Protocol& protocol, absl::CivilDay day) {
  if (protocol.first_day && day < *protocol.first_day) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "PROTOCOL_NOT_YET_VALID",
                       "this version of the protocol begins later",
                       {{"first_day", core::FormatDay(*protocol.first_day)}});
  }
  return absl::OkStatus();
}

absl::Status CheckAdoption(int current, absl::CivilDay current_first_day, int version,
                           absl::CivilDay first_day, absl::CivilDay today) {
  if (version <= current) {
    return core::InvalidField("version", "VERSION_NOT_NEWER",
                              "take a newer version than the one in use");
  }
  if (first_day <= today || first_day <= current_first_day) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "ADOPTED_TOO_EARLY",
                       "a newer version begins after today and after the version before it",
                       {{"field", "first_day"}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
