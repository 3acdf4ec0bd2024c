#include "registration/app/notices.h"

#include <algorithm>
#include <limits>
#include <string>

#include "platform/core/clock.h"
#include "registration/app/disclosures.h"
#include "registration/store/rights_store.h"

namespace buurtbrug::registration::app {

using platform::access::Call;
using platform::postgres::ScopedTransaction;

int MakeNotices(ScopedTransaction& transaction, const Call& call, const Means& means,
                const domain::FamilyId& family, const std::vector<int>& categories,
                std::optional<absl::CivilDay> since) {
  std::vector<domain::Disclosure> disclosures =
      ReadDisclosures(transaction, call.scope, family, std::numeric_limits<int>::max());
  if (since) {
    disclosures.erase(std::remove_if(disclosures.begin(), disclosures.end(),
                                     [&](const domain::Disclosure& each) {
                                       return platform::core::AmsterdamDay(each.disclosed_at) <
                                              *since;
                                     }),
                      disclosures.end());
  }
  const std::string& by =
      call.caller.on_behalf_of.empty() ? call.caller.subject : call.caller.on_behalf_of;
  std::vector<domain::Notice> notices = domain::NoticesFor(
      categories, disclosures, store::ReferredBy(transaction, call.scope, family), by);
  for (domain::Notice& notice : notices) {
    notice.id = domain::NoticeId(platform::core::NewUuid(call.now, means.random));
    notice.family = family;
    notice.recorded_at = call.now;
    store::InsertNotice(transaction, call.scope, notice, by);
  }
  return static_cast<int>(notices.size());
}

void TellOfCorrection(ScopedTransaction& transaction, const Call& call, const Means& means,
                      const domain::FamilyId& family, const domain::Household& before,
                      const domain::Household& after) {
  const std::vector<int> categories = domain::ReplacedCategories(before, after);
  if (!categories.empty()) {
    MakeNotices(transaction, call, means, family, categories, std::nullopt);
  }
}

}  // namespace buurtbrug::registration::app
