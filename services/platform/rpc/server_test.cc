#include "platform/rpc/server.h"

#include <gmock/gmock.h>
#include <google/protobuf/unknown_field_set.h>
#include <gtest/gtest.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "platform/rpc/client.h"
#include "platform/testing/matchers.h"
#include "platform/testing/servers.h"

namespace buurtbrug::platform::rpc {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using platform::testing::Servers;
namespace evaluation = ::buurtbrug::evaluation::v1;

constexpr char kContract[] = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

// Serves the evaluation proto with handlers that tell what reached them, and that can be held up.
class Recorder {
 public:
  absl::StatusOr<evaluation::ListMomentsResponse> List(const Call& call,
                                                       const evaluation::ListMomentsRequest&) {
    std::unique_lock lock(mutex_);
    last_ = call;
    ++calls_;
    arrived_.notify_all();
    released_.wait(lock, [&] { return !held_; });
    return evaluation::ListMomentsResponse();
  }
  absl::StatusOr<evaluation::RecordEvaluationResponse> Record(
      const Call& call, const evaluation::RecordEvaluationRequest&) {
    const std::lock_guard lock(mutex_);
    last_ = call;
    return core::Error(StatusCode::kFailedPrecondition, "WRONG_STATE", "not now",
                       {{"number", "3"}});
  }

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
  std::mutex mutex_;
  std::condition_variable arrived_, released_;
  bool held_ = false;
  int calls_ = 0;
  Call last_;
};

const google::protobuf::ServiceDescriptor* Descriptor() {
  return evaluation::ListMomentsRequest::descriptor()->file()->service(0);
}

class ServerTest : public ::testing::Test {
 protected:
  ServerTest() : service_(Descriptor()) {
    service_.Bind(&recorder_, &Recorder::List).Bind(&recorder_, &Recorder::Record);
    EXPECT_THAT(telemetry::Metrics::Start("", &metrics_), IsOk());
  }

  void Start(int threads = 2, int queue = 8) {
    ServerOptions options;
    options.listen = "127.0.0.1:0";
    options.tls = Servers::Get().Identity("evaluation");
    options.threads = threads;
    options.queue = queue;
    auto server =
        Server::Start(options, {&service_}, core::SystemClock(), core::SystemRandom(), *metrics_);
    ASSERT_THAT(server, IsOk());
    server_ = *std::move(server);
  }

  Client ClientAs(const std::string& identity) {
    return {absl::StrCat("127.0.0.1:", server_->port()), "evaluation",
            Servers::Get().Identity(identity)};
  }

  static evaluation::ListMomentsRequest Ask(const std::string& municipality = "0610") {
    evaluation::ListMomentsRequest request;
    request.set_municipality(municipality);
    request.set_contract_id(kContract);
    return request;
  }

  absl::Status List(const Client& client, const evaluation::ListMomentsRequest& request,
                    const CallOptions& options = {}) {
    return client.Call<evaluation::ListMomentsResponse>(request, options).status();
  }

  Recorder recorder_;
  Service service_;
  std::unique_ptr<telemetry::Metrics> metrics_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServerTest, TakesCallerScopeAndTraceFromTheCall) {
  Start();
  CallOptions options;
  options.correlation_id = "request-1";
  options.trace_id = "0af7651916cd43dd8448eb211c80319c";
  ASSERT_THAT(List(ClientAs("coordinator-0610"), Ask(), options), IsOk());
  const Call call = recorder_.last();
  EXPECT_EQ(call.caller.role, Role::kCoordinator);
  EXPECT_EQ(call.caller.subject, "spiffe://buurtbrug/municipality/0610/role/coordinator");
  EXPECT_EQ(call.scope.municipality, "0610");
  EXPECT_EQ(call.scope.contract.ToString(), kContract);
  EXPECT_EQ(call.correlation_id, "request-1");
  EXPECT_EQ(call.trace_id, "0af7651916cd43dd8448eb211c80319c");
}

TEST_F(ServerTest, RefusesARoleThatTheMethodDoesNotName) {
  Start();
  for (const char* identity : {"operator", "municipality-0610", "partner-0610", "citizen-0610",
                               "volunteer-coordinator-0610", "matching"}) {
    EXPECT_THAT(List(ClientAs(identity), Ask()),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"))
        << identity;
  }
  EXPECT_EQ(recorder_.calls(), 0);
}

TEST_F(ServerTest, AnotherMunicipalityIsAsIfThereWereNoSuchContract) {
  Start();
  EXPECT_THAT(List(ClientAs("coordinator-0610"), Ask("0392")),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
  EXPECT_EQ(recorder_.calls(), 0);
}

TEST_F(ServerTest, RefusesAMalformedScopeNamingTheField) {
  Start();
  evaluation::ListMomentsRequest request = Ask("610");
  EXPECT_THAT(List(ClientAs("coordinator-0610"), request),
              RefusesField("municipality", "INVALID_MUNICIPALITY"));
  request = Ask();
  request.set_contract_id("7");
  EXPECT_THAT(List(ClientAs("coordinator-0610"), request),
              RefusesField("contract_id", "INVALID_ID"));
}

TEST_F(ServerTest, RefusesAWriteWithoutARequestId) {
  Start();
  evaluation::RecordEvaluationRequest request;
  request.set_municipality("0610");
  request.set_contract_id(kContract);
  EXPECT_THAT(ClientAs("coordinator-0610").Call<evaluation::RecordEvaluationResponse>(request),
              RefusesField("request_id", "INVALID_ID"));
}

TEST_F(ServerTest, ReasonAndMetadataReachTheCaller) {
  Start();
  evaluation::RecordEvaluationRequest request;
  request.set_municipality("0610");
  request.set_contract_id(kContract);
  request.set_request_id(kContract);
  const auto answer =
      ClientAs("coordinator-0610").Call<evaluation::RecordEvaluationResponse>(request);
  EXPECT_THAT(answer, Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(core::MetadataOf(answer.status()),
              ::testing::ElementsAre(::testing::Pair("number", "3")));
}

TEST_F(ServerTest, RefusesBytesThatAreNoMessage) {
  Start();
  // A proto3 string that holds no UTF-8.
  evaluation::ListMomentsRequest request = Ask();
  request.GetReflection()->MutableUnknownFields(&request)->AddLengthDelimited(1, "\xff\xfe");
  EXPECT_THAT(List(ClientAs("coordinator-0610"), request),
              Fails(StatusCode::kInvalidArgument, "MALFORMED_REQUEST"));
}

TEST_F(ServerTest, ACallWithoutACertificateOfTheAuthorityDoesNotGetThrough) {
  Start();
  TlsIdentity none = Servers::Get().Identity("operator");
  none.certificate.clear();
  none.key.clear();
  const Client client(absl::StrCat("127.0.0.1:", server_->port()), "evaluation", none);
  EXPECT_THAT(List(client, Ask()), Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
}

TEST_F(ServerTest, AServerWithAnotherNameIsNotTrusted) {
  Start();
  const Client client(absl::StrCat("127.0.0.1:", server_->port()), "registration",
                      Servers::Get().Identity("coordinator-0610"));
  EXPECT_THAT(List(client, Ask()), Fails(StatusCode::kUnavailable, "SERVICE_UNREACHABLE"));
}

TEST_F(ServerTest, AFullQueueIsRefusedAtOnceAndALateCallBeforeItsWork) {
  Start(1, 1);
  recorder_.Hold();
  const Client client = ClientAs("coordinator-0610");
  std::thread running([&] { EXPECT_THAT(List(client, Ask()), IsOk()); });
  recorder_.AwaitCalls(1);
  // The only thread is held: one call waits in the queue and its deadline passes there.
  CallOptions brief;
  brief.timeout = absl::Seconds(1);
  absl::Status late;
  std::thread waiting([&] { late = List(client, Ask(), brief); });
  waiting.join();
  EXPECT_EQ(late.code(), StatusCode::kDeadlineExceeded);
  EXPECT_THAT(List(client, Ask()), Fails(StatusCode::kResourceExhausted, "QUEUE_FULL"));
  recorder_.Let();
  running.join();
  // The queue empties; the late call never reached the handler.
  server_->Drain(absl::Seconds(5));
  EXPECT_EQ(recorder_.calls(), 1);
}

TEST_F(ServerTest, ADrainLetsARunningCallEnd) {
  Start();
  recorder_.Hold();
  const Client client = ClientAs("coordinator-0610");
  absl::Status answer = absl::UnknownError("none");
  std::thread running([&] { answer = List(client, Ask()); });
  recorder_.AwaitCalls(1);
  std::thread draining([&] { server_->Drain(absl::Seconds(10)); });
  recorder_.Let();
  running.join();
  draining.join();
  EXPECT_THAT(answer, IsOk());
}

TEST_F(ServerTest, SaysThatItServesAndCountsCalls) {
  Start();
  const Client client = ClientAs("coordinator-0610");
  EXPECT_THAT(client.CheckHealth({}), IsOk());
  ASSERT_THAT(List(client, Ask()), IsOk());
  server_->Drain(absl::Seconds(5));
  EXPECT_THAT(metrics_->Render(),
              ::testing::HasSubstr("buurtbrug_calls_total{code=\"OK\",method=\"buurtbrug."
                                   "evaluation.v1.EvaluationService/ListMoments\"} 1"));
}

TEST(ServiceMethods, AMethodWithoutHandlerIsAnErrorAtTheStart) {
  Recorder recorder;
  Service service(Descriptor());
  service.Bind(&recorder, &Recorder::List);
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
