#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "platform/core/personal.h"
#include "platform/core/uuid.h"
#include "registration/domain/family.h"
#include "registration/domain/household.h"

// What people may ask of their data.
namespace buurtbrug::registration::domain {

using NoticeId = platform::core::StrongId<struct NoticeTag>;

inline constexpr int kLongestHoldReason = 1000;

// Why a family's file is kept, whatever its terms say. `reason` is personal data.
struct LegalHold {
  int number = 0;
  platform::core::Personal reason;
  // The last day on which it holds; nothing: until it is lifted.
  std::optional<absl::CivilDay> until_day;
  absl::Time placed_at;
  std::string placed_by;
  std::optional<absl::Time> lifted_at;
  std::string lifted_by;
};

// Somebody to be told that something about a family was corrected.
struct Notice {
  NoticeId id;
  FamilyId family;
  // As buurtbrug.common.v1.DataCategory and .Role.
  int category = 0;
  std::string recipient;
  int recipient_role = 0;
  // The last time that the old value was disclosed to it; nothing where it told us.
  std::optional<absl::Time> disclosed_at;
  absl::Time recorded_at;
  std::optional<absl::Time> sent_at;
};

// One time that somebody saw data of a family.
struct Disclosure {
  std::string recipient;
  int recipient_role = 0;
  std::vector<int> categories;
  absl::Time disclosed_at;
  std::string purpose;
};

// Of which kinds, as DataCategory and ascending, `after` has another value where `before` had one.
// What was not known before is no correction, and nobody was told it wrongly. Pure.
std::vector<int> ReplacedCategories(const Household& before, const Household& after);

// Whether the calls that correct such data make the notices of it by themselves. Texts are no such
// data: only people know whether a newer one corrects the one before.
bool IsToldByItself(int category);

// Whom to tell of a correction of `categories`, without ids and families: each recipient once a
// category, with the last time. Of the partner that brought the family nothing stands in the access
// log, but it has what it told: names, birth dates and the postcode. Not `corrected_by`, who knows.
// Ordered by category and recipient. Pure.
std::vector<Notice> NoticesFor(const std::vector<int>& categories,
                               const std::vector<Disclosure>& disclosures,
                               const std::optional<PartnerId>& referred_by,
                               const std::string& corrected_by);

}  // namespace buurtbrug::registration::domain
