#include "registration/api/key_api.h"

#include "platform/core/status.h"

namespace buurtbrug::registration::api {
namespace {

using platform::access::Call;

template <typename Response>
absl::StatusOr<Response> Answer(const absl::StatusOr<store::KeyState>& state) {
  if (!state.ok()) {
    return state.status();
  }
  Response response;
  v1::KeyState& out = *response.mutable_state();
  out.set_contract_key(state->contract_key);
  out.set_master_key(state->master_key);
  out.set_families(state->families);
  out.set_outdated_families(state->outdated_families);
  out.set_outdated_contract_keys(state->outdated_contract_keys);
  out.set_outdated_demands(state->outdated_demands);
  return response;
}

}  // namespace

platform::rpc::Service KeyApi::Describe() {
  platform::rpc::Service service(
      v1::GetKeyStateRequest::descriptor()->file()->FindServiceByName("KeyService"));
  service.Bind(this, &KeyApi::GetKeyState)
      .Bind(this, &KeyApi::RotateContractKey)
      .Bind(this, &KeyApi::RewrapKeys);
  return service;
}

absl::StatusOr<v1::GetKeyStateResponse> KeyApi::GetKeyState(
    const Call& call, const v1::GetKeyStateRequest& /*request*/) {
  return Answer<v1::GetKeyStateResponse>(keys_.Get(call));
}

absl::StatusOr<v1::RotateContractKeyResponse> KeyApi::RotateContractKey(
    const Call& call, const v1::RotateContractKeyRequest& request) {
  if (!request.validate_only()) {
    return Answer<v1::RotateContractKeyResponse>(keys_.Rotate(call));
  }
  absl::StatusOr<store::KeyState> state = keys_.Get(call);
  if (state.ok()) {
    state->outdated_families = state->families;
  }
  return Answer<v1::RotateContractKeyResponse>(state);
}

absl::StatusOr<v1::RewrapKeysResponse> KeyApi::RewrapKeys(
    const Call& call, const v1::RewrapKeysRequest& /*request*/) {
  return Answer<v1::RewrapKeysResponse>(keys_.Rewrap(call));
}

}  // namespace buurtbrug::registration::api
