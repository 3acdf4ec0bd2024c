#include "registration/app/disclosures.h"

#include <google/protobuf/util/time_util.h>

#include <optional>

#include "platform/access/log.h"

namespace buurtbrug::registration::app {

using common::v1::AccessEntry;

std::vector<domain::Disclosure> ReadDisclosures(platform::postgres::ScopedTransaction& transaction,
                                                const platform::core::TenantScope& tenant,
                                                const domain::FamilyId& family, int most) {
  std::vector<domain::Disclosure> disclosures;
  platform::access::LogPage page;
  page.size = 200;
  page.concerns = platform::access::Concerns::kLeftOut;
  while (true) {
    const std::vector<AccessEntry> entries =
        platform::access::ListEntries(transaction, tenant, page, std::optional(family));
    for (const AccessEntry& entry : entries) {
      if (entry.result() != common::v1::ACCESS_RESULT_DISCLOSED) {
        continue;
      }
      domain::Disclosure& disclosure = disclosures.emplace_back();
      disclosure.recipient = entry.on_behalf_of().empty() ? entry.subject() : entry.on_behalf_of();
      disclosure.recipient_role = entry.role();
      disclosure.categories.assign(entry.categories().begin(), entry.categories().end());
      disclosure.purpose = entry.purpose();
      disclosure.disclosed_at = absl::FromUnixMicros(
          google::protobuf::util::TimeUtil::TimestampToMicroseconds(entry.recorded_at()));
      if (static_cast<int>(disclosures.size()) == most) {
        return disclosures;
      }
    }
    if (static_cast<int>(entries.size()) < page.size) {
      return disclosures;
    }
    page.before = entries.back().sequence();
  }
}

}  // namespace buurtbrug::registration::app
