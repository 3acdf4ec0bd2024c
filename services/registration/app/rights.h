#pragma once

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "platform/core/page.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "registration/app/export.h"
#include "registration/app/means.h"
#include "registration/domain/rights.h"
#include "registration/store/rights_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::core::Receipt;

// What a family may ask of its data while it is kept. No contract's standing governs it: people
// have these rights after the end of a contract too. Each write is one transaction, idempotent per
// `call.request_id`. Thread-safe.
class Rights {
 public:
  // `on_facts` is told after each commit that left facts behind.
  Rights(const Means& means, std::function<void()> on_facts)
      : means_(means), on_facts_(std::move(on_facts)) {}

  // As ExportFamily.
  absl::StatusOr<platform::core::Personal> Export(const Call& call, const domain::FamilyId& family,
                                                  ExportFormat format) {
    return ExportFamily(means_, call, family, format);
  }

  // Texts about the family (notes, reasons, remarks) were wrong since a day; nothing: since it
  // registered. Makes the notices of domain::NoticesFor; the receipt's version is their number.
  //   INVALID_ARGUMENT OCCURRED_IN_FUTURE
  //   INVALID_ARGUMENT INVALID_CATEGORY   corrections of such data are told by themselves
  //   NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED
  absl::StatusOr<Receipt> RecordCorrection(const Call& call, const domain::FamilyId& family,
                                           const std::vector<int>& categories,
                                           std::optional<absl::CivilDay> wrong_since);

  absl::StatusOr<std::vector<domain::Notice>> ListNotices(
      const Call& call, const platform::core::Page& page,
      const std::optional<domain::FamilyId>& family, store::Notices which);

  // NOT_FOUND NOTICE_NOT_FOUND; FAILED_PRECONDITION NOTICE_SENT.
  absl::StatusOr<Receipt> MarkNoticeSent(const Call& call, const domain::NoticeId& notice);

  // The receipt's version is the hold's number. NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED;
  // INVALID_ARGUMENT HOLD_OVER when its last day is over.
  absl::StatusOr<Receipt> PlaceHold(const Call& call, const domain::FamilyId& family,
                                    const platform::core::Personal& reason,
                                    std::optional<absl::CivilDay> until_day);

  // NOT_FOUND FAMILY_NOT_FOUND, HOLD_NOT_FOUND; FAILED_PRECONDITION HOLD_LIFTED.
  absl::StatusOr<Receipt> LiftHold(const Call& call, const domain::FamilyId& family, int number);

  // Puts the disclosure into the access log. NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED.
  absl::StatusOr<std::vector<domain::LegalHold>> ListHolds(const Call& call,
                                                           const domain::FamilyId& family);

 private:
  const Means means_;
  const std::function<void()> on_facts_;
};

}  // namespace buurtbrug::registration::app
