#pragma once

#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/rpc/client.h"
#include "platform/testing/tokens.h"
#include "tests/acceptance/fleet.h"

// The five services as processes, with tenants and people made for the proof of isolation.
namespace buurtbrug::isolation {

inline constexpr char kOperator[] = "operator";

// Who makes a call: a person, a partner's OAuth client, a service, or somebody without a token.
struct Identity {
  enum class Kind { kPerson, kClient, kService, kNobody };
  Kind kind = Kind::kNobody;
  std::string name;

  static Identity Person(std::string subject) { return {Kind::kPerson, std::move(subject)}; }
  static Identity Client(std::string client) { return {Kind::kClient, std::move(client)}; }
  static Identity Service(std::string name) { return {Kind::kService, std::move(name)}; }
  static Identity Nobody() { return {}; }
};

struct ContractDays {
  std::string first_day = "2020-01-01";
  std::string last_day;
  std::string run_off_day;
};

// A contract of a municipality, by which requests are made.
struct Tenancy {
  std::string municipality;
  std::string contract;
};

// Calls as different identities. Thread-safe. What is made is made by the operator through gRPC; a
// refusal there fails the test.
class House {
 public:
  explicit House(acceptance::Fleet& fleet);

  // Empty for a service and for nobody.
  std::string TokenOf(const Identity& identity) const;
  const platform::rpc::Client& Channel(const std::string& service, const std::string& certificate);

  // Calls `service`; the request's own service is asked when that is left out.
  absl::Status Ask(const Identity& identity, const std::string& service,
                   const google::protobuf::MethodDescriptor& method,
                   const google::protobuf::Message& request, google::protobuf::Message& response);
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(const Identity& identity, const Request& request) {
    Response response;
    const absl::Status status = AskOwn(identity, request, response);
    if (!status.ok()) {
      return status;
    }
    return response;
  }
  // As the operator; fails the test when it is refused.
  template <typename Response, typename Request>
  Response Make(const Request& request) {
    Response response;
    Expect(AskOwn(Identity::Person(kOperator), request, response), request);
    return response;
  }

  void CreateMunicipality(const std::string& code, const std::string& name);
  void CreateProtocol();
  Tenancy OpenContract(const std::string& municipality, const ContractDays& days,
                       const std::string& provider = "Stichting Buurtgezinnen");
  void OpenPeriod(const Tenancy& tenancy, const std::string& name, const std::string& first_day,
                  const std::string& last_day);
  void Seal(const Tenancy& tenancy, const std::string& period);
  void Appoint(const std::string& subject, common::v1::Role role, const Tenancy& tenancy);
  // Returns the partner's id.
  std::string AddPartner(const std::string& organisation, const std::string& client);
  void Allow(const std::string& partner, const Tenancy& tenancy);
  void End(const Tenancy& tenancy, const std::string& last_day, const std::string& run_off_day);
  void Suspend(const std::string& partner);

  // A family of two people, registered by `identity` on `day`; its id.
  absl::StatusOr<std::string> RegisterRequestFamily(const Identity& identity,
                                                    const Tenancy& tenancy, const std::string& day,
                                                    const std::string& name);
  absl::StatusOr<std::string> RegisterSupportFamily(const Identity& identity,
                                                    const Tenancy& tenancy, const std::string& day,
                                                    const std::string& name);
  static std::string NewId();
  // Lets the command line client call as this person: `--as NAME`.
  void KeepToken(const Identity& identity) const;

  acceptance::Fleet& fleet() { return fleet_; }

 private:
  absl::Status AskOwn(const Identity& identity, const google::protobuf::Message& request,
                      google::protobuf::Message& response);
  static void Expect(const absl::Status& status, const google::protobuf::Message& request);

  acceptance::Fleet& fleet_;
  const platform::testing::TestIssuer issuer_;
  std::mutex mutex_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<platform::rpc::Client>> channels_;
  mutable std::map<std::string, std::string> tokens_;
  mutable std::mutex tokens_mutex_;
};

}  // namespace buurtbrug::isolation
