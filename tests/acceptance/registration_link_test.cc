#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "buurtbrug/registration/v1/consent_service.pb.h"
#include "buurtbrug/registration/v1/household_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "buurtbrug/registration/v1/online_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "tests/acceptance/registration_scene.h"

// A person without an account: by internet in, by the personal link out. The gateway calls, as a
// service.
namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class RegistrationLink : public RegistrationScene {
 protected:
  RegistrationLink() {
    ImportPlaces();
    CreateMunicipality("0392", "Haarlem");
    haarlem_ = OpenContract("0392", absl::CivilDay(today_.year(), 1, 1));
    fleet_.Appoint("coordinator-0392", common::v1::ROLE_COORDINATOR, "0392", haarlem_.contract);
  }

  static v1::RegisterOnlineRequest Online(const std::string& postcode) {
    auto request = Read<v1::RegisterOnlineRequest>(R"pb(
      role: FAMILY_ROLE_REQUEST
      house_number: "12a"
      adult_names: "Ouder Proef"
      child_birth_dates: "2014-05-02"
      email: "ouder.proef@voorbeeld.nl"
      consents: CONSENT_PURPOSE_SHARE_WITH_FAMILY
      told_information: true
    )pb");
    request.set_request_id(NewId());
    request.set_postcode(postcode);
    return request;
  }
  absl::StatusOr<v1::FollowLinkResponse> Follow(const TenantContract& tenant,
                                                const std::string& link) const {
    auto request = About<v1::FollowLinkRequest>(tenant);
    request.set_link(link);
    return gateway_.Call<v1::FollowLinkResponse>(request);
  }
  static v1::WithdrawByLinkRequest Withdrawal(const TenantContract& tenant,
                                              const std::string& link) {
    auto request =
        About<v1::WithdrawByLinkRequest>(tenant, "reason: WITHDRAW_REASON_NO_LONGER_NEEDED");
    request.set_link(link);
    return request;
  }
  std::vector<std::string> Families(const std::string& text = "") {
    std::vector<std::string> ids;
    const auto list =
        Must<v1::ListFamiliesResponse>(desk_, About<v1::ListFamiliesRequest>(home_, text));
    for (const v1::FamilySummary& family : list.families()) {
      ids.push_back(family.family_id());
    }
    return ids;
  }

  TenantContract haarlem_;
};

TEST_F(RegistrationLink, APersonRegistersFollowsTheLinkAndWithdrawsThroughIt) {
  const auto online = Online("3361 AB");
  const auto registered = Must<v1::RegisterOnlineResponse>(gateway_, online);
  ASSERT_EQ(registered.outcome(), v1::RegisterOnlineResponse::OUTCOME_REGISTERED);
  EXPECT_EQ(registered.municipality(), "0610");
  EXPECT_EQ(registered.contract_id(), home_.contract);
  const std::string link = registered.link();
  // Sent twice, it is still one family with one link.
  EXPECT_EQ(Must<v1::RegisterOnlineResponse>(gateway_, online).link(), link);
  const std::vector<std::string> families = Families();
  ASSERT_EQ(families.size(), 1U);
  const std::string family = families[0];

  const auto followed = Follow(home_, link);
  ASSERT_THAT(followed, IsOk());
  EXPECT_THAT(followed->words(), HasSubstr("ontvangen"));
  EXPECT_EQ(followed->registered_on(), Ago(0));
  EXPECT_EQ(followed->link_expires_on(), registered.expires_on());
  const auto consents = Must<v1::ListConsentsResponse>(desk_, Of<v1::ListConsentsRequest>(family));
  ASSERT_EQ(consents.consents_size(), 1);
  EXPECT_EQ(consents.consents(0).purpose(), v1::CONSENT_PURPOSE_SHARE_WITH_FAMILY);
  EXPECT_EQ(consents.consents(0).how(), v1::CHANNEL_ONLINE);
  EXPECT_THAT(
      Must<v1::ListInformationDutiesResponse>(desk_, About<v1::ListInformationDutiesRequest>(home_))
          .duties(),
      IsEmpty());
  auto plan = Step<v1::PlanIntakeRequest>(family, 0);
  plan.set_intake_on(Ago(-7));
  Must<v1::PlanIntakeResponse>(desk_, plan);
  EXPECT_THAT(Follow(home_, link)->words(), HasSubstr("intakegesprek"));
  auto correct = About<v1::CorrectByLinkRequest>(home_, "phone: '06-87654321'");
  correct.set_link(link);
  Must<v1::CorrectByLinkResponse>(gateway_, correct);
  const auto contact =
      Must<v1::GetHouseholdResponse>(desk_, Of<v1::GetHouseholdRequest>(family)).contact();
  EXPECT_THAT(contact.phone(), HasSubstr("87654321"));
  EXPECT_EQ(contact.email(), "ouder.proef@voorbeeld.nl");

  const auto withdrawal = Withdrawal(home_, link);
  Must<v1::WithdrawByLinkResponse>(gateway_, withdrawal);
  EXPECT_EQ(StateOf(family), v1::FAMILY_STATE_WITHDRAWN);
  EXPECT_THAT(Families("state: FAMILY_STATE_WITHDRAWN"), ElementsAre(family));
  // The link is dead; the same withdrawal, sent again, is still answered.
  const auto dead = Fails(StatusCode::kNotFound, "LINK_NOT_FOUND");
  EXPECT_THAT(Follow(home_, link), dead);
  correct.set_request_id(NewId());
  EXPECT_THAT(gateway_.Call<v1::CorrectByLinkResponse>(correct), dead);
  EXPECT_THAT(gateway_.Call<v1::WithdrawByLinkResponse>(Withdrawal(home_, link)), dead);
  EXPECT_THAT(gateway_.Call<v1::WithdrawByLinkResponse>(withdrawal), IsOk());
  EXPECT_THAT(desk_.Call<v1::RenewLinkResponse>(Of<v1::RenewLinkRequest>(family)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  // And she may register again.
  EXPECT_EQ(Must<v1::RegisterOnlineResponse>(gateway_, Online("3361 AB")).outcome(),
            v1::RegisterOnlineResponse::OUTCOME_REGISTERED);
  EXPECT_EQ(Families().size(), 2U);
}

TEST_F(RegistrationLink, ALinkOfAnotherContractIsNoLink) {
  const auto ours = Must<v1::RegisterOnlineResponse>(gateway_, Online("3361 AB"));
  const auto theirs = Must<v1::RegisterOnlineResponse>(gateway_, Online("2011 AB"));
  ASSERT_EQ(theirs.contract_id(), haarlem_.contract);
  const auto none = Fails(StatusCode::kNotFound, "LINK_NOT_FOUND");
  EXPECT_THAT(Follow(haarlem_, ours.link()), none);
  EXPECT_THAT(Follow(home_, theirs.link()), none);
  EXPECT_THAT(gateway_.Call<v1::WithdrawByLinkResponse>(Withdrawal(haarlem_, ours.link())), none);
  EXPECT_THAT(gateway_.Call<v1::WithdrawByLinkResponse>(Withdrawal(home_, theirs.link())), none);
  auto correct = About<v1::CorrectByLinkRequest>(home_, "phone: '06-87654321'");
  correct.set_link(theirs.link());
  EXPECT_THAT(gateway_.Call<v1::CorrectByLinkResponse>(correct), none);
  // A guess: the own link with another secret.
  std::string guessed = ours.link();
  guessed[guessed.size() - 5] = guessed[guessed.size() - 5] == 'A' ? 'B' : 'A';
  EXPECT_THAT(Follow(home_, guessed), none);
  // Nobody but the gateway comes with links.
  auto follow = About<v1::FollowLinkRequest>(home_);
  follow.set_link(ours.link());
  for (const Caller& other : {desk_, fleet_.AsService("matching", "registration")}) {
    EXPECT_THAT(other.Call<v1::FollowLinkResponse>(follow),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  }
  EXPECT_THAT(Follow(home_, ours.link()), IsOk());
  EXPECT_THAT(Follow(haarlem_, theirs.link()), IsOk());
}

}  // namespace
}  // namespace buurtbrug::acceptance
