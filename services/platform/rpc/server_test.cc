#include "platform/rpc/server.h"

#include <gmock/gmock.h>
#include <google/protobuf/unknown_field_set.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/impl/codegen/proto_utils.h>
#include <grpcpp/support/proto_buffer_writer.h>
#include <gtest/gtest.h>

#include <atomic>
#include <condition_variable>
#include <future>
#include <map>
#include <mutex>
#include <thread>

#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/access/log.h"
#include "platform/rpc/client.h"
#include "platform/testing/door_fixture.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"

namespace buurtbrug::platform::rpc {
namespace {

using absl::StatusCode;
using access::Call;
using access::Effect;
using access::Role;
using common::v1::AccessEntry;
using platform::testing::DoorFixture;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using platform::testing::Servers;
using platform::testing::TenantFixture;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
namespace v1 = registration::v1;

constexpr char kFamily[] = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
constexpr char kService[] = "buurtbrug.registration.v1.RegistrationService/";

// The machine's clock, some time ahead.
class ClockAhead final : public core::Clock {
 public:
  absl::Time Now() const override {
    return core::SystemClock().Now() + absl::Nanoseconds(ahead_.load());
  }
  void Advance(absl::Duration by) { ahead_ += absl::ToInt64Nanoseconds(by); }

 private:
  std::atomic<int64_t> ahead_ = 0;
};

// Serves the registration proto with handlers that tell what reached them, keep what their methods
// promise unless told otherwise, and can be held up.
class Handlers {
 public:
  explicit Handlers(postgres::Database& database) : database_(database) {}

  template <typename Request, typename Response>
  absl::StatusOr<Response> Answer(const Call& call, const Request& /*request*/) {
    BUURTBRUG_RETURN_IF_ERROR(Serve(call));
    return Response();
  }

  Service Describe() {
    Service service(
        v1::GetFamilyRequest::descriptor()->file()->FindServiceByName("RegistrationService"));
    service.Bind(this, &Handlers::Answer<v1::RegisterFamilyRequest, v1::RegisterFamilyResponse>)
        .Bind(this, &Handlers::Answer<v1::GetFamilyRequest, v1::GetFamilyResponse>)
        .Bind(this, &Handlers::Answer<v1::ListFamiliesRequest, v1::ListFamiliesResponse>)
        .Bind(this, &Handlers::Answer<v1::RecordIntakeRequest, v1::RecordIntakeResponse>)
        .Bind(this, &Handlers::Answer<v1::RecordVogRequest, v1::RecordVogResponse>)
        .Bind(this, &Handlers::Answer<v1::RecordTrainingRequest, v1::RecordTrainingResponse>)
        .Bind(this, &Handlers::Answer<v1::RecordScreeningRequest, v1::RecordScreeningResponse>)
        .Bind(this, &Handlers::Answer<v1::CheckReadinessRequest, v1::CheckReadinessResponse>)
        .Bind(this, &Handlers::Answer<v1::ReferFamilyRequest, v1::ReferFamilyResponse>)
        .Bind(this, &Handlers::Answer<v1::GetReferralRequest, v1::GetReferralResponse>)
        .Bind(this, &Handlers::Answer<v1::ListReferralsRequest, v1::ListReferralsResponse>)
        .Bind(this, &Handlers::Answer<v1::CarryOverFamiliesRequest, v1::CarryOverFamiliesResponse>);
    return service;
  }

  // What a handler does instead of keeping its promises; before the first call.
  void Do(std::function<absl::Status(const Call&)> body) { body_ = std::move(body); }

  void Hold() {
    const std::lock_guard lock(mutex_);
    held_ = true;
  }
  void Let() {
    {
      const std::lock_guard lock(mutex_);
      held_ = false;
    }
    released_.notify_all();
  }
  void AwaitCalls(int count) {
    std::unique_lock lock(mutex_);
    arrived_.wait(lock, [&] { return calls_ >= count; });
  }
  Call last() {
    const std::lock_guard lock(mutex_);
    return last_;
  }
  int calls() {
    const std::lock_guard lock(mutex_);
    return calls_;
  }

 private:
  absl::Status Serve(const Call& call) {
    {
      std::unique_lock lock(mutex_);
      last_ = call;
      ++calls_;
      arrived_.notify_all();
      released_.wait(lock, [&] { return !held_; });
    }
    if (body_) {
      return body_(call);
    }
    if (call.effect == Effect::kStarts || call.effect == Effect::kCares) {
      ++call.gated;
    }
    if (call.categories.empty()) {
      return absl::OkStatus();
    }
    return database_.Run(postgres::Scope::Tenant(call.scope),
                         [&](postgres::ScopedTransaction& transaction) -> absl::Status {
                           access::RecordDisclosure(transaction, call,
                                                    *core::FamilyId::Parse("family_id", kFamily));
                           return absl::OkStatus();
                         });
  }

  postgres::Database& database_;
  std::function<absl::Status(const Call&)> body_;
  std::mutex mutex_;
  std::condition_variable arrived_, released_;
  bool held_ = false;
  int calls_ = 0;
  Call last_;
};

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() : service_(handlers_.Describe()) {
    EXPECT_THAT(telemetry::Metrics::Start("", &metrics_), IsOk());
    for (const core::TenantScope& tenant : {tenant_, other_, elsewhere_}) {
      door_.OpenContract(tenant);
    }
    door_.Appoint("coordinator-0610", Role::kCoordinator, tenant_);
    door_.Appoint("coordinator-0392", Role::kCoordinator, elsewhere_);
    door_.Appoint("municipality-0610", Role::kMunicipality, tenant_);
    door_.AppointOperator("operator");
  }

  void Start(int threads = 2, int queue = 8) {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.tls = Servers::Get().Identity("registration");
    options.threads = threads;
    options.queue = queue;
    options.default_deadline = absl::Seconds(17);
    options.receipt_key = receipt_key_;
    auto server =
        Server::Start(options, {&service_}, door_.door(), clock_, core::SystemRandom(), *metrics_);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
    people_ =
        std::make_unique<Client>(Address(), "registration", Servers::Get().Identity("client"));
  }

  core::ContractId NewContract() {
    return core::ContractId(core::NewUuid(clock_.Now(), core::SystemRandom()));
  }
  std::string Address() const { return absl::StrCat("127.0.0.1:", server_->port()); }
  Client ClientAs(const std::string& identity) const {
    return {Address(), "registration", Servers::Get().Identity(identity)};
  }

  // Long enough for clocks that are set ahead.
  CallOptions As(const std::string& subject) const {
    CallOptions options;
    options.timeout = absl::Hours(24);
    options.token = door_.TokenOf(subject);
    return options;
  }
  CallOptions AsPartner(const std::string& client) const {
    CallOptions options = As(client);
    options.token = door_.TokenOfClient(client);
    return options;
  }

  template <typename Request>
  static Request Ask(const core::TenantScope& tenant) {
    Request request;
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    return request;
  }
  template <typename Request>
  static Request Write(const core::TenantScope& tenant) {
    Request request = Ask<Request>(tenant);
    request.set_request_id(kFamily);
    return request;
  }

  absl::Status List(const core::TenantScope& tenant, const CallOptions& options) const {
    return people_->Call<v1::ListFamiliesResponse>(Ask<v1::ListFamiliesRequest>(tenant), options)
        .status();
  }
  absl::Status Get(const core::TenantScope& tenant, const CallOptions& options) const {
    return people_->Call<v1::GetFamilyResponse>(Ask<v1::GetFamilyRequest>(tenant), options)
        .status();
  }
  absl::Status Register(const core::TenantScope& tenant, const CallOptions& options) const {
    return people_
        ->Call<v1::RegisterFamilyResponse>(Write<v1::RegisterFamilyRequest>(tenant), options)
        .status();
  }
  absl::Status Refer(const core::TenantScope& tenant, const CallOptions& options) const {
    return people_->Call<v1::ReferFamilyResponse>(Write<v1::ReferFamilyRequest>(tenant), options)
        .status();
  }

  // An answer as it stands on the wire.
  struct RawAnswer {
    grpc::Status status;
    std::multimap<std::string, std::string> trailers;
  };
  RawAnswer Raw(const google::protobuf::Message& request, const std::string& method,
                const std::map<std::string, std::string>& metadata) const {
    const TlsIdentity tls = Servers::Get().Identity("client");
    grpc::ChannelArguments arguments;
    arguments.SetSslTargetNameOverride("registration.buurtbrug.internal");
    grpc::GenericStub stub(grpc::CreateCustomChannel(
        Address(), grpc::SslCredentials({tls.authority, tls.key, tls.certificate}), arguments));
    grpc::ByteBuffer bytes, response;
    bool own_buffer = false;
    EXPECT_TRUE(
        (grpc::GenericSerialize<grpc::ProtoBufferWriter, Message>(request, &bytes, &own_buffer))
            .ok());
    grpc::ClientContext context;
    context.set_wait_for_ready(true);
    for (const auto& [key, value] : metadata) {
      context.AddMetadata(key, value);
    }
    std::promise<grpc::Status> done;
    stub.UnaryCall(&context, absl::StrCat("/", kService, method), grpc::StubOptions(), &bytes,
                   &response, [&done](grpc::Status status) { done.set_value(std::move(status)); });
    RawAnswer answer;
    answer.status = done.get_future().get();
    for (const auto& [key, value] : context.GetServerTrailingMetadata()) {
      answer.trailers.emplace(std::string(key.data(), key.size()),
                              std::string(value.data(), value.size()));
    }
    return answer;
  }

  // Newest first.
  std::vector<AccessEntry> Log(const core::TenantScope& chain) {
    const auto entries = access::ListEntries(fixture_.database(), chain, {}, std::nullopt);
    EXPECT_THAT(entries, IsOk());
    return *entries;
  }
  AccessEntry LastOf(const core::TenantScope& chain) {
    const std::vector<AccessEntry> entries = Log(chain);
    EXPECT_FALSE(entries.empty());
    return entries.empty() ? AccessEntry() : entries[0];
  }

  TenantFixture fixture_{"registration"};
  ClockAhead clock_;
  DoorFixture door_{fixture_.database(), clock_};
  Handlers handlers_{fixture_.database()};
  Service service_;
  const core::TenantScope tenant_ = {"0610", NewContract()};
  const core::TenantScope other_ = {"0610", NewContract()};
  const core::TenantScope elsewhere_ = {"0392", NewContract()};
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::unique_ptr<Server> server_;
  std::unique_ptr<Client> people_;
  std::optional<crypto::DataKey> receipt_key_;
};

TEST_F(ServerTest, ARequestIsDigestedUnderAKeyWhereThereIsOne) {
  Start();
  ASSERT_THAT(Register(tenant_, As("coordinator-0610")), IsOk());
  const std::string plain = handlers_.last().request_digest;
  EXPECT_EQ(plain.size(), 32U);
  receipt_key_ = crypto::DataKey::New();
  Start();
  ASSERT_THAT(Register(tenant_, As("coordinator-0610")), IsOk());
  const std::string keyed = handlers_.last().request_digest;
  EXPECT_EQ(keyed.size(), 32U);
  EXPECT_NE(keyed, plain);
  ASSERT_THAT(Register(tenant_, As("coordinator-0610")), IsOk());
  EXPECT_EQ(handlers_.last().request_digest, keyed) << "a repeated request is the same one";
}

TEST_F(ServerTest, TakesCallerScopeAndTraceFromTheCall) {
  Start();
  CallOptions options = As("coordinator-0610");
  options.correlation_id = "request-1";
  options.trace_id = "0af7651916cd43dd8448eb211c80319c";
  ASSERT_THAT(List(tenant_, options), IsOk());
  const Call call = handlers_.last();
  EXPECT_EQ(call.method, absl::StrCat(kService, "ListFamilies"));
  EXPECT_EQ(call.caller.role, Role::kCoordinator);
  EXPECT_EQ(call.caller.subject, "coordinator-0610");
  EXPECT_EQ(call.scope.municipality, "0610");
  EXPECT_EQ(call.scope.contract, tenant_.contract);
  EXPECT_EQ(call.scope.partner, "");
  EXPECT_EQ(call.correlation_id, "request-1");
  EXPECT_EQ(call.trace_id, "0af7651916cd43dd8448eb211c80319c");
  EXPECT_THAT(call.origin, HasSubstr("127.0.0.1"));
}

TEST_F(ServerTest, WithoutATokenNobodyIsLetIn) {
  Start();
  CallOptions options = As("coordinator-0610");
  options.token.clear();
  EXPECT_THAT(List(tenant_, options), Fails(StatusCode::kUnauthenticated, "TOKEN_MISSING"));
  EXPECT_EQ(handlers_.calls(), 0);
  // Nobody knows yet for which contract it was.
  EXPECT_THAT(Log(tenant_), IsEmpty());
  const AccessEntry entry = LastOf(access::NetworkChain());
  EXPECT_EQ(entry.result(), common::v1::ACCESS_RESULT_REFUSED);
  EXPECT_EQ(entry.reason(), "TOKEN_MISSING");
  EXPECT_EQ(entry.method(), absl::StrCat(kService, "ListFamilies"));
  EXPECT_EQ(entry.subject(), "");
  EXPECT_THAT(entry.origin(), HasSubstr("127.0.0.1"));
  EXPECT_FALSE(entry.request_id().empty());
  EXPECT_EQ(entry.trace_id().size(), 32U);
}

TEST_F(ServerTest, ATokenThatIsNotBelievedIsRefusedWithItsReason) {
  Start();
  CallOptions options = As("coordinator-0610");
  options.token = "not.a.token";
  EXPECT_THAT(List(tenant_, options), Fails(StatusCode::kUnauthenticated, "TOKEN_MALFORMED"));
  EXPECT_EQ(LastOf(access::NetworkChain()).reason(), "TOKEN_MALFORMED");
  options.token = door_.issuer().Mint("coordinator-0610", clock_.Now(), R"({"aud":"another"})");
  EXPECT_THAT(List(tenant_, options), Fails(StatusCode::kUnauthenticated, "TOKEN_AUDIENCE"));
  const testing::TestIssuer stranger;
  options.token = stranger.Mint("coordinator-0610", clock_.Now());
  EXPECT_THAT(List(tenant_, options), Fails(StatusCode::kUnauthenticated, "TOKEN_KEY_UNKNOWN"));
  EXPECT_EQ(handlers_.calls(), 0);
}

TEST_F(ServerTest, OtherSchemesThanBearerAreNoToken) {
  Start();
  const std::string token = door_.TokenOf("coordinator-0610");
  const auto request = Ask<v1::ListFamiliesRequest>(tenant_);
  for (const std::string& header :
       {"Basic " + token, token, std::string("Bearer "), std::string("Bearer"), "Bearer" + token}) {
    EXPECT_EQ(Raw(request, "ListFamilies", {{"authorization", header}}).status.error_code(),
              grpc::StatusCode::UNAUTHENTICATED)
        << header.substr(0, 12);
  }
  EXPECT_TRUE(Raw(request, "ListFamilies", {{"authorization", "bearer " + token}}).status.ok());
}

TEST_F(ServerTest, RefusesARoleThatTheMethodDoesNotName) {
  Start();
  int refused = 0;
  for (const char* subject : {"operator", "municipality-0610", "nobody"}) {
    EXPECT_THAT(List(tenant_, As(subject)),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << subject;
    const AccessEntry entry = LastOf(tenant_);
    EXPECT_EQ(entry.sequence(), ++refused);
    EXPECT_EQ(entry.subject(), subject);
    EXPECT_EQ(entry.reason(), "ROLE_NOT_ALLOWED");
  }
  const Client matching = ClientAs("matching");
  EXPECT_THAT(matching.Call<v1::ListFamiliesResponse>(Ask<v1::ListFamiliesRequest>(tenant_)),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  EXPECT_EQ(LastOf(tenant_).role(), common::v1::ROLE_SERVICE);
  EXPECT_EQ(handlers_.calls(), 0);
}

TEST_F(ServerTest, NotYoursAndNotThereAreTheSameAnswerByteForByte) {
  Start();
  const std::map<std::string, std::string> metadata = {
      {"authorization", "Bearer " + door_.TokenOf("coordinator-0610")}, {"x-request-id", "same"}};
  const core::TenantScope missing = {"0610", NewContract()};
  const RawAnswer answer = Raw(Ask<v1::ListFamiliesRequest>(missing), "ListFamilies", metadata);
  EXPECT_EQ(answer.status.error_code(), grpc::StatusCode::NOT_FOUND);
  EXPECT_THAT(answer.status.error_details(), HasSubstr("CONTRACT_NOT_FOUND"));
  const std::vector<core::TenantScope> foreign = {
      other_, elsewhere_, {"0392", tenant_.contract}, {"0610", elsewhere_.contract}, {"9999", {}}};
  for (const core::TenantScope& tenant : foreign) {
    const RawAnswer again = Raw(Ask<v1::ListFamiliesRequest>(tenant), "ListFamilies", metadata);
    EXPECT_EQ(again.status.error_code(), answer.status.error_code());
    EXPECT_EQ(again.status.error_message(), answer.status.error_message());
    EXPECT_EQ(again.status.error_details(), answer.status.error_details());
    EXPECT_EQ(again.trailers, answer.trailers);
  }
  EXPECT_EQ(handlers_.calls(), 0);
  // A contract that is there keeps who asked for it; the others belong to nobody.
  EXPECT_EQ(Log(other_).size(), 1U);
  EXPECT_EQ(LastOf(other_).subject(), "coordinator-0610");
  EXPECT_EQ(LastOf(other_).reason(), "CONTRACT_NOT_FOUND");
  EXPECT_EQ(Log(elsewhere_).size(), 1U);
  EXPECT_EQ(Log(access::NetworkChain()).size(), 4U);
  EXPECT_THAT(Log(tenant_), IsEmpty());
}

TEST_F(ServerTest, AServiceCallsWithoutATokenAndSaysForWhom) {
  Start();
  const Client matching = ClientAs("matching");
  CallOptions options;
  options.on_behalf_of = "coordinator-0610";
  ASSERT_THAT(
      matching.Call<v1::CheckReadinessResponse>(Ask<v1::CheckReadinessRequest>(tenant_), options),
      IsOk());
  EXPECT_EQ(handlers_.last().caller.role, Role::kService);
  EXPECT_EQ(handlers_.last().caller.subject, "spiffe://buurtbrug/service/matching");
  EXPECT_EQ(handlers_.last().caller.on_behalf_of, "coordinator-0610");
  EXPECT_THAT(matching.Call<v1::CheckReadinessResponse>(
                  Ask<v1::CheckReadinessRequest>({"0610", NewContract()}), options),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(LastOf(access::NetworkChain()).on_behalf_of(), "coordinator-0610");
}

TEST_F(ServerTest, APersonSpeaksForNobodyElse) {
  Start();
  CallOptions options = As("coordinator-0610");
  options.on_behalf_of = "coordinator-0392";
  ASSERT_THAT(List(tenant_, options), IsOk());
  EXPECT_EQ(handlers_.last().caller.on_behalf_of, "");
  EXPECT_THAT(List(elsewhere_, options), Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(LastOf(elsewhere_).subject(), "coordinator-0610");
  EXPECT_EQ(LastOf(elsewhere_).on_behalf_of(), "");
}

TEST_F(ServerTest, APartnerRefersForItsContractsAndSeesItsOwnOnly) {
  Start();
  const std::string partner = door_.AddPartner("partner-0610");
  door_.AllowPartner(partner, tenant_);
  ASSERT_THAT(Refer(tenant_, AsPartner("partner-0610")), IsOk());
  EXPECT_EQ(handlers_.last().caller.role, Role::kPartner);
  EXPECT_EQ(handlers_.last().caller.subject, "partner-0610");
  EXPECT_EQ(handlers_.last().caller.partner, partner);
  EXPECT_EQ(handlers_.last().scope.partner, partner);
  EXPECT_THAT(Refer(other_, AsPartner("partner-0610")),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(List(tenant_, AsPartner("partner-0610")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Refer(tenant_, As("coordinator-0610")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Refer(tenant_, AsPartner("partner-0392")),
              Fails(StatusCode::kUnauthenticated, "TOKEN_CLIENT"));
}

TEST_F(ServerTest, APartnerOnlyRefersUntilItsLastDay) {
  Start();
  door_.AllowPartner(door_.AddPartner("partner-0610"), tenant_, "2020-12-31");
  EXPECT_THAT(Refer(tenant_, AsPartner("partner-0610")),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(ServerTest, ASuspendedPartnerIsRefusedEverywhere) {
  Start();
  const std::string partner =
      door_.AddPartner("partner-0610", DoorFixture::PartnerState::kSuspended);
  door_.AllowPartner(partner, tenant_);
  EXPECT_THAT(Refer(tenant_, AsPartner("partner-0610")),
              Fails(StatusCode::kPermissionDenied, "PARTNER_SUSPENDED"));
  EXPECT_EQ(LastOf(tenant_).reason(), "PARTNER_SUSPENDED");
  EXPECT_EQ(LastOf(tenant_).role(), common::v1::ROLE_PARTNER);
}

TEST_F(ServerTest, AnAppointmentThatEndedOrHasNotBegunGivesNothing) {
  Start();
  door_.Appoint("former", Role::kCoordinator, tenant_, "2020-01-01", "2020-12-31");
  door_.Appoint("future", Role::kCoordinator, tenant_, "9000-01-01");
  for (const char* subject : {"former", "future"}) {
    EXPECT_THAT(List(tenant_, As(subject)),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << subject;
  }
}

TEST_F(ServerTest, ARefusalReadsTheNewsFirst) {
  Start();
  EXPECT_THAT(List(tenant_, As("newcomer")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  door_.Appoint("newcomer", Role::kCoordinator, other_);
  EXPECT_THAT(List(other_, As("newcomer")), IsOk());
  EXPECT_THAT(List(tenant_, As("newcomer")), Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  door_.Appoint("newcomer", Role::kCoordinator, tenant_);
  EXPECT_THAT(List(tenant_, As("newcomer")), IsOk());
  EXPECT_THAT(Refer(tenant_, AsPartner("new-school")),
              Fails(StatusCode::kUnauthenticated, "TOKEN_CLIENT"));
  door_.AllowPartner(door_.AddPartner("new-school"), tenant_);
  EXPECT_THAT(Refer(tenant_, AsPartner("new-school")), IsOk());
}

TEST_F(ServerTest, APermissionIsNeverOlderThanTheLease) {
  Start();
  const std::string id = door_.Appoint("former", Role::kCoordinator, tenant_);
  EXPECT_THAT(List(tenant_, As("former")), IsOk());
  door_.ChangeAppointment(id, "former", Role::kCoordinator, tenant_, "2020-12-31");
  clock_.Advance(DoorFixture::Options().lease);
  EXPECT_THAT(List(tenant_, As("former")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(ServerTest, WithoutNewsPeopleAreLetInUntilTheLeaseIsOver) {
  Start();
  ASSERT_THAT(List(tenant_, As("coordinator-0610")), IsOk());
  door_.Cut();
  EXPECT_THAT(List(tenant_, As("coordinator-0610")), IsOk());
  clock_.Advance(DoorFixture::Options().lease);
  EXPECT_THAT(List(tenant_, As("coordinator-0610")),
              Fails(StatusCode::kUnavailable, "ACCESS_STALE"));
  // The news say nothing about services.
  EXPECT_THAT(ClientAs("matching")
                  .Call<v1::CheckReadinessResponse>(Ask<v1::CheckReadinessRequest>(tenant_)),
              IsOk());
}

TEST_F(ServerTest, ADisclosureIsInTheAccessLogWhenItLeaves) {
  Start();
  ASSERT_THAT(Get(tenant_, As("coordinator-0610")), IsOk());
  const AccessEntry entry = LastOf(tenant_);
  EXPECT_EQ(entry.result(), common::v1::ACCESS_RESULT_DISCLOSED);
  EXPECT_EQ(entry.subject(), "coordinator-0610");
  EXPECT_EQ(entry.role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(entry.family_id(), kFamily);
  EXPECT_EQ(entry.purpose(), "guidance of the family");
  EXPECT_THAT(entry.categories(), ::testing::Contains(common::v1::DATA_CATEGORY_NAME));
  ASSERT_THAT(List(tenant_, As("coordinator-0610")), IsOk());
  EXPECT_EQ(Log(tenant_).size(), 1U) << "a list under ids discloses nobody";
}

TEST_F(ServerTest, ADisclosureThatWasNotLoggedIsHeldBack) {
  handlers_.Do([](const Call&) { return absl::OkStatus(); });
  Start();
  EXPECT_THAT(Get(tenant_, As("coordinator-0610")),
              Fails(StatusCode::kInternal, "DISCLOSURE_NOT_LOGGED"));
}

TEST_F(ServerTest, AStepThatPassedNoGateIsHeldBack) {
  handlers_.Do([](const Call&) { return absl::OkStatus(); });
  Start();
  EXPECT_THAT(Register(tenant_, As("coordinator-0610")),
              Fails(StatusCode::kInternal, "STANDING_NOT_CHECKED"));
}

TEST_F(ServerTest, ABreakGlassOpensOneContractForReadingUntilItsEnd) {
  Start();
  EXPECT_THAT(Get(tenant_, As("operator")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  const std::string glass =
      door_.BreakGlass("operator", tenant_, clock_.Now(), clock_.Now() + absl::Hours(1));
  ASSERT_THAT(Get(tenant_, As("operator")), IsOk());
  EXPECT_EQ(handlers_.last().caller.role, Role::kFoundationOperator);
  EXPECT_EQ(handlers_.last().caller.break_glass, glass);
  EXPECT_EQ(LastOf(tenant_).result(), common::v1::ACCESS_RESULT_DISCLOSED);
  EXPECT_EQ(LastOf(tenant_).break_glass_id(), glass);
  EXPECT_THAT(Get(other_, As("operator")), Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_THAT(Register(tenant_, As("operator")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  EXPECT_THAT(Get(tenant_, As("municipality-0610")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  clock_.Advance(absl::Hours(1));
  EXPECT_THAT(Get(tenant_, As("operator")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(ServerTest, EveryCallOfABreakGlassIsInTheLogWhateverItAnswers) {
  handlers_.Do([](const Call& call) {
    return call.categories.empty()
               ? absl::OkStatus()
               : core::Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "not now");
  });
  Start();
  const std::string glass =
      door_.BreakGlass("operator", tenant_, clock_.Now(), clock_.Now() + absl::Hours(1));
  ASSERT_THAT(List(tenant_, As("operator")), IsOk());
  EXPECT_EQ(LastOf(tenant_).result(), common::v1::ACCESS_RESULT_ANSWERED);
  EXPECT_EQ(LastOf(tenant_).break_glass_id(), glass);
  EXPECT_THAT(Get(tenant_, As("operator")), Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_EQ(LastOf(tenant_).result(), common::v1::ACCESS_RESULT_REFUSED);
  EXPECT_EQ(LastOf(tenant_).reason(), "WRONG_STATE");
  EXPECT_EQ(LastOf(tenant_).break_glass_id(), glass);
}

TEST_F(ServerTest, ABreakGlassOfSomebodyWhoIsNoOperatorOpensNothing) {
  Start();
  door_.BreakGlass("municipality-0610", tenant_, clock_.Now(), clock_.Now() + absl::Hours(1));
  EXPECT_THAT(Get(tenant_, As("municipality-0610")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(ServerTest, RefusesAMalformedScopeNamingTheField) {
  Start();
  v1::ListFamiliesRequest request = Ask<v1::ListFamiliesRequest>(tenant_);
  request.set_municipality("610");
  EXPECT_THAT(people_->Call<v1::ListFamiliesResponse>(request, As("coordinator-0610")),
              RefusesField("municipality", "INVALID_MUNICIPALITY"));
  request = Ask<v1::ListFamiliesRequest>(tenant_);
  request.set_contract_id("7");
  EXPECT_THAT(people_->Call<v1::ListFamiliesResponse>(request, As("coordinator-0610")),
              RefusesField("contract_id", "INVALID_ID"));
  // Who may not call at all is not told what is wrong with the request.
  EXPECT_THAT(people_->Call<v1::ListFamiliesResponse>(request, As("nobody")),
              Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
}

TEST_F(ServerTest, RefusesAWriteWithoutARequestId) {
  Start();
  EXPECT_THAT(people_->Call<v1::RegisterFamilyResponse>(Ask<v1::RegisterFamilyRequest>(tenant_),
                                                        As("coordinator-0610")),
              RefusesField("request_id", "INVALID_ID"));
}

TEST_F(ServerTest, ReasonAndMetadataReachTheCaller) {
  handlers_.Do([](const Call&) {
    return core::Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "not now",
                       {{"number", "3"}});
  });
  Start();
  const absl::Status answer = Register(tenant_, As("coordinator-0610"));
  EXPECT_THAT(answer, Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(core::MetadataOf(answer), ::testing::ElementsAre(::testing::Pair("number", "3")));
  EXPECT_THAT(Log(tenant_), IsEmpty()) << "what the handler refuses is no refused access";
}

TEST_F(ServerTest, RefusesBytesThatAreNoMessage) {
  Start();
  // A proto3 string that holds no UTF-8.
  v1::ListFamiliesRequest request = Ask<v1::ListFamiliesRequest>(tenant_);
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(1, "\xff\xfe");
  EXPECT_THAT(people_->Call<v1::ListFamiliesResponse>(request, As("coordinator-0610")),
              Fails(StatusCode::kInvalidArgument, "MALFORMED_REQUEST"));
}

TEST_F(ServerTest, ACallWithoutACertificateOfTheAuthorityDoesNotGetThrough) {
  Start();
  TlsIdentity none = Servers::Get().Identity("client");
  none.certificate.clear();
  none.key.clear();
  const Client client(Address(), "registration", none);
  EXPECT_THAT(client.Call<v1::ListFamiliesResponse>(Ask<v1::ListFamiliesRequest>(tenant_)),
              Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
}

TEST_F(ServerTest, AServerWithAnotherNameIsNotTrusted) {
  Start();
  const Client client(Address(), "matching", Servers::Get().Identity("client"));
  EXPECT_THAT(client.Call<v1::ListFamiliesResponse>(Ask<v1::ListFamiliesRequest>(tenant_)),
              Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
}

TEST_F(ServerTest, AFullQueueIsRefusedAtOnceAndALateCallBeforeItsWork) {
  Start(1, 1);
  handlers_.Hold();
  std::thread running([&] { EXPECT_THAT(List(tenant_, As("coordinator-0610")), IsOk()); });
  handlers_.AwaitCalls(1);
  // The only thread is held: one call waits in the queue and its deadline passes there.
  CallOptions brief = As("coordinator-0610");
  brief.timeout = absl::Seconds(1);
  absl::Status late;
  std::thread waiting([&] { late = List(tenant_, brief); });
  waiting.join();
  EXPECT_EQ(late.code(), StatusCode::kDeadlineExceeded);
  EXPECT_THAT(List(tenant_, As("coordinator-0610")),
              Fails(StatusCode::kResourceExhausted, "QUEUE_FULL"));
  // A call that got nowhere has its ids all the same.
  const RawAnswer full =
      Raw(Ask<v1::ListFamiliesRequest>(tenant_), "ListFamilies", {{"x-request-id", "request-9"}});
  EXPECT_EQ(full.status.error_code(), grpc::StatusCode::RESOURCE_EXHAUSTED);
  EXPECT_EQ(full.trailers.find("x-request-id")->second, "request-9");
  handlers_.Let();
  running.join();
  // The queue empties; the late call never reached the handler.
  server_->Drain(absl::Seconds(5));
  EXPECT_EQ(handlers_.calls(), 1);
}

TEST_F(ServerTest, ACallWithoutADeadlineGetsTheServersOwn) {
  Start();
  const RawAnswer answer = Raw(Ask<v1::ListFamiliesRequest>(tenant_), "ListFamilies",
                               {{"authorization", "Bearer " + door_.TokenOf("coordinator-0610")}});
  ASSERT_TRUE(answer.status.ok()) << answer.status.error_message();
  EXPECT_EQ(handlers_.last().deadline - handlers_.last().now, absl::Seconds(17));
}

TEST_F(ServerTest, ARequestIdThatCouldForgeALogLineIsReplaced) {
  Start();
  for (const std::string& id :
       {std::string("with space"), std::string("a\"b"), std::string(65, 'a'), std::string()}) {
    const RawAnswer answer =
        Raw(Ask<v1::ListFamiliesRequest>(tenant_), "ListFamilies", {{"x-request-id", id}});
    ASSERT_EQ(answer.trailers.count("x-request-id"), 1U);
    EXPECT_THAT(core::Uuid::Parse("id", answer.trailers.find("x-request-id")->second), IsOk());
  }
}

TEST_F(ServerTest, ADrainLetsARunningCallEnd) {
  Start();
  handlers_.Hold();
  absl::Status answer = absl::UnknownError("none");
  std::thread running([&] { answer = List(tenant_, As("coordinator-0610")); });
  handlers_.AwaitCalls(1);
  std::thread draining([&] { server_->Drain(absl::Seconds(10)); });
  handlers_.Let();
  running.join();
  draining.join();
  EXPECT_THAT(answer, IsOk());
}

TEST_F(ServerTest, SaysThatItServesAndCountsCalls) {
  Start();
  EXPECT_THAT(people_->CheckHealth({}), IsOk());
  ASSERT_THAT(List(tenant_, As("coordinator-0610")), IsOk());
  server_->Drain(absl::Seconds(5));
  EXPECT_THAT(metrics_->Render(),
              HasSubstr("buurtbrug_calls_total{code=\"OK\",method=\"buurtbrug."
                        "registration.v1.RegistrationService/ListFamilies\"} 1"));
}

TEST(ServiceMethods, AMethodWithoutHandlerIsAnErrorAtTheStart) {
  postgres::Database database(postgres::DatabaseOptions{});
  Handlers handlers(database);
  Service service(
      v1::GetFamilyRequest::descriptor()->file()->FindServiceByName("RegistrationService"));
  service.Bind(&handlers, &Handlers::Answer<v1::GetFamilyRequest, v1::GetFamilyResponse>);
  EXPECT_THAT(service.Methods(), Fails(StatusCode::kFailedPrecondition, "METHOD_NOT_BOUND"));
}

TEST(ServiceMethods, AMethodWithoutAccessOptionIsAnErrorAtTheStart) {
  // The health service of gRPC knows nothing of our option.
  const auto* health = google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(
      "grpc.health.v1.Health");
  ASSERT_NE(health, nullptr);
  EXPECT_THAT(Service(health).Methods(), Fails(StatusCode::kFailedPrecondition, "ACCESS_MISSING"));
}

}  // namespace
}  // namespace buurtbrug::platform::rpc
