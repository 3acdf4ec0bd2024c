// The floor under every call: registration's gRPC service with handlers that do nothing. Server,
// settings, certificates, tokens, tenancy's news, log and metrics are the real ones, so what a call
// costs here is transport, mTLS, worker pool, access and accounting. The database is only looked at
// on start.

#include <memory>

#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "platform/core/status.h"
#include "platform/service/run.h"
#include "registration/wire.h"

namespace buurtbrug::bench {
namespace {

namespace v1 = registration::v1;

struct Nothing final : platform::service::Wiring {
  template <typename Request, typename Response>
  absl::StatusOr<Response> Answer(const platform::access::Call& call, const Request& /*request*/) {
    // As if it had kept what its method promises: the server looks.
    ++call.logged;
    ++call.gated;
    return Response();
  }

  platform::rpc::Service service{
      v1::GetFamilyRequest::descriptor()->file()->FindServiceByName("RegistrationService")};
};

absl::StatusOr<std::unique_ptr<platform::service::Wiring>> Wire(
    platform::service::Foundation& foundation) {
  auto nothing = std::make_unique<Nothing>();
  nothing->service
      .Bind(nothing.get(), &Nothing::Answer<v1::RegisterFamilyRequest, v1::RegisterFamilyResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::GetFamilyRequest, v1::GetFamilyResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::ListFamiliesRequest, v1::ListFamiliesResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::RecordIntakeRequest, v1::RecordIntakeResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::RecordVogRequest, v1::RecordVogResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::RecordTrainingRequest, v1::RecordTrainingResponse>)
      .Bind(nothing.get(),
            &Nothing::Answer<v1::RecordScreeningRequest, v1::RecordScreeningResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::CheckReadinessRequest, v1::CheckReadinessResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::ReferFamilyRequest, v1::ReferFamilyResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::GetReferralRequest, v1::GetReferralResponse>)
      .Bind(nothing.get(), &Nothing::Answer<v1::ListReferralsRequest, v1::ListReferralsResponse>)
      .Bind(nothing.get(),
            &Nothing::Answer<v1::CarryOverFamiliesRequest, v1::CarryOverFamiliesResponse>);
  BUURTBRUG_ASSIGN_OR_RETURN([[maybe_unused]] const int port,
                             foundation.Serve({&nothing->service}));
  return std::unique_ptr<platform::service::Wiring>(std::move(nothing));
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(
      argc, argv, "registration", buurtbrug::registration::Peers(), buurtbrug::bench::Wire);
}
