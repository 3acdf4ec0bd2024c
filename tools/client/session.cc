#include "tools/client/session.h"

#include <algorithm>
#include <cstdlib>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/rpc/client.h"
#include "tools/client/failure.h"
#include "tools/client/login.h"
#include "tools/client/message_fields.h"
#include "tools/client/methods.h"
#include "tools/client/read_file.h"

namespace buurtbrug::client {

namespace {

constexpr absl::Duration kTimeout = absl::Seconds(30);

}  // namespace

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using platform::rpc::Client;

Session::Session(SessionOptions options, const platform::core::Clock& clock,
                 platform::core::Random& random)
    : options_(std::move(options)), clock_(clock), random_(random) {}
Session::~Session() = default;

absl::Status Session::Call(const MethodDescriptor& method, const Message& request,
                           Message& response, absl::Duration timeout) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string identity,
                             IdentityFor(method, TextField(request, "municipality")));
  return Attempt(ServiceOf(method), method, request, response, identity, timeout, nullptr);
}

absl::Status Session::CallAt(const std::string& service, const MethodDescriptor& method,
                             const Message& request, Message& response) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string identity,
                             IdentityFor(method, TextField(request, "municipality")));
  return Attempt(service, method, request, response, identity, kTimeout, nullptr);
}

absl::Status Session::CallPatiently(const MethodDescriptor& method, const Message& request,
                                    Message& response, const Patience& patience) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string identity,
                             IdentityFor(method, TextField(request, "municipality")));
  return Attempt(ServiceOf(method), method, request, response, identity, patience.total, &patience);
}

absl::Status Session::Attempt(const std::string& service, const MethodDescriptor& method,
                              const Message& request, Message& response,
                              const std::string& identity, absl::Duration timeout,
                              const Patience* patience) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Client* client, Connect(service));
  const std::string name = absl::StrCat("/", method.service()->full_name(), "/", method.name());
  platform::rpc::CallOptions options;
  const auto attempt = [&](absl::Duration time) -> absl::Status {
    BUURTBRUG_ASSIGN_OR_RETURN(options.token, AccessTokenOf(identity));
    options.timeout = time;
    return client->CallRaw(name, request, response, options);
  };
  if (patience == nullptr) {
    return attempt(timeout);
  }
  options.wait_for_ready = true;
  return Retry(*patience, clock_, WaitInRealTime, attempt);
}

absl::StatusOr<std::string> Session::FindContract(const MethodDescriptor& method,
                                                  const std::string& municipality,
                                                  const ContractHint& hint,
                                                  const Patience* patience) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string identity, IdentityFor(method, municipality));
  tenancy::v1::ListContractsRequest request;
  request.set_municipality(municipality);
  tenancy::v1::ListContractsResponse response;
  BUURTBRUG_RETURN_IF_ERROR(Attempt("tenancy", MethodNamed("tenancy/ListContracts"), request,
                                    response, identity, kTimeout, patience));
  return ChooseContract(municipality, response, hint);
}

absl::Status Session::CheckHealth(const std::string& service, absl::Duration total) {
  BUURTBRUG_ASSIGN_OR_RETURN(const Client* client, Connect(service));
  platform::rpc::CallOptions options;
  if (total <= absl::ZeroDuration()) {
    options.timeout = absl::Seconds(2);
    return client->CheckHealth(options);
  }
  options.wait_for_ready = true;
  const Patience patience{.total = total, .attempt = total, .pause = absl::Milliseconds(100)};
  return Retry(patience, clock_, WaitInRealTime, [&](absl::Duration time) {
    options.timeout = time;
    return client->CheckHealth(options);
  });
}

std::string Session::AddressOf(const std::string& service) {
  const std::string variable =
      absl::StrCat("BUURTBRUG_", absl::AsciiStrToUpper(service), "_LISTEN");
  const char* address = std::getenv(variable.c_str());
  if (address != nullptr && *address != '\0') {
    return address;
  }
  const auto& names = ServiceNames();
  return absl::StrCat("127.0.0.1:",
                      7101 + (std::find(names.begin(), names.end(), service) - names.begin()));
}

std::string Session::NewRequestId() {
  return platform::core::NewUuid(clock_.Now(), random_).ToString();
}

absl::StatusOr<std::string> Session::IdentityFor(const MethodDescriptor& method,
                                                 const std::string& municipality) const {
  if (!options_.identity.empty()) {
    return options_.identity;
  }
  return DefaultIdentity(method, municipality);
}

absl::StatusOr<std::string> Session::AccessTokenOf(const std::string& identity) {
  Token& token = tokens_[identity];
  if (!token.IsGoodAt(clock_.Now())) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        token, TokenFor(options_.state, identity, DefaultIssuer(), clock_, random_));
  }
  return token.access_token;
}

absl::StatusOr<const Client*> Session::Connect(const std::string& service) {
  std::unique_ptr<Client>& client = clients_[service];
  if (client == nullptr) {
    const std::string folder = absl::StrCat(options_.state, "/certificates/");
    platform::rpc::TlsIdentity tls;
    for (const auto& [pem, file] : {std::pair(&tls.authority, std::string("ca.crt")),
                                    std::pair(&tls.certificate, std::string("client.crt")),
                                    std::pair(&tls.key, std::string("client.key"))}) {
      auto content = ReadFile(folder + file);
      if (!content.ok()) {
        return WrongUse(absl::StrCat(content.status().message(),
                                     "; name the folder that tools/up made with --state or "
                                     "BUURTBRUG_STATE"));
      }
      *pem = *std::move(content);
    }
    client = std::make_unique<Client>(AddressOf(service), service, tls);
  }
  return client.get();
}

}  // namespace buurtbrug::client
