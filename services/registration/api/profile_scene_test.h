#pragma once

#include <memory>
#include <string>
#include <vector>

#include "absl/strings/escaping.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/access/policy.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/api/intake_api.h"
#include "registration/api/offer_api.h"
#include "registration/api/registration_api.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::api {

// Families entered as a coordinator does it: requests go the way that they go behind the adapter.
class ProfileScene : public Scene {
 protected:
  template <typename Response, typename Request, typename Api>
  absl::StatusOr<Response> SendAs(const std::string& partner, Api& api,
                                  absl::StatusOr<Response> (Api::*handler)(const Call&,
                                                                           const Request&),
                                  Request request) {
    request.set_municipality(tenant.municipality);
    request.set_contract_id(tenant.contract.ToString());
    if constexpr (requires { request.set_request_id(std::string()); }) {
      if (request.request_id().empty()) {
        request.set_request_id(Coordinator(Effect::kNone).request_id.ToString());
      }
    }
    const auto* file = Request::descriptor()->file();
    for (int i = 0; i < file->service_count(); ++i) {
      for (int k = 0; k < file->service(i)->method_count(); ++k) {
        const auto* method = file->service(i)->method(k);
        if (method->input_type() == Request::descriptor()) {
          Call call =
              partner.empty() ? Coordinator(Effect::kNone) : Partner(partner, Effect::kNone);
          BUURTBRUG_ASSIGN_OR_RETURN(const platform::access::Policy policy,
                                     platform::access::ReadPolicy(*method));
          call.effect = policy.effect;
          BUURTBRUG_RETURN_IF_ERROR(platform::access::ReadRequest(policy, request, call));
          call.scope.partner = partner;
          call.now = now;
          call.today = today;
          return (api.*handler)(call, request);
        }
      }
    }
    return absl::UnimplementedError(Request::descriptor()->full_name());
  }

  template <typename Response, typename Request, typename Api>
  absl::StatusOr<Response> Send(Api& api,
                                absl::StatusOr<Response> (Api::*handler)(const Call&,
                                                                         const Request&),
                                const Request& request) {
    return SendAs("", api, handler, request);
  }

  // A request about a family, dated.
  template <typename Request>
  static Request On(const std::string& family, const std::string& day) {
    Request request;
    request.set_family_id(family);
    request.set_occurred_on(day);
    return request;
  }

  std::string NewFamily(v1::FamilyRole role, const std::vector<std::string>& births = {},
                        const std::string& day = "2020-02-01") {
    v1::RegisterFamilyRequest request;
    request.set_occurred_on(day);
    request.set_role(role);
    request.set_postcode("3361 AB");
    request.add_adult_names("Ouder A");
    for (const std::string& birth : births) {
      request.add_child_birth_dates(birth);
    }
    const auto family = Send(api, &RegistrationApi::RegisterFamily, request);
    EXPECT_THAT(family, platform::testing::IsOk());
    return family.ok() ? family->family_id() : "";
  }

  void DoIntake(const std::string& family, const std::string& day) {
    EXPECT_THAT(Send(api, &RegistrationApi::RecordIntake, On<v1::RecordIntakeRequest>(family, day)),
                platform::testing::IsOk());
  }

  std::string NewRequestFamily(const std::vector<std::string>& births, const std::string& intake) {
    std::string family = NewFamily(v1::FAMILY_ROLE_REQUEST, births);
    DoIntake(family, intake);
    return family;
  }

  std::string NewSupportFamily(const std::string& screened, int capacity = 1) {
    std::string family = NewFamily(v1::FAMILY_ROLE_SUPPORT);
    EXPECT_THAT(
        families.RecordStep(Coordinator(Effect::kStarts), {*domain::FamilyId::Parse("", family),
                                                           domain::StepKind::kScreeningDone,
                                                           *platform::core::ParseDay("", screened),
                                                           0,
                                                           {},
                                                           capacity}),
        platform::testing::IsOk());
    return family;
  }

  static v1::Need NewNeed(int child, std::vector<v1::SupportKind> kinds,
                          v1::Frequency frequency = v1::FREQUENCY_WEEKLY) {
    v1::Need need;
    need.set_child(child);
    for (const v1::SupportKind kind : kinds) {
      need.add_kinds(kind);
    }
    need.set_frequency(frequency);
    need.set_distance_km(5);
    return need;
  }

  absl::StatusOr<v1::RecordNeedsResponse> Needs(const std::string& family,
                                                const std::vector<v1::Need>& needs,
                                                const std::string& day = "2020-02-10") {
    auto request = On<v1::RecordNeedsRequest>(family, day);
    for (const v1::Need& need : needs) {
      *request.add_needs() = need;
    }
    return Send(intake_api, &IntakeApi::RecordNeeds, request);
  }

  static v1::RecordOfferRequest NewOffer(const std::string& family, const std::string& day) {
    auto request = On<v1::RecordOfferRequest>(family, day);
    request.set_capacity(1);
    request.add_kinds(v1::SUPPORT_KIND_FIXED_AFTERNOON);
    request.add_moments(v1::WEEK_MOMENT_WEDNESDAY_AFTERNOON);
    request.set_frequency(v1::FREQUENCY_WEEKLY);
    request.set_youngest_age(4);
    request.set_oldest_age(12);
    request.set_distance_km(5);
    return request;
  }

  absl::StatusOr<v1::GetIntakeResponse> Intake(const std::string& family) {
    v1::GetIntakeRequest request;
    request.set_family_id(family);
    return Send(intake_api, &IntakeApi::GetIntake, request);
  }

  absl::StatusOr<v1::GetOfferResponse> Offer(const std::string& family) {
    v1::GetOfferRequest request;
    request.set_family_id(family);
    return Send(offer_api, &OfferApi::GetOffer, request);
  }

  absl::StatusOr<v1::CloseFamilyResponse> Close(const std::string& family) {
    auto request = On<v1::CloseFamilyRequest>(family, "2020-11-01");
    request.set_reason(v1::CLOSE_REASON_OTHER);
    return Send(intake_api, &IntakeApi::CloseFamily, request);
  }

  std::vector<std::string> Waiting(const v1::ListWaitingRequest& request = {}) {
    std::vector<std::string> ids;
    const auto list = Send(intake_api, &IntakeApi::ListWaiting, request);
    EXPECT_THAT(list, platform::testing::IsOk());
    for (const v1::WaitingFamily& family : list->families()) {
      ids.push_back(family.family_id());
    }
    return ids;
  }

  std::vector<std::string> Unmatched() {
    std::vector<std::string> ids;
    const auto list = Send(offer_api, &OfferApi::ListOffers, v1::ListOffersRequest());
    EXPECT_THAT(list, platform::testing::IsOk());
    for (const v1::UnmatchedOffer& offer : list->offers()) {
      ids.push_back(offer.family_id());
    }
    return ids;
  }

  // As matching tells it, in a match of these two.
  void Tell(const std::string& match, const std::string& request_family,
            const std::string& support_family, matching::v1::MatchState state,
            const std::string& day, const std::vector<int>& children = {}) {
    matching::v1::MatchChanged changed;
    changed.set_match_id(match);
    changed.set_request_family_id(request_family);
    changed.set_support_family_id(support_family);
    changed.set_state(state);
    changed.mutable_children()->Add(children.begin(), children.end());
    TellAt(++told, changed, day);
  }
  template <typename Event>
  void TellAt(uint64_t sequence, const Event& event, const std::string& day) {
    const platform::feed::Entry entry = {
        {0, sequence},
        tenant,
        fixture.Now(),
        platform::feed::MakeFact(platform::core::NewUuid(fixture.Now(), fixture.random()),
                                 *platform::core::ParseDay("", day), event)};
    EXPECT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(tenant),
                                       [&](platform::postgres::ScopedTransaction& transaction) {
                                         return store::ApplyMatching(transaction, entry);
                                       }),
                platform::testing::IsOk());
  }

  absl::StatusOr<v1::SetUrgencyResponse> Urgency(const std::string& family, int urgency,
                                                 const std::string& day = "2020-03-01") {
    auto request = On<v1::SetUrgencyRequest>(family, day);
    request.set_urgency(urgency);
    request.set_reason("Reden");
    return Send(intake_api, &IntakeApi::SetUrgency, request);
  }

  int64_t ProfilesTold() {
    return std::stoll(
        fixture.fresh().Ask("SELECT count(*) FROM registration.feed_entries "
                            "WHERE type LIKE '%FamilyProfileChanged'"));
  }

  // The last profile that the other services were told.
  v1::FamilyProfileChanged LastTold() {
    v1::FamilyProfileChanged event;
    const std::string hex = fixture.fresh().Ask(
        "SELECT encode(event, 'hex') FROM registration.feed_entries "
        "WHERE type LIKE '%FamilyProfileChanged' ORDER BY sequence DESC LIMIT 1");
    EXPECT_TRUE(event.ParseFromString(absl::HexStringToBytes(hex.substr(0, hex.find('\n')))));
    return event;
  }

  static constexpr char kMatch[] = "0c000000-0000-7000-8000-000000000001";
  static constexpr char kOtherMatch[] = "0c000000-0000-7000-8000-000000000002";
  static constexpr char kThirdMatch[] = "0c000000-0000-7000-8000-000000000003";

  absl::Time now = platform::testing::TenantFixture::Now();
  absl::CivilDay today{2020, 11, 15};
  uint64_t told = 0;
  app::Intakes intakes{means, [] { return absl::OkStatus(); }};
  app::Offers offers{means};
  RegistrationApi api{families, referrals};
  IntakeApi intake_api{intakes};
  OfferApi offer_api{offers};
};

}  // namespace buurtbrug::registration::api
