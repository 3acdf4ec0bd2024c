#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "registration/domain/family.h"

// Which families may be one family that came in twice, and what may be done about it. Pure.
//
// Families are never compared with each other: each leaves keys, and two families with an equal key
// are likely duplicates. A key is made of personal data and is stored only as a keyed digest.
namespace buurtbrug::registration::domain {

// Why two families look like one. Numbers as in buurtbrug.registration.v1.DuplicateReason.
enum class DuplicateReason {
  kAdultNameAndBirthDate = 1,
  kChildNameAndBirthDate = 2,
  // An adult's family name with a child's birth date.
  kFamilyNameAndChild = 3,
  kAdultNameAndPostcode = 4,
  kPostcodeAndChild = 5,
  kAddress = 6,
  kEmail = 7,
  kPhone = 8,
};

// By what a family is recognised; what is not known stays empty. Personal data.
struct Marks {
  struct Person {
    Personal name;
    std::optional<absl::CivilDay> birth_date;
  };
  std::vector<Person> adults;
  std::vector<Person> children;
  Personal postcode;
  // Number with what comes behind it: "12", "12 bis".
  Personal house_number;
  std::vector<Personal> emails;
  std::vector<Personal> phones;
};

// Personal data: `text` is in plain.
struct DuplicateKey {
  DuplicateReason reason = DuplicateReason::kAddress;
  Personal text;

  friend bool operator==(const DuplicateKey& a, const DuplicateKey& b) {
    return a.reason == b.reason && a.text == b.text;
  }
  friend bool operator<(const DuplicateKey& a, const DuplicateKey& b) {
    return a.reason != b.reason ? a.reason < b.reason : a.text.Reveal() < b.text.Reveal();
  }
};

// A name as it is compared: small letters without diacritics, the words in alphabetical order, and
// what is often written in two ways written in one. Prefixes (van, de, 't) are left out, unless
// nothing else is there. "Van den Bèrgh, Anouk" and "anouk bergh" are the same. Letters of other
// scripts stay as they are. Empty when the name has neither letters nor digits.
std::string ComparableName(absl::string_view name);

// The family names in a name, as they are compared: the last word, each part of it when it is a
// double name, or what stands before a comma.
std::vector<std::string> ComparableFamilyNames(absl::string_view name);

// Small letters and digits only.
std::string ComparableHouseNumber(absl::string_view number);

// Small letters, without white space. Empty without an @ between two other characters.
std::string ComparableEmail(absl::string_view email);

// Digits only, the Dutch country code as 0. Empty with fewer than nine digits.
std::string ComparablePhone(absl::string_view phone);

// The keys of a family, each once, in order. Two families that share none are no duplicates.
std::vector<DuplicateKey> KeysOf(const Marks& marks);

// What is known of a family that registers, and of one that is there.
Marks MarksOf(const Registration& registration);
Marks MarksOf(const Family& family);

// How likely two families with these reasons are one, 1 to 99: each reason has its own weight, and
// what one leaves in doubt the others make smaller. 0 without reasons. A reason counts once.
int LikelihoodOf(const std::vector<DuplicateReason>& reasons);

// From here on a pair is shown to the coordinator.
inline constexpr int kLeastLikelihood = 50;

// What is judged of a pair. Numbers as in buurtbrug.registration.v1.DuplicateVerdict.
enum class DuplicateVerdict { kOpen = 1, kMerged = 2, kKeptApart = 3 };

// Which of two families came in first, and so stays when they are merged. Their days decide, then
// their ids.
bool CameBefore(const FamilyHead& a, const FamilyHead& b);

// Whether `merged` may be closed because it is the same family as `stays`.
//   INVALID_ARGUMENT SAME_FAMILY          about the field merged_family_id
//   FAILED_PRECONDITION WRONG_ROLE        one asks for support and the other gives it
//   FAILED_PRECONDITION OLDER_STAYS       the other way round
//   FAILED_PRECONDITION WRONG_STATE       the case of the older one is closed, or that of the newer
//                                         one has gone beyond intake or screening: a match may hang
//                                         on it
absl::Status CheckMerge(const FamilyHead& stays, const FamilyHead& merged);

}  // namespace buurtbrug::registration::domain
