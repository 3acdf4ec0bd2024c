#include "tenancy/app/municipalities.h"

#include "platform/core/page.h"
#include "platform/core/status.h"
#include "tenancy/store/municipality_store.h"

namespace buurtbrug::tenancy::app {

using platform::core::Error;

absl::Status Municipalities::Create(const Call& call, const domain::Municipality& municipality) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckMunicipality(municipality));
  const auto receipt =
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        store::InsertMunicipality(transaction, municipality);
        return Written{{platform::core::Uuid(), 1}, {}};
      });
  return Reworded(receipt.status(), "DUPLICATE",
                  Error(absl::StatusCode::kAlreadyExists, "MUNICIPALITY_EXISTS",
                        "there is a municipality with this code"));
}

absl::StatusOr<Receipt> Municipalities::Update(const Call& call,
                                               const domain::Municipality& municipality,
                                               int64_t expected) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckMunicipality(municipality));
  return desk_.WriteForNetwork(
      call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::Municipality current,
                                   store::LockMunicipality(transaction, municipality.code));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected, current.version));
        domain::Municipality changed = municipality;
        changed.version = current.version + 1;
        BUURTBRUG_RETURN_IF_ERROR(store::UpdateMunicipality(transaction, changed));
        return Written{{platform::core::Uuid(), changed.version}, {}};
      });
}

absl::StatusOr<std::vector<domain::Municipality>> Municipalities::List() {
  return desk_.Run(
      Scope::Network(),
      [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Municipality>> {
        return store::ListMunicipalities(transaction);
      });
}

}  // namespace buurtbrug::tenancy::app
