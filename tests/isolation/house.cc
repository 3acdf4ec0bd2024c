#include "tests/isolation/house.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "platform/testing/servers.h"

namespace buurtbrug::isolation {
namespace {

using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using platform::testing::Servers;

constexpr char kProgramme[] = "Buurtgezinnen";

absl::Time Now() { return platform::core::SystemClock().Now(); }

// The method that takes this request.
const MethodDescriptor* MethodFor(const Message& request) {
  const auto* file = request.GetDescriptor()->file();
  for (int s = 0; s < file->service_count(); ++s) {
    for (int m = 0; m < file->service(s)->method_count(); ++m) {
      if (file->service(s)->method(m)->input_type() == request.GetDescriptor()) {
        return file->service(s)->method(m);
      }
    }
  }
  return nullptr;
}

// "registration" of a method of buurtbrug.registration.v1.
std::string ServiceOf(const MethodDescriptor& method) {
  const std::vector<std::string> parts = absl::StrSplit(method.full_name(), '.');
  return parts[1];
}

// A request about one contract, and a write there.
template <typename Request>
Request About(const Tenancy& tenancy) {
  Request request;
  request.set_municipality(tenancy.municipality);
  request.set_contract_id(tenancy.contract);
  return request;
}
template <typename Request>
Request Write(const Tenancy& tenancy) {
  Request request = About<Request>(tenancy);
  request.set_request_id(House::NewId());
  return request;
}
template <typename Request>
Request Step(const Tenancy& tenancy, const std::string& day) {
  Request request = Write<Request>(tenancy);
  request.set_occurred_on(day);
  return request;
}

}  // namespace

House::House(acceptance::Fleet& fleet)
    : fleet_(fleet),
      issuer_(platform::testing::TestIssuer::Shared(Servers::Get().base() + "/identity")) {}

std::string House::NewId() {
  return platform::core::NewUuid(Now(), platform::core::SystemRandom()).ToString();
}

std::string House::TokenOf(const Identity& identity) const {
  if (identity.kind != Identity::Kind::kPerson && identity.kind != Identity::Kind::kClient) {
    return "";
  }
  const std::lock_guard lock(tokens_mutex_);
  std::string& token = tokens_[identity.name];
  if (token.empty()) {
    token = identity.kind == Identity::Kind::kPerson ? issuer_.Mint(identity.name, Now())
                                                     : issuer_.MintForClient(identity.name, Now());
  }
  return token;
}

void House::KeepToken(const Identity& identity) const {
  const std::string folder = Servers::Get().base() + "/tokens";
  std::filesystem::create_directories(folder);
  // Other test programs read the same folder: a file is there whole or not at all.
  const std::string path = absl::StrCat(folder, "/", identity.name, ".json");
  const std::string beside = path + ".new";
  std::ofstream(beside) << "{\"access_token\": \"" << TokenOf(identity) << "\", \"expires_at\": \""
                        << absl::FormatTime("%Y-%m-%d%ET%H:%M:%SZ", Now() + absl::Hours(2),
                                            absl::UTCTimeZone())
                        << "\"}";
  std::filesystem::rename(beside, path);
}

const platform::rpc::Client& House::Channel(const std::string& service,
                                            const std::string& certificate) {
  const std::lock_guard lock(mutex_);
  auto& channel = channels_[{service, certificate}];
  if (channel == nullptr) {
    channel = std::make_unique<platform::rpc::Client>(fleet_.AddressOf(service), service,
                                                      Servers::Get().Identity(certificate));
  }
  return *channel;
}

absl::Status House::Ask(const Identity& identity, const std::string& service,
                        const MethodDescriptor& method, const Message& request, Message& response) {
  platform::rpc::CallOptions options;
  options.timeout = absl::Seconds(30);
  options.token = TokenOf(identity);
  const std::string certificate =
      identity.kind == Identity::Kind::kService ? identity.name : "client";
  return Channel(service, certificate)
      .CallRaw(absl::StrCat("/", method.service()->full_name(), "/", method.name()), request,
               response, options);
}

absl::Status House::AskOwn(const Identity& identity, const Message& request, Message& response) {
  const MethodDescriptor* method = MethodFor(request);
  return Ask(identity, ServiceOf(*method), *method, request, response);
}

void House::Expect(const absl::Status& status, const Message& request) {
  EXPECT_TRUE(status.ok()) << request.GetTypeName() << ": " << status;
}

void House::CreateMunicipality(const std::string& code, const std::string& name) {
  tenancy::v1::CreateMunicipalityRequest request;
  request.set_request_id(NewId());
  request.set_code(code);
  request.set_name(name);
  Make<tenancy::v1::CreateMunicipalityResponse>(request);
}

void House::CreateProtocol() {
  tenancy::v1::CreateProtocolRequest request;
  request.set_request_id(NewId());
  tenancy::v1::Protocol& protocol = *request.mutable_protocol();
  protocol.set_programme(kProgramme);
  protocol.set_version(1);
  protocol.set_vog_valid_months(36);
  protocol.set_guidance_months(24);
  protocol.set_evaluation_interval_months(6);
  Make<tenancy::v1::CreateProtocolResponse>(request);
}

Tenancy House::OpenContract(const std::string& municipality, const ContractDays& days,
                            const std::string& provider) {
  tenancy::v1::CreateContractRequest request;
  request.set_request_id(NewId());
  request.set_municipality(municipality);
  tenancy::v1::Contract& contract = *request.mutable_contract();
  contract.set_programme(kProgramme);
  contract.set_protocol_version(1);
  contract.set_provider(provider);
  contract.set_first_day(days.first_day);
  if (!days.last_day.empty()) contract.set_last_day(days.last_day);
  if (!days.run_off_day.empty()) contract.set_run_off_day(days.run_off_day);
  return {municipality, Make<tenancy::v1::CreateContractResponse>(request).contract_id()};
}

void House::OpenPeriod(const Tenancy& tenancy, const std::string& name,
                       const std::string& first_day, const std::string& last_day) {
  auto request = Write<tenancy::v1::CreateSubsidyPeriodRequest>(tenancy);
  request.mutable_period()->set_name(name);
  request.mutable_period()->set_first_day(first_day);
  request.mutable_period()->set_last_day(last_day);
  Make<tenancy::v1::CreateSubsidyPeriodResponse>(request);
}

void House::Seal(const Tenancy& tenancy, const std::string& period) {
  auto request = Write<tenancy::v1::SealSubsidyPeriodRequest>(tenancy);
  request.set_name(period);
  Make<tenancy::v1::SealSubsidyPeriodResponse>(request);
}

void House::Appoint(const std::string& subject, common::v1::Role role, const Tenancy& tenancy) {
  auto request = Write<tenancy::v1::AppointRequest>(tenancy);
  request.set_subject(subject);
  request.set_role(role);
  request.set_first_day("2020-01-01");
  Make<tenancy::v1::AppointResponse>(request);
}

std::string House::AddPartner(const std::string& organisation, const std::string& client) {
  tenancy::v1::CreatePartnerRequest create;
  create.set_request_id(NewId());
  create.set_organisation(organisation);
  create.set_kind(tenancy::v1::PARTNER_KIND_SCHOOL);
  const std::string id = Make<tenancy::v1::CreatePartnerResponse>(create).partner_id();
  tenancy::v1::AddPartnerClientRequest add;
  add.set_request_id(NewId());
  add.set_partner_id(id);
  add.set_client_id(client);
  Make<tenancy::v1::AddPartnerClientResponse>(add);
  return id;
}

void House::Allow(const std::string& partner, const Tenancy& tenancy) {
  auto request = Write<tenancy::v1::AllowPartnerRequest>(tenancy);
  request.set_partner_id(partner);
  request.set_first_day("2020-01-01");
  Make<tenancy::v1::AllowPartnerResponse>(request);
}

void House::End(const Tenancy& tenancy, const std::string& last_day,
                const std::string& run_off_day) {
  auto request = Write<tenancy::v1::EndContractRequest>(tenancy);
  request.set_last_day(last_day);
  request.set_run_off_day(run_off_day);
  request.set_reason("het bewijs van de afscherming");
  Make<tenancy::v1::EndContractResponse>(request);
}

void House::Suspend(const std::string& partner) {
  tenancy::v1::SuspendPartnerRequest request;
  request.set_request_id(NewId());
  request.set_partner_id(partner);
  Make<tenancy::v1::SuspendPartnerResponse>(request);
}

absl::StatusOr<std::string> House::RegisterRequestFamily(const Identity& identity,
                                                         const Tenancy& tenancy,
                                                         const std::string& day,
                                                         const std::string& name) {
  auto request = Step<registration::v1::RegisterFamilyRequest>(tenancy, day);
  request.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  request.set_postcode("3361AB");
  request.add_adult_names(name);
  request.add_child_birth_dates("2015-05-05");
  const auto response = Ask<registration::v1::RegisterFamilyResponse>(identity, request);
  if (!response.ok()) return response.status();
  auto intake = Step<registration::v1::RecordIntakeRequest>(tenancy, day);
  intake.set_family_id(response->family_id());
  const auto done = Ask<registration::v1::RecordIntakeResponse>(identity, intake);
  if (!done.ok()) return done.status();
  return response->family_id();
}

absl::StatusOr<std::string> House::RegisterSupportFamily(const Identity& identity,
                                                         const Tenancy& tenancy,
                                                         const std::string& day,
                                                         const std::string& name) {
  auto request = Step<registration::v1::RegisterFamilyRequest>(tenancy, day);
  request.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
  request.set_postcode("3361AC");
  request.add_adult_names(name);
  const auto response = Ask<registration::v1::RegisterFamilyResponse>(identity, request);
  if (!response.ok()) return response.status();
  auto vog = Step<registration::v1::RecordVogRequest>(tenancy, day);
  vog.set_family_id(response->family_id());
  vog.set_adult(1);
  const auto seen = Ask<registration::v1::RecordVogResponse>(identity, vog);
  if (!seen.ok()) return seen.status();
  auto screening = Step<registration::v1::RecordScreeningRequest>(tenancy, day);
  screening.set_family_id(response->family_id());
  screening.set_capacity(3);
  const auto done = Ask<registration::v1::RecordScreeningResponse>(identity, screening);
  if (!done.ok()) return done.status();
  return response->family_id();
}

}  // namespace buurtbrug::isolation
