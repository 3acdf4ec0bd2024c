#include "tenancy/app/protocols.h"

#include "platform/core/status.h"
#include "tenancy/store/protocol_store.h"

namespace buurtbrug::tenancy::app {

using platform::core::Error;

absl::Status Protocols::Create(const Call& call, const domain::Protocol& protocol) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckProtocol(protocol));
  const auto receipt =
      desk_.WriteForNetwork(call, [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        store::InsertProtocol(transaction, protocol);
        return Written{{platform::core::Uuid(), 1}, {}};
      });
  return Reworded(receipt.status(), "DUPLICATE",
                  Error(absl::StatusCode::kAlreadyExists, "PROTOCOL_EXISTS",
                        "the programme has a protocol of this version; take the next one"));
}

absl::Status Protocols::Update(const Call& call, const domain::Protocol& protocol) {
  BUURTBRUG_RETURN_IF_ERROR(domain::CheckProtocol(protocol));
  return desk_
      .WriteForNetwork(call,
                       [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                         BUURTBRUG_RETURN_IF_ERROR(store::UpdateProtocol(transaction, protocol));
                         return Written{{platform::core::Uuid(), 1}, {}};
                       })
      .status();
}

absl::StatusOr<std::vector<domain::Protocol>> Protocols::List() {
  return desk_.Run(
      Scope::Network(),
      [](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::Protocol>> {
        return store::ListProtocols(transaction);
      });
}

}  // namespace buurtbrug::tenancy::app
