#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "platform/core/requirement.h"
#include "tenancy/domain/coordination.h"

namespace buurtbrug::tenancy::domain {

inline constexpr int kLongestProgramme = 100;
inline constexpr int kMostTrialWeeks = 52;
inline constexpr int kMostVogValidMonths = 120;
inline constexpr int kMostGuidanceMonths = 60;
inline constexpr int kMostEvaluationIntervalMonths = 24;
inline constexpr int kMostReferences = 5;
inline constexpr int kMostProposalDays = 90;

// When both families sign the agreement. Numbers as in buurtbrug.tenancy.v1.
enum class AgreementMoment { kNotSaid = 0, kBeforeTrial = 1, kAfterTrial = 2 };

// What a programme demands of a case. A version that a contract uses never changes.
struct Protocol {
  std::string programme;
  int version = 0;
  // Nothing: no source states it.
  std::optional<int> trial_weeks;
  int vog_valid_months = 0;
  bool training_required = false;
  int guidance_months = 0;
  int evaluation_interval_months = 0;
  // No contract is carried out by it on an earlier day. Nothing: not known.
  std::optional<absl::CivilDay> first_day = {};
  // What the screening takes; nothing: as core::PlainRequirements.
  std::vector<platform::core::Requirement> requirements = {};
  AgreementMoment agreement = AgreementMoment::kNotSaid;
  // For which a proposal reserves a place. Nothing: not said.
  std::optional<int> proposal_days = {};
  Coordination coordination = {};
};

// INVALID_ARGUMENT naming the field ("protocol.trial_weeks"): INVALID_TEXT, OUT_OF_RANGE,
// INVALID_REQUIREMENT, REQUIREMENT_REPEATED, REQUIREMENT_MISSING, REQUIREMENT_CONTRADICTS,
// INVALID_AGREEMENT, and as CheckCoordination. Every length is at least 1. Pure.
absl::Status CheckProtocol(const Protocol& protocol);

// FAILED_PRECONDITION PROTOCOL_NOT_YET_VALID when the version begins later than `day`. Pure.
absl::Status CheckValidOn(const Protocol& protocol, absl::CivilDay day);

// Whether a contract that is carried out by `current` from `current_first_day` on may take
// `version` from `first_day` on. What was decided stays as it was: the day lies ahead. Pure.
//   INVALID_ARGUMENT     VERSION_NOT_NEWER
//   FAILED_PRECONDITION  ADOPTED_TOO_EARLY unless `first_day` is later than `today` and than
//                        `current_first_day`
absl::Status CheckAdoption(int current, absl::CivilDay current_first_day, int version,
                           absl::CivilDay first_day, absl::CivilDay today);

}  // namespace buurtbrug::tenancy::domain
