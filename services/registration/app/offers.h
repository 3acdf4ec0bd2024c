#pragma once

#include <optional>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/access/call.h"
#include "registration/app/intakes.h"
#include "registration/app/means.h"
#include "registration/domain/listing.h"
#include "registration/domain/profile.h"
#include "registration/store/profile_store.h"

namespace buurtbrug::registration::app {

// An offer as the coordinator reads it. Personal data.
struct OfferView {
  int64_t version = 0;
  store::DatedOffer last;
  // Today.
  domain::FamilyState state = domain::FamilyState::kAvailable;
  domain::Listing listing;
  platform::core::Personal contact_note;
};

// Support families between their offer and a match. As Intakes, for the other kind of family.
class Offers {
 public:
  explicit Offers(const Means& means) : means_(means) {}

  // `about.expected_version` and the receipt's version are those of the offer. INVALID_ARGUMENT as
  // domain::CheckOffer.
  absl::StatusOr<Receipt> RecordOffer(const Call& call, const About& about,
                                      const domain::Offer& offer);

  // Puts the disclosure into the access log. NOT_FOUND OFFER_NOT_FOUND.
  absl::StatusOr<OfferView> Get(const Call& call, const domain::FamilyId& family);

  // A family whose pause is over may pause again. INVALID_ARGUMENT as domain::CheckPause;
  // FAILED_PRECONDITION as domain::StateAfter.
  absl::StatusOr<Receipt> Pause(const Call& call, const About& about, absl::CivilDay until,
                                const platform::core::Personal& reason);

  // FAILED_PRECONDITION as domain::StateAfter.
  absl::StatusOr<Receipt> Resume(const Call& call, const About& about);

  absl::StatusOr<Receipt> ConfirmWillingness(const Call& call, const About& about);

  absl::StatusOr<Receipt> LogContact(const Call& call, const About& about,
                                     domain::ContactKind contact,
                                     const platform::core::Personal& note);

  absl::StatusOr<std::vector<store::ListedFamily>> ListFree(const Call& call,
                                                            const store::FreePlace& behind,
                                                            int size);

 private:
  const Means means_;
};

}  // namespace buurtbrug::registration::app
