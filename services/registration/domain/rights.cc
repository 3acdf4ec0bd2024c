#include "registration/domain/rights.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace buurtbrug::registration::domain {
namespace {

// buurtbrug.common.v1.ROLE_PARTNER.
constexpr int kPartnerRole = 5;

// buurtbrug.common.v1.DataCategory.
enum Category { kName = 1, kAddress = 2, kBirthDate = 3, kContact = 4, kNote = 5, kSpecial = 6 };

bool IsReplaced(const Personal& before, const Personal& after) {
  return !before.empty() && !(before == after);
}

bool IsOfReferral(int category) {
  return category == kName || category == kAddress || category == kBirthDate;
}

}  // namespace

std::vector<int> ReplacedCategories(const Household& before, const Household& after) {
  std::set<int> categories;
  for (const FamilyMember& person : before.people) {
    const FamilyMember* now = FindPerson(after, person.ref);
    if (now == nullptr) {
      continue;
    }
    if (IsReplaced(FullName(person.facts), FullName(now->facts))) {
      categories.insert(kName);
    }
    if (person.facts.birth_date && person.facts.birth_date != now->facts.birth_date) {
      categories.insert(kBirthDate);
    }
  }
  const Contact& old = before.contact;
  if (IsReplaced(old.postcode, after.contact.postcode) ||
      IsReplaced(old.street, after.contact.street) ||
      IsReplaced(old.house_number, after.contact.house_number)) {
    categories.insert(kAddress);
  }
  if (IsReplaced(old.email, after.contact.email) || IsReplaced(old.phone, after.contact.phone)) {
    categories.insert(kContact);
  }
  if (std::any_of(before.target_groups.begin(), before.target_groups.end(), [&](TargetGroup group) {
        return std::count(after.target_groups.begin(), after.target_groups.end(), group) == 0;
      })) {
    categories.insert(kSpecial);
  }
  return {categories.begin(), categories.end()};
}

bool IsToldByItself(int category) { return category != kNote; }

std::vector<Notice> NoticesFor(const std::vector<int>& categories,
                               const std::vector<Disclosure>& disclosures,
                               const std::optional<PartnerId>& referred_by,
                               const std::string& corrected_by) {
  // By category, recipient and role.
  std::map<std::tuple<int, std::string, int>, std::optional<absl::Time>> last;
  for (const int category : categories) {
    if (referred_by && IsOfReferral(category)) {
      last[{category, referred_by->ToString(), kPartnerRole}] = std::nullopt;
    }
    for (const Disclosure& disclosure : disclosures) {
      if (disclosure.recipient != corrected_by &&
          std::count(disclosure.categories.begin(), disclosure.categories.end(), category) > 0) {
        std::optional<absl::Time>& at =
            last[{category, disclosure.recipient, disclosure.recipient_role}];
        at = at ? std::max(*at, disclosure.disclosed_at) : disclosure.disclosed_at;
      }
    }
  }
  std::vector<Notice> notices;
  notices.reserve(last.size());
  for (const auto& [key, at] : last) {
    Notice notice;
    std::tie(notice.category, notice.recipient, notice.recipient_role) = key;
    notice.disclosed_at = at;
    notices.push_back(std::move(notice));
  }
  return notices;
}

}  // namespace buurtbrug::registration::domain
