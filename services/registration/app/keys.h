#pragma once

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "registration/app/means.h"
#include "registration/store/vault.h"

namespace buurtbrug::registration::app {

// Families whose keys are wrapped anew in one transaction, and transactions of one call; of demand
// the same.
inline constexpr int kRewrapBatch = 500;
inline constexpr int kMostBatches = 20;

// Rotation of the keys of a contract, while everything goes on. Thread-safe.
class Keys {
 public:
  explicit Keys(const Means& means) : means_(means) {}

  // Changes nothing.
  absl::StatusOr<store::KeyState> Get(const platform::access::Call& call);

  // The contract gets a new key, once per `call.request_id`, and then as Rewrap.
  absl::StatusOr<store::KeyState> Rotate(const platform::access::Call& call);

  // Puts the contract's keys under the current master key, whose file is read again, and families'
  // keys under the contract's newest, in batches; the keys of the municipality's unserved demand
  // under the current master key. What is left over is in the answer; the next call goes on with
  // it.
  absl::StatusOr<store::KeyState> Rewrap(const platform::access::Call& call);

 private:
  absl::StatusOr<store::KeyState> RewrapBatches(const platform::access::Call& call, int most);

  const Means means_;
};

}  // namespace buurtbrug::registration::app
