#include "matching/domain/trial.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::domain {
namespace {

using absl::StatusCode;
using platform::core::Error;

absl::string_view Remedy(absl::string_view reason) {
  if (reason == "VOG_MISSING") {
    return "see and record the VOG of every adult of the support family";
  }
  if (reason == "VOG_EXPIRED") {
    return "see and record a new VOG of every adult of the support family whose VOG has expired";
  }
  if (reason == "TRAINING_MISSING") {
    return "record the training of the support family";
  }
  if (reason == "SCREENING_MISSING") {
    return "record the screening of the support family";
  }
  if (reason == "CASE_CLOSED") {
    return "the case of the support family is closed; propose another one";
  }
  if (reason == "PAUSED") {
    return "the support family pauses on that day; wait, or record that it resumes";
  }
  return "complete what registration demands of the support family";
}

}  // namespace

absl::Status CheckReady(const Readiness& readiness) {
  if (readiness.missing.empty()) {
    return absl::OkStatus();
  }
  const std::string& first = readiness.missing.front();
  return Error(StatusCode::kFailedPrecondition, first,
               absl::StrCat("no trial starts yet: ", Remedy(first)),
               {{"missing", absl::StrJoin(readiness.missing, ",")}});
}

int PlacesLeft(const TakenPlaces& taken, int capacity) {
  return std::max(0, capacity - taken.running - taken.held);
}

absl::Status CheckPlaceLeft(const TakenPlaces& taken, int capacity) {
  if (taken.carried_over) {
    return Error(StatusCode::kFailedPrecondition, "SUPPORT_FAMILY_CARRIED_OVER",
                 "the support family went to the contract that follows, which gives its places");
  }
  if (PlacesLeft(taken, capacity) > 0) {
    return absl::OkStatus();
  }
  if (taken.running >= capacity) {
    return Error(StatusCode::kFailedPrecondition, "NO_CAPACITY",
                 absl::StrCat("the support family has ", capacity, " places, all taken"),
                 {{"capacity", absl::StrCat(capacity)}});
  }
  platform::core::Metadata metadata = {{"capacity", absl::StrCat(capacity)}};
  if (taken.held_until) {
    metadata.emplace_back("held_until", platform::core::FormatDay(*taken.held_until));
  }
  return Error(StatusCode::kFailedPrecondition, "PLACE_TAKEN",
               absl::StrCat("the support family has ", capacity, " places; ", taken.held,
                            " are reserved for others"),
               metadata);
}

}  // namespace buurtbrug::matching::domain
