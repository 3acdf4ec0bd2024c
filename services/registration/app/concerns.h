#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "registration/app/means.h"
#include "registration/domain/concern.h"
#include "registration/store/concern_store.h"

namespace buurtbrug::registration::app {

// A concern or incident as it is recorded.
struct ConcernInput {
  platform::core::FamilyId family;
  domain::ConcernKind kind = domain::ConcernKind::kConcern;
  absl::CivilDay occurred_on;
  platform::core::Personal text;
};

// What was done about one.
struct ConcernStepInput {
  domain::ConcernId concern;
  absl::CivilDay occurred_on;
  int64_t expected_version = 0;  // 0: whatever it is
  platform::core::Personal text;
};

struct Concern {
  domain::ConcernHead head;
  std::vector<store::ToldConcernStep> steps;
};

// Concerns and incidents about the safety of children. Recording one changes nothing of the family
// that anybody else can see, and leaves nothing on the feed. Who may call what the access options
// say. Each write is one transaction, idempotent per `call.request_id`, and fails with the reasons
// of platform/tenant/gate.h besides its own. Thread-safe.
class Concerns {
 public:
  explicit Concerns(const Means& means) : means_(means) {}

  // About a family in whatever state; the receipt's subject is the concern. NOT_FOUND
  // FAMILY_NOT_FOUND, FAMILY_ERASED.
  absl::StatusOr<platform::core::Receipt> Record(const platform::access::Call& call,
                                                 const ConcernInput& input);

  // NOT_FOUND CONCERN_NOT_FOUND, FAMILY_ERASED; ABORTED ETAG_MISMATCH; INVALID_ARGUMENT as
  // domain::CheckReportingStep; FAILED_PRECONDITION as domain::StateAfter.
  absl::StatusOr<platform::core::Receipt> RecordReportingStep(
      const platform::access::Call& call, const ConcernStepInput& input, domain::ReportingStep step,
      std::optional<domain::ReportingDecision> decision);

  // As above.
  absl::StatusOr<platform::core::Receipt> Close(const platform::access::Call& call,
                                                const ConcernStepInput& input);

  // Puts the disclosure into the access log. NOT_FOUND CONCERN_NOT_FOUND, FAMILY_ERASED.
  absl::StatusOr<Concern> Get(const platform::access::Call& call, const domain::ConcernId& id);

  absl::StatusOr<std::vector<domain::ConcernHead>> List(const platform::access::Call& call,
                                                        const platform::core::Page& page,
                                                        const store::ConcernFilter& filter);

  // Those that the caller recorded.
  absl::StatusOr<std::vector<domain::ConcernHead>> ListRecorded(const platform::access::Call& call,
                                                                const platform::core::Page& page);

 private:
  absl::StatusOr<platform::core::Receipt> Append(const platform::access::Call& call,
                                                 const ConcernStepInput& input,
                                                 domain::ConcernStep step);

  const Means means_;
};

}  // namespace buurtbrug::registration::app
