#include "registration/domain/profile.h"

#include <algorithm>
#include <set>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "platform/core/civil.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {

using platform::core::InvalidField;
using platform::core::ParseRange;

namespace {

bool AllOf(absl::string_view text, bool (*test)(unsigned char)) {
  return std::all_of(text.begin(), text.end(),
                     [&](char c) { return test(static_cast<unsigned char>(c)); });
}

std::string Titled(absl::string_view text) {
  std::string titled = absl::AsciiStrToLower(text);
  titled[0] = absl::ascii_toupper(static_cast<unsigned char>(titled[0]));
  return titled;
}

template <typename Enum>
absl::Status CheckKnown(absl::string_view field, const std::vector<Enum>& values, Enum last) {
  for (const Enum value : values) {
    BUURTBRUG_RETURN_IF_ERROR(
        ParseRange(field, static_cast<int>(value), 1, static_cast<int>(last)).status());
  }
  return absl::OkStatus();
}

template <typename Enum>
absl::Status CheckKnown(absl::string_view field, Enum value, int first, Enum last) {
  return ParseRange(field, static_cast<int>(value), first, static_cast<int>(last)).status();
}

absl::Status CheckWish(const Wish& wish) {
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("wishes.kind", wish.kind, 1, WishKind::kChildrenOfSameAge));
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("wishes.strength", wish.strength, 1, WishStrength::kLimit));
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("wishes.pet", wish.pet, 0, Pet::kOther));
  BUURTBRUG_RETURN_IF_ERROR(
      CheckKnown("wishes.accessibility", wish.accessibility, 0, Accessibility::kBedroomDownstairs));
  const bool of_language = wish.kind == WishKind::kLanguage;
  const bool of_home = wish.kind == WishKind::kAccessible;
  if (of_language && wish.language.empty()) {
    return InvalidField("wishes.language", "WISH_INCOMPLETE", "say which language");
  }
  if (of_home && wish.accessibility == Accessibility::kNone) {
    return InvalidField("wishes.accessibility", "WISH_INCOMPLETE", "say what the home must have");
  }
  if (!of_language && !wish.language.empty()) {
    return InvalidField("wishes.language", "WISH_AMBIGUOUS", "only a wish LANGUAGE names one");
  }
  if (!of_home && wish.accessibility != Accessibility::kNone) {
    return InvalidField("wishes.accessibility", "WISH_AMBIGUOUS",
                        "only a wish ACCESSIBLE says what the home must have");
  }
  if (wish.kind != WishKind::kNoPet && wish.pet != Pet::kNone) {
    return InvalidField("wishes.pet", "WISH_AMBIGUOUS", "only a wish NO_PET names one");
  }
  return absl::OkStatus();
}

absl::Status CheckTraits(const Traits& traits) {
  if (traits.languages.size() > kMostLanguages) {
    return InvalidField("traits.languages", "TOO_MANY",
                        absl::StrCat("at most ", kMostLanguages, " languages"));
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("traits.pets", traits.pets, Pet::kOther));
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("traits.smoking", traits.smoking, 0, Smoking::kInside));
  return CheckKnown("traits.accessibility", traits.accessibility,
                    Accessibility::kBedroomDownstairs);
}

}  // namespace

absl::StatusOr<std::string> ParseLanguage(absl::string_view field, absl::string_view text) {
  const auto invalid = [&] {
    return InvalidField(field, "INVALID_LANGUAGE",
                        absl::StrCat(field, " must be a language tag like nl or ar-SY"));
  };
  constexpr size_t kLongest = 35;
  if (text.empty() || text.size() > kLongest) {
    return invalid();
  }
  std::vector<std::string> parts;
  // Language, script, region, variants: what may still come.
  enum class Next { kScript, kRegion, kVariant } next = Next::kScript;
  for (const absl::string_view part : absl::StrSplit(text, '-')) {
    const bool letters = AllOf(part, absl::ascii_isalpha);
    const bool digits = AllOf(part, absl::ascii_isdigit);
    if (parts.empty()) {
      if (!letters || part.size() < 2 || part.size() > 3) {
        return invalid();
      }
      parts.push_back(absl::AsciiStrToLower(part));
    } else if (next == Next::kScript && letters && part.size() == 4) {
      parts.push_back(Titled(part));
      next = Next::kRegion;
    } else if (next != Next::kVariant &&
               ((letters && part.size() == 2) || (digits && part.size() == 3))) {
      parts.push_back(absl::AsciiStrToUpper(part));
      next = Next::kVariant;
    } else if (AllOf(part, absl::ascii_isalnum) && part.size() >= 5 && part.size() <= 8) {
      parts.push_back(absl::AsciiStrToLower(part));
      next = Next::kVariant;
    } else {
      return invalid();
    }
  }
  return absl::StrJoin(parts, "-");
}

absl::Status CheckTerms(const SupportTerms& terms) {
  if (terms.kinds.empty()) {
    return InvalidField("kinds", "NO_KIND", "name at least one kind of support");
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("kinds", terms.kinds, SupportKind::kLanguagePractice));
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("interests", terms.interests, Interest::kOutings));
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("frequency", terms.frequency, 1, Frequency::kByAppointment));
  BUURTBRUG_RETURN_IF_ERROR(
      ParseRange("distance_km", terms.distance_km, 1, kMostDistanceKm).status());
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("transports", terms.transports, Transport::kCar));
  if (terms.wishes.size() > kMostWishes) {
    return InvalidField("wishes", "TOO_MANY", absl::StrCat("at most ", kMostWishes, " wishes"));
  }
  for (const Wish& wish : terms.wishes) {
    BUURTBRUG_RETURN_IF_ERROR(CheckWish(wish));
  }
  return absl::OkStatus();
}

absl::Status CheckIntake(const Intake& intake, int children) {
  if (intake.needs.empty()) {
    return InvalidField("needs", "NO_NEED", "say what at least one child, or the parents, need");
  }
  std::set<int> seen;
  for (const Need& need : intake.needs) {
    if (need.child < 0 || need.child > children) {
      return InvalidField(
          "needs.child", "CHILD_NOT_FOUND",
          absl::StrCat("the family has children 1 to ", children, "; 0 is for the parents"));
    }
    if (!seen.insert(need.child).second) {
      return InvalidField("needs.child", "TWICE", "say once what a child needs");
    }
    BUURTBRUG_RETURN_IF_ERROR(CheckTerms(need.terms));
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckKnown("gives_back", intake.gives_back, Reciprocity::kOther));
  return CheckTraits(intake.traits);
}

absl::Status CheckOffer(const Offer& offer) {
  BUURTBRUG_RETURN_IF_ERROR(ParseRange("capacity", offer.capacity, 1, kMostCapacity).status());
  BUURTBRUG_RETURN_IF_ERROR(
      ParseRange("youngest_age", offer.youngest_age, 0, kOldestChildYears).status());
  BUURTBRUG_RETURN_IF_ERROR(
      ParseRange("oldest_age", offer.oldest_age, 0, kOldestChildYears).status());
  if (offer.oldest_age < offer.youngest_age) {
    return InvalidField("oldest_age", "AGES_REVERSED", "the oldest age is below the youngest");
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckTerms(offer.terms));
  return CheckTraits(offer.traits);
}

std::vector<SupportKind> KindsOf(const Intake& intake) {
  std::set<SupportKind> kinds;
  for (const Need& need : intake.needs) {
    kinds.insert(need.terms.kinds.begin(), need.terms.kinds.end());
  }
  return {kinds.begin(), kinds.end()};
}

int AgeOn(absl::CivilDay birth, absl::CivilDay day) {
  const int years = static_cast<int>(day.year() - birth.year());
  return day < platform::core::Birthday(birth, years) ? years - 1 : years;
}

std::optional<absl::CivilDay> AgesDueOn(const std::vector<absl::CivilDay>& births,
                                        absl::CivilDay told_on) {
  std::optional<absl::CivilDay> due;
  for (const absl::CivilDay birth : births) {
    const absl::CivilDay birthday = platform::core::Birthday(birth, AgeOn(birth, told_on) + 1);
    const absl::CivilMonth month(birthday);
    const absl::CivilDay first_day(birthday.day() == 1 ? month : month + 1);
    due = due ? std::min(*due, first_day) : first_day;
  }
  return due;
}

}  // namespace buurtbrug::registration::domain
