#include "matching/store/told_profile.h"

#include <string>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::store {
namespace {

namespace core = platform::core;
using registration::v1::FamilyProfileChanged;

template <typename Numbers>
std::uint32_t BitsOf(const Numbers& numbers) {
  constexpr int kHighest = 31;
  std::uint32_t bits = 0;
  for (const int number : numbers) {
    if (number > 0 && number <= kHighest) {
      bits |= std::uint32_t{1} << number;
    }
  }
  return bits;
}

template <typename Message>
domain::ToldTerms TermsOf(const Message& message) {
  domain::ToldTerms terms;
  terms.kinds = BitsOf(message.kinds());
  terms.moments = BitsOf(message.moments());
  terms.frequency = message.frequency();
  terms.distance_km = message.distance_km();
  terms.transports = BitsOf(message.transports());
  terms.interests = BitsOf(message.interests());
  for (const registration::v1::Wish& raw : message.wishes()) {
    if (raw.kind() < static_cast<int>(domain::WishKind::kLanguage) ||
        raw.kind() > static_cast<int>(domain::WishKind::kChildrenOfSameAge)) {
      continue;
    }
    domain::ToldWish& wish = terms.wishes.emplace_back();
    wish.kind = static_cast<domain::WishKind>(raw.kind());
    wish.strength = static_cast<domain::WishStrength>(raw.strength());
    wish.language = raw.language();
    wish.pet = raw.pet();
    wish.accessibility = raw.accessibility();
  }
  return terms;
}

domain::ToldTraits TraitsOf(const registration::v1::FamilyTraits& message) {
  domain::ToldTraits traits;
  traits.languages.assign(message.languages().begin(), message.languages().end());
  traits.pets = BitsOf(message.pets());
  traits.smoking = message.smoking();
  traits.accessibility = BitsOf(message.accessibility());
  traits.father_figure = message.father_figure();
  traits.experienced_parents = message.experienced_parents();
  return traits;
}

}  // namespace

absl::StatusOr<domain::ToldProfile> ToldProfileOf(const FamilyProfileChanged& told,
                                                  absl::CivilDay day) {
  domain::ToldProfile profile;
  profile.told_on = day;
  profile.area = told.area();
  for (const registration::v1::NeedProfile& need : told.needs()) {
    profile.needs.push_back({need.child(), TermsOf(need)});
  }
  if (told.has_offer()) {
    domain::ToldOffer& offer = profile.offer.emplace();
    offer.capacity = told.offer().capacity();
    offer.terms = TermsOf(told.offer());
    offer.youngest_age = told.offer().youngest_age();
    offer.oldest_age = told.offer().oldest_age();
  }
  profile.traits = TraitsOf(told.traits());
  profile.urgency = told.urgency();
  BUURTBRUG_ASSIGN_OR_RETURN(profile.willing_on,
                             core::ParseOptionalDay("willing_on", told.willing_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(profile.paused_until,
                             core::ParseOptionalDay("paused_until", told.paused_until()));
  for (const registration::v1::ChildAge& child : told.children()) {
    profile.children.push_back({child.number(), child.years()});
  }
  return profile;
}

absl::StatusOr<domain::ToldProfile> ToldProfileOfBytes(absl::string_view bytes,
                                                       absl::CivilDay day) {
  FamilyProfileChanged told;
  if (!told.ParseFromArray(bytes.data(), static_cast<int>(bytes.size()))) {
    return core::InvalidField("told", "INVALID_PROFILE", "these bytes are no profile");
  }
  return ToldProfileOf(told, day);
}

}  // namespace buurtbrug::matching::store
