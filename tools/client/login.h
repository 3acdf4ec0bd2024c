#pragma once

#include <functional>
#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "tools/client/login_messages.h"
#include "tools/client/token_store.h"

// Getting an access token. Errors beside those of login_messages.h: UNAVAILABLE
// IDENTITY_UNREACHABLE, and WrongUse for an address or a key that cannot be used.
namespace buurtbrug::client {

// The client as which people come, unless --client-id says another.
inline constexpr char kCommandLineClient[] = "buurtbrug-cli";

// BUURTBRUG_IDENTITY_ISSUER, or where tools/up starts the development identity service.
std::string DefaultIssuer();

// By the issuer's discovery document.
absl::StatusOr<Provider> FindProvider(const std::string& issuer);

// A client that has a key.
struct KeyedClient {
  std::string client_id;
  std::string key_file;
};

// The one in STATE/identity/clients that can be `identity` without anybody at the keyboard:
// IDENTITY.pem, the client of that name, or unattended-IDENTITY.pem, a development client that is
// given tokens of that person. None: somebody has to approve.
std::optional<KeyedClient> FindUnattended(const std::string& state, const std::string& identity);

// Client credentials with private_key_jwt.
absl::StatusOr<Token> LoginByKey(const Provider& provider, const KeyedClient& client,
                                 const platform::core::Clock& clock,
                                 platform::core::Random& random);

// The device flow (RFC 8628): `show` tells somebody where to approve; `wait` lets a time pass. Asks
// at the provider's interval, less often when it says so or does not answer.
//   UNAUTHENTICATED ACCESS_DENIED   they refused
//   UNAUTHENTICATED EXPIRED_TOKEN   nobody approved in time
absl::StatusOr<Token> LoginByDevice(const Provider& provider, const std::string& client_id,
                                    const platform::core::Clock& clock,
                                    const std::function<void(absl::Duration)>& wait,
                                    const std::function<void(const DeviceCode&)>& show);

// The kept token of `identity`, as long as it is good; else one by FindUnattended from `issuer`,
// which is kept. WrongUse, with the command that signs in, when there is neither.
absl::StatusOr<Token> TokenFor(const std::string& state, const std::string& identity,
                               const std::string& issuer, const platform::core::Clock& clock,
                               platform::core::Random& random);

}  // namespace buurtbrug::client
