#include "registration/app/own_families.h"

#include <algorithm>

#include "platform/access/log.h"
#include "registration/store/family_store.h"
#include "registration/store/guide_store.h"

namespace buurtbrug::registration::app {
namespace {

// Number of buurtbrug.common.v1.DATA_CATEGORY_SPECIAL.
constexpr int kSpecialCategory = 6;

bool IsHeld(const platform::access::Call& call) {
  return call.caller.cases == platform::access::Cases::kOwn;
}

}  // namespace

absl::Status LearnOwnFamilies(const Means& means, const platform::access::Call& call) {
  return IsHeld(call) ? means.learn_matches() : absl::OkStatus();
}

absl::Status CheckOwnFamily(platform::postgres::ScopedTransaction& transaction,
                            const platform::access::Call& call, const domain::FamilyId& family) {
  if (!IsHeld(call)) {
    return absl::OkStatus();
  }
  if (!store::IsGuidedBy(transaction, call.scope, family, call.today, call.caller.subject)) {
    return store::FamilyNotFound();
  }
  ++call.owned;
  return absl::OkStatus();
}

void RecordShown(platform::postgres::ScopedTransaction& transaction,
                 const platform::access::Call& call, const domain::FamilyId& family) {
  platform::access::Call shown = call;
  if (IsHeld(call)) {
    std::erase(shown.categories, kSpecialCategory);
  }
  platform::access::RecordDisclosure(transaction, shown, family);
  call.logged = shown.logged;
}

}  // namespace buurtbrug::registration::app
