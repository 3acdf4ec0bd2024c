#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"
#include "registration/api/coming_in_scene_test.h"
#include "registration/app/carry_over.h"
#include "registration/app/duplicates.h"
#include "registration/app/households.h"

// What becomes of families that came in by internet: corrected, merged, carried over.
namespace buurtbrug::registration::api {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class CameIn : public ComingIn {};

TEST_F(CameIn, TheCoordinatorAndTheFamilyCorrectTheContactInTurn) {
  const std::string link = Register(Online("3361 AB")).link();
  const domain::FamilyId id = OnlyFamily();
  app::Households households(means);
  const auto email = [&] {
    const auto household = households.Get(Coordinator(Effect::kReads), id);
    EXPECT_THAT(household, IsOk());
    return household->contact.email.Reveal();
  };
  const auto set = [&](const std::string& to, int64_t expected_version) {
    const Call call = Coordinator(Effect::kCares);
    domain::Contact contact;
    contact.postcode = domain::Personal("3361AB");
    contact.email = domain::Personal(to);
    return households.SetContact(call, {id, call.today, expected_version}, contact);
  };
  EXPECT_THAT(set("een@voorbeeld.nl", 1), IsOk());
  EXPECT_EQ(email(), "een@voorbeeld.nl");
  auto correct = To<v1::CorrectByLinkRequest>(tenant);
  correct.set_request_id(NewId());
  correct.set_link(link);
  correct.set_email("twee@voorbeeld.nl");
  ASSERT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), IsOk());
  EXPECT_EQ(email(), "twee@voorbeeld.nl");
  // What the family changed meanwhile is not overwritten unseen.
  EXPECT_THAT(set("drie@voorbeeld.nl", 2), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_EQ(set("drie@voorbeeld.nl", 3)->version, 4);
  EXPECT_EQ(email(), "drie@voorbeeld.nl");
}

TEST_F(CameIn, ASupportFamilyIsOnTheVogDeskFromThenOn) {
  Register(Online("3361 AB", v1::FAMILY_ROLE_SUPPORT));
  EXPECT_EQ(Count("readiness"), 1);
  EXPECT_EQ(Count("vog_desk"), 1);
}

TEST_F(CameIn, AFamilyIsRecognisedByItsAddressEmailAndPhone) {
  Register(Online("3361 AB"));
  const std::string shared =
      "SELECT string_agg(reason::text, ' ' ORDER BY reason) FROM ("
      "  SELECT reason FROM registration.duplicate_keys WHERE reason IN (6, 7, 8)"
      "  GROUP BY reason, digest HAVING count(*) = 2) s";
  EXPECT_EQ(Ask("SELECT string_agg(reason::text, ' ' ORDER BY reason)"
                " FROM registration.duplicate_keys WHERE reason IN (6, 7, 8)"),
            "6 7 8");
  v1::RegisterOnlineRequest other = Online("3361 ZZ");
  other.set_email("ander@voorbeeld.nl");
  other.set_phone("06-87654321");
  const std::string link = Register(other).link();
  EXPECT_EQ(Ask(shared), "");
  auto correct = To<v1::CorrectByLinkRequest>(tenant);
  correct.set_request_id(NewId());
  correct.set_link(link);
  correct.set_email("ouder.proef@voorbeeld.nl");
  ASSERT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), IsOk());
  EXPECT_EQ(Ask(shared), "7");
}

TEST_F(CameIn, TheLinkOfAMergedFamilyIsOneOfTheFamilyThatStays) {
  std::vector<v1::RegisterOnlineResponse> came;
  std::vector<domain::FamilyId> ids;
  for (int i = 0; i < 2; ++i) {
    came.push_back(Register(Online("3361 AB")));
    ids.push_back(domain::FamilyId(*platform::core::Uuid::Parse(
        "id", Ask(absl::StrCat("SELECT family_id FROM registration.family_links WHERE link_id = '",
                               domain::ParseLink(came.back().link())->id.ToString(), "'")))));
  }
  const size_t stays = ids[0] < ids[1] ? 0 : 1;
  app::Duplicates duplicates(means);
  const Call call = Coordinator(Effect::kCares);
  ASSERT_THAT(duplicates.Merge(call, {ids[stays], ids[1 - stays], call.today, 0, 0,
                                      domain::Personal("Zelfde gezin")}),
              IsOk());
  const std::string link = came[1 - stays].link();
  EXPECT_THAT(Follow(link)->words(), HasSubstr("ontvangen"));
  auto correct = To<v1::CorrectByLinkRequest>(tenant);
  correct.set_request_id(NewId());
  correct.set_link(link);
  correct.set_postcode("3361ZZ");
  ASSERT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), IsOk());
  EXPECT_EQ(families.Get(Coordinator(Effect::kReads), ids[stays])->postcode.Reveal(), "3361ZZ");
  EXPECT_EQ(families.Get(Coordinator(Effect::kReads), ids[1 - stays])->postcode.Reveal(), "3361AB");
  ASSERT_THAT(Withdraw(link, NewId()), IsOk());
  EXPECT_EQ(families.Get(Coordinator(Effect::kReads), ids[stays])->head.state,
            domain::FamilyState::kWithdrawn);
  for (const auto& response : came) {
    EXPECT_THAT(Follow(response.link()), Fails(StatusCode::kNotFound, "LINK_NOT_FOUND"));
  }
}

TEST_F(CameIn, AClosedCaseIsNotCorrected) {
  auto correct = To<v1::CorrectByLinkRequest>(tenant);
  correct.set_request_id(NewId());
  correct.set_link(Register(Online("3361 AB")).link());
  correct.set_email("nieuw@voorbeeld.nl");
  const Call call = Coordinator(Effect::kCares);
  ASSERT_THAT(families.RecordStep(call, {OnlyFamily(), domain::StepKind::kWithdrawn, call.today}),
              IsOk());
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct),
              Fails(StatusCode::kFailedPrecondition, "CASE_CLOSED"));
}

TEST_F(CameIn, AfterARenewalTheOldLinkChangesNothing) {
  const TenantScope old = fixture.OpenContract(
      {.municipality = "0397", .last_day = "2020-10-31", .run_off_day = "2021-04-30"});
  SetToday(absl::CivilDay(2020, 10, 15));
  const v1::RegisterOnlineResponse came = Register(Online("2101 AA"));
  ASSERT_EQ(came.contract_id(), old.contract.ToString());
  SetToday(absl::CivilDay(2020, 11, 15));
  auto correct = To<v1::CorrectByLinkRequest>(old);
  correct.set_request_id(NewId());
  correct.set_link(came.link());
  correct.set_email("nieuw@voorbeeld.nl");
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), IsOk()) << "in run-off, still here";
  const TenantScope next = fixture.OpenContract(
      {.municipality = "0397", .first_day = "2020-11-01", .follows = old.contract});
  const auto family = domain::FamilyId(
      *platform::core::Uuid::Parse("id", Ask("SELECT family_id FROM registration.families")));
  ASSERT_THAT(
      families.CarryOver(fixture.NewCall(next, Effect::kAdministers), {old.contract, {family}}),
      IsOk());
  const auto carried_over = Fails(StatusCode::kFailedPrecondition, "FAMILY_CARRIED_OVER");
  correct.set_request_id(NewId());
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, correct), carried_over);
  auto withdraw = To<v1::WithdrawByLinkRequest>(old);
  withdraw.set_request_id(NewId());
  withdraw.set_link(came.link());
  withdraw.set_reason(v1::WITHDRAW_REASON_MOVED);
  EXPECT_THAT(Send(link_api, &LinkApi::WithdrawByLink, withdraw), carried_over);
  auto renew = To<v1::RenewLinkRequest>(old);
  renew.set_request_id(NewId());
  renew.set_family_id(family.ToString());
  EXPECT_THAT(Send(link_api, &LinkApi::RenewLink, renew), carried_over);
  auto follow = To<v1::FollowLinkRequest>(old);
  follow.set_link(came.link());
  EXPECT_THAT(Send(link_api, &LinkApi::FollowLink, follow)->words(), HasSubstr("meegegaan"));
  // The coordinator of the contract that follows sends one that works.
  auto anew = To<v1::RenewLinkRequest>(next);
  anew.set_request_id(NewId());
  anew.set_family_id(family.ToString());
  const auto link = Send(link_api, &LinkApi::RenewLink, anew);
  ASSERT_THAT(link, IsOk());
  auto works = To<v1::CorrectByLinkRequest>(next);
  works.set_request_id(NewId());
  works.set_link(link->link());
  works.set_email("nog.nieuwer@voorbeeld.nl");
  EXPECT_THAT(Send(link_api, &LinkApi::CorrectByLink, works), IsOk());
}

TEST_F(CameIn, AnInvitationIsNotAcceptedFromAnotherMunicipality) {
  Register(Online("2101 AA"));
  const TenantScope heemstede = fixture.OpenContract({.municipality = "0397"});
  const auto invitation = Invite(heemstede, Demand(heemstede).at(0).demand_id());
  ASSERT_THAT(invitation, IsOk());
  v1::AcceptInvitationRequest acceptance = Acceptance(heemstede, invitation->link());
  acceptance.set_postcode("3361 AB");
  EXPECT_THAT(Send(demand_api, &DemandApi::AcceptInvitation, acceptance),
              Fails(StatusCode::kFailedPrecondition, "OTHER_MUNICIPALITY"));
  EXPECT_THAT(Demand(heemstede), SizeIs(1));
  EXPECT_THAT(
      Send(demand_api, &DemandApi::AcceptInvitation, Acceptance(heemstede, invitation->link())),
      IsOk());
}

}  // namespace
}  // namespace buurtbrug::registration::api
