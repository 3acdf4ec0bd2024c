#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "registration/app/means.h"
#include "registration/app/profiles.h"
#include "registration/domain/listing.h"
#include "registration/domain/profile.h"
#include "registration/store/profile_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Receipt;

// An intake as the coordinator reads it. Personal data.
struct IntakeView {
  int64_t version = 0;
  store::DatedIntake last;
  int urgency = domain::kLeastUrgency;
  platform::core::Personal urgency_reason;
  std::optional<absl::CivilDay> intake_on;
  std::vector<domain::ReferralOn> referrals_on;
};

// Request families from the day of their intake on, and the end of every family's case. Each write
// is one transaction, idempotent per `call.request_id`, and fails with the reasons of
// platform/tenant/gate.h, of domain::CheckOpen, NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED and
// ABORTED ETAG_MISMATCH besides its own. Thread-safe.
class Intakes {
 public:
  // `learn_matches` brings what is known of matches up to date (matching's feed).
  Intakes(const Means& means, std::function<absl::Status()> learn_matches)
      : means_(means), learn_matches_(std::move(learn_matches)) {}

  // FAILED_PRECONDITION as domain::StateAfter; INVALID_ARGUMENT as domain::CheckIntakeDay.
  absl::StatusOr<Receipt> Plan(const Call& call, const About& about, absl::CivilDay intake_on);

  // `about.expected_version` and the receipt's version are those of the intake. INVALID_ARGUMENT as
  // domain::CheckIntake.
  absl::StatusOr<Receipt> RecordNeeds(const Call& call, const About& about,
                                      const domain::Intake& intake);

  // Puts the disclosure into the access log. NOT_FOUND NEEDS_NOT_FOUND.
  absl::StatusOr<IntakeView> Get(const Call& call, const domain::FamilyId& family);

  absl::StatusOr<Receipt> SetUrgency(const Call& call, const About& about, int urgency,
                                     const platform::core::Personal& reason);

  // The receipt's version is the number of the referral on.
  absl::StatusOr<Receipt> ReferOn(const Call& call, const About& about,
                                  domain::Destination destination,
                                  const platform::core::Personal& reason);

  // Also after the end of the case. NOT_FOUND REFERRAL_ON_NOT_FOUND; FAILED_PRECONDITION
  // STEP_TOO_EARLY.
  absl::StatusOr<Receipt> RecordOutcome(const Call& call, const About& about, int64_t number,
                                        domain::Outcome outcome);

  // Of either kind of family. FAILED_PRECONDITION MATCH_RUNNING; what `learn_matches` says.
  absl::StatusOr<Receipt> Close(const Call& call, const About& about, domain::CloseReason reason);

  absl::StatusOr<std::vector<store::ListedFamily>> ListWaiting(
      const Call& call, const store::WaitingPlace& behind,
      const std::vector<domain::SupportKind>& kinds, int size);

 private:
  const Means means_;
  const std::function<absl::Status()> learn_matches_;
};

}  // namespace buurtbrug::registration::app
