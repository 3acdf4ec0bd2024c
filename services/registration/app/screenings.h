#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/app/readiness.h"
#include "registration/domain/screening_steps.h"
#include "registration/store/screening_store.h"

namespace buurtbrug::registration::app {

// A step of the screening as a coordinator enters it: of `step` what the caller says, without
// number, instant and recorder.
struct ScreeningInput {
  domain::FamilyId family;
  domain::ScreeningStep step;
  store::ScreeningTexts texts;
  int64_t expected_version = 0;  // 0: whatever it is
};

// The screening of one family, in the order of being recorded. Personal data.
struct Screening {
  std::vector<store::ScreeningRecord> records;
  int64_t version = 0;
};

// Its readiness on some days, and what is to be renewed after today.
struct ReadinessView {
  std::vector<domain::Interval> intervals;
  std::vector<domain::Reminder> reminders;
  int64_t version = 0;
};

// Most families of one Refresh.
inline constexpr int kMostRefreshed = 200;

// The use cases of the screening. Each write is one transaction with the readiness that follows
// from it, idempotent per `call.request_id`, and fails with the reasons of platform/tenant/gate.h,
// of domain::StateAfter for a step of a support family, and ABORTED ETAG_MISMATCH, NOT_FOUND
// FAMILY_NOT_FOUND, FAMILY_ERASED besides its own. Thread-safe.
class Screenings {
 public:
  explicit Screenings(const Means& means) : means_(means) {}

  // Any step but a confirmation. As domain::CheckScreeningStep; INVALID_ARGUMENT APPROVER_SAME: the
  // approver of an exemption is the caller; a proposal besides as
  // domain::CheckComplete and FAILED_PRECONDITION WRONG_STATE when the decision was taken before.
  absl::StatusOr<platform::core::Receipt> Record(const platform::access::Call& call,
                                                 const ScreeningInput& input);

  // The last proposal becomes the step of the case that it proposes. As domain::CheckConfirmation
  // and CheckComplete. `proposal`: the number of the one that the caller has read.
  absl::StatusOr<platform::core::Receipt> Confirm(const platform::access::Call& call,
                                                  const domain::FamilyId& family,
                                                  absl::CivilDay occurred_on, int64_t proposal,
                                                  int64_t expected_version);

  // Puts the disclosure into the access log.
  absl::StatusOr<Screening> Get(const platform::access::Call& call, const domain::FamilyId& family);

  // Puts the disclosure into the access log: a day on which something is lacking of a child may be
  // its eighteenth birthday. FAILED_PRECONDITION WRONG_ROLE.
  absl::StatusOr<ReadinessView> Readiness(const platform::access::Call& call,
                                          const domain::FamilyId& family, absl::CivilDay first_day,
                                          absl::CivilDay last_day);

  absl::StatusOr<std::vector<store::DeskRow>> VogDesk(const platform::access::Call& call,
                                                      domain::VogStatus status,
                                                      const store::DeskPage& page);

  // Families that are ready for the last time before today and `within_days`.
  absl::StatusOr<std::vector<store::LapseRow>> Lapses(const platform::access::Call& call,
                                                      int within_days,
                                                      const store::LapsePage& page);

  // Judges at most kMostRefreshed families anew whose derived rows are out of date. The receipt's
  // subject is the contract, its version how many there were.
  absl::StatusOr<platform::core::Receipt> Refresh(const platform::access::Call& call);

 private:
  // What a step of the screening leads to, with the family locked and judged: adds to `judgement`
  // and stores it.
  using Work = std::function<absl::StatusOr<std::vector<platform::feed::Fact>>(
      platform::postgres::ScopedTransaction&, const store::FamilyKey&, Judgement&)>;
  absl::StatusOr<platform::core::Receipt> Write(const platform::access::Call& call,
                                                const domain::FamilyId& family,
                                                absl::CivilDay occurred_on,
                                                int64_t expected_version, const Work& work);

  const Means means_;
};

}  // namespace buurtbrug::registration::app
