#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "registration/domain/family.h"
#include "registration/domain/profile.h"

// What is said and done about a family beside the steps of its state, and how it stands in the
// lists because of it. All pure.
namespace buurtbrug::registration::domain {

// Numbers as in the table profile_steps.
enum class ProfileKind {
  kNeeds = 1,
  kOffer = 2,
  kUrgency = 3,        // code: 1 to 3
  kIntakePlanned = 4,  // day: of the intake
  kWilling = 5,
  kContact = 6,     // code: ContactKind
  kPause = 7,       // day: the last one
  kReferredOn = 8,  // code: Destination
  kOutcome = 9,     // code: Outcome; about: the step that referred on
  kClosed = 10,     // code: CloseReason
};

// Numbers as in buurtbrug.registration.v1.
enum class ContactKind { kCalled = 1, kVisited = 2, kMailed = 3, kMetElsewhere = 4 };
enum class Destination { kNeighbourhoodTeam = 1, kFormalCare = 2, kFoodBank = 3, kFund = 4 };
enum class Outcome { kHelped = 1, kNotHelped = 2, kNoAnswer = 3, kStillRunning = 4 };
enum class CloseReason {
  kGoalReached = 1,
  kOtherHelpFound = 2,
  kNeedsFormalCare = 3,
  kMovedAway = 4,
  kNoContact = 5,
  kNoMatchFound = 6,
  kStopsOffering = 7,
  kOther = 8,
};

// One thing that was said or done. Appended, never changed. Personal data.
struct ProfileStep {
  ProfileKind kind = ProfileKind::kNeeds;
  absl::CivilDay occurred_on;
  absl::Time recorded_at;
  std::string recorded_by;
  bool correction = false;
  std::optional<int> code;
  std::optional<absl::CivilDay> day;
  std::optional<int64_t> about;
  // A JSON object; empty with the kinds that say nothing about people.
  platform::core::Personal text;
};

// Why a step was taken, or what was done, as it was read back.
struct Remark {
  absl::CivilDay occurred_on;
  platform::core::Personal text;
};

// A referral on to other help, with what came of it last.
struct ReferralOn {
  int64_t number = 0;
  Destination destination = Destination::kNeighbourhoodTeam;
  Remark reason;
  std::optional<Outcome> outcome;
  std::optional<absl::CivilDay> outcome_on;
};

// How a family stands in the lists.
struct Listing {
  // Numbers of its ProfileSteps: the highest, and the last of the kind; 0: none.
  int64_t steps = 0;
  int64_t profile_step = 0;
  int64_t urgency_step = 0;
  int64_t contact_step = 0;
  // Of the needs, or the offer.
  std::vector<SupportKind> kinds;
  // With needs; 0: the parents.
  std::vector<int32_t> children;
  int capacity = 0;
  int urgency = kLeastUrgency;
  std::optional<absl::CivilDay> intake_on;
  std::optional<absl::CivilDay> willing_on;
  std::optional<absl::CivilDay> paused_until;
  std::optional<absl::CivilDay> contact_on;
  std::optional<ContactKind> contact;
  // Nothing: a request family that does not wait.
  std::optional<absl::CivilDay> waiting_since;
  // Nothing: a support family that is not available. Else from when on it is, without a match.
  std::optional<absl::CivilDay> free_since;
  // Of a request family those that run or went well, of a support family those that run.
  int matches = 0;
  // Of a request family: how many of its needs those matches meet.
  int met = 0;
};

// Whether a step of this kind may be taken for `family`, on that day.
//   FAILED_PRECONDITION WRONG_ROLE       of the other kind of family than `role`
//   FAILED_PRECONDITION WRONG_STATE      the case is closed
//   FAILED_PRECONDITION STEP_TOO_EARLY   before the registration
absl::Status CheckOpen(const FamilyHead& family, FamilyRole role, absl::CivilDay occurred_on);

// The listing with one more step. Of willingness and contacts the latest day counts, of everything
// else what was recorded last. Needs and offers also bring their kinds; see below.
Listing After(Listing listing, const ProfileStep& step);

// What needs and an offer bring into the listing besides their step.
void Put(const Intake& intake, Listing& listing);
void Put(const Offer& offer, Listing& listing);

// As bits: 1 << (number - 1).
int32_t MaskOf(const std::vector<SupportKind>& kinds);
std::vector<SupportKind> KindsOf(int32_t mask);

// INVALID_ARGUMENT about `intake_on`: INTAKE_TOO_EARLY before the day on which it was planned,
// INTAKE_TOO_LATE more than a year after it.
absl::Status CheckIntakeDay(absl::CivilDay planned_on, absl::CivilDay intake_on);

}  // namespace buurtbrug::registration::domain
