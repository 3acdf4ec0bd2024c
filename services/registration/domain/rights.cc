#include "registration/domain/rights.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace buurtbrug::registration::domain {
namespace {

// buurtbrug.common.v1.ROLE_PARTNER.
constexpr int kPartnerRole = 5;

}  // namespace

std::vector<Notice> NoticesFor(const std::vector<int>& categories,
                               const std::vector<Disclosure>& disclosures,
                               const std::optional<PartnerId>& referred_by,
                               const std::string& corrected_by) {
  // By category, recipient and role.
  std::map<std::tuple<int, std::string, int>, std::optional<absl::Time>> last;
  for (const int category : categories) {
    if (referred_by) {
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
