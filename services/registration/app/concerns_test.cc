#include "registration/app/concerns.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "platform/access/log.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::access::Role;
using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr char kText[] = "Blauwe plek op de arm gezien";

class ConcernsTest : public Scene {
 protected:
  Call Officer(Effect effect) {
    Call call = fixture.NewCall(tenant, effect);
    call.caller.role = Role::kSafetyOfficer;
    call.caller.subject = "safety-officer-0610";
    return call;
  }

  domain::ConcernId Record() {
    const auto receipt =
        concerns.Record(Coordinator(Effect::kCares),
                        {family, domain::ConcernKind::kConcern, kMarch, Personal(kText)});
    EXPECT_THAT(receipt, IsOk());
    return domain::ConcernId(receipt->subject);
  }

  ConcernStepInput About(const domain::ConcernId& concern, absl::CivilDay day,
                         const char* text = "Besproken") {
    return {concern, day, 0, Personal(text)};
  }

  std::vector<domain::ConcernHead> All(const store::ConcernFilter& filter = {}) {
    const auto list = concerns.List(Officer(Effect::kReads), {}, filter);
    EXPECT_THAT(list, IsOk());
    return *list;
  }

  Concerns concerns{means};
  domain::FamilyId family = Register();
};

TEST_F(ConcernsTest, OneIsReadByTheOfficerWithAllThatWasDoneAboutIt) {
  const auto id = Record();
  ASSERT_THAT(concerns.RecordReportingStep(Officer(Effect::kCares), About(id, kMarch, "Met VT"),
                                           domain::ReportingStep::kConsulted, std::nullopt),
              IsOk());
  ASSERT_THAT(concerns.RecordReportingStep(Officer(Effect::kCares), About(id, kMarch + 1, "Gemeld"),
                                           domain::ReportingStep::kDecided,
                                           domain::ReportingDecision::kReported),
              IsOk());
  ASSERT_THAT(concerns.Close(Officer(Effect::kCares), About(id, kMarch + 2, "Klaar")), IsOk());
  const auto concern = concerns.Get(Officer(Effect::kReads), id);
  ASSERT_THAT(concern, IsOk());
  EXPECT_EQ(concern->head.family, family);
  EXPECT_EQ(concern->head.state, domain::ConcernState::kClosed);
  EXPECT_EQ(concern->head.version, 4);
  ASSERT_THAT(concern->steps, SizeIs(4));
  EXPECT_EQ(concern->steps[0].text.Reveal(), kText);
  EXPECT_EQ(concern->steps[0].step.recorded_by, "coordinator-0610");
  EXPECT_EQ(concern->steps[1].step.reporting_step, domain::ReportingStep::kConsulted);
  EXPECT_EQ(concern->steps[2].step.decision, domain::ReportingDecision::kReported);
  EXPECT_EQ(concern->steps[2].text.Reveal(), "Gemeld");
  EXPECT_EQ(concern->steps[3].step.recorded_by, "safety-officer-0610");
}

TEST_F(ConcernsTest, TheReadingIsInTheLogUnderAPurposeOfItsOwn) {
  const auto id = Record();
  Call call = Officer(Effect::kReads);
  call.purpose = "safety of children";
  call.categories = {common::v1::DATA_CATEGORY_NOTE};
  ASSERT_THAT(concerns.Get(call, id), IsOk());
  const auto entries = platform::access::ListEntries(fixture.database(), tenant, {}, std::nullopt);
  ASSERT_THAT(entries, IsOk());
  ASSERT_THAT(*entries, SizeIs(1));
  EXPECT_EQ((*entries)[0].purpose(), "safety of children");
  EXPECT_EQ((*entries)[0].role(), common::v1::ROLE_SAFETY_OFFICER);
  EXPECT_EQ((*entries)[0].family_id(), family.ToString());
}

TEST_F(ConcernsTest, NothingOfTheFamilyOrTheFeedTellsThatThereIsOne) {
  const auto facts = Count("feed_entries");
  const auto before = families.List(Coordinator(Effect::kReads), {});
  const auto id = Record();
  ASSERT_THAT(concerns.Close(Officer(Effect::kCares), About(id, kMarch)), IsOk());
  EXPECT_EQ(Count("feed_entries"), facts);
  const auto after = families.List(Coordinator(Effect::kReads), {});
  ASSERT_THAT(after, IsOk());
  EXPECT_EQ(after->front().version, before->front().version);
  const auto read = families.Get(Coordinator(Effect::kReads), family);
  ASSERT_THAT(read, IsOk());
  EXPECT_THAT(read->steps, SizeIs(1));
}

TEST_F(ConcernsTest, TheTextLiesSealedInTheDatabase) {
  Record();
  const std::string rows = fixture.fresh().Ask(
      "SELECT convert_from(decode(replace(encode(sealed, 'hex'), '00', '20'), 'hex'), 'LATIN1')"
      " FROM registration.concern_steps");
  EXPECT_FALSE(rows.empty());
  EXPECT_THAT(rows, Not(HasSubstr("Blauwe")));
}

TEST_F(ConcernsTest, ATextOfOneStepDoesNotOpenInThePlaceOfAnother) {
  const auto id = Record();
  ASSERT_THAT(concerns.RecordReportingStep(Officer(Effect::kCares), About(id, kMarch),
                                           domain::ReportingStep::kSignalsMapped, std::nullopt),
              IsOk());
  fixture.fresh().Ask(
      "UPDATE registration.concern_steps s SET sealed = o.sealed FROM registration.concern_steps o"
      " WHERE s.number = 1 AND o.number = 2");
  EXPECT_THAT(concerns.Get(Officer(Effect::kReads), id),
              Fails(StatusCode::kDataLoss, "SEAL_BROKEN"));
}

TEST_F(ConcernsTest, WhoRecordedItSeesThatItWasReceivedAndOthersDoNot) {
  const auto id = Record();
  ASSERT_THAT(concerns.Record(Officer(Effect::kCares), {family, domain::ConcernKind::kIncident,
                                                        kMarch, Personal("Iets anders")}),
              IsOk());
  const auto own = concerns.ListRecorded(Coordinator(Effect::kReads), {});
  ASSERT_THAT(own, IsOk());
  ASSERT_THAT(*own, SizeIs(1));
  EXPECT_EQ(own->front().id, id);
  Call other = Coordinator(Effect::kReads);
  other.caller.subject = "somebody-else";
  EXPECT_THAT(*concerns.ListRecorded(other, {}), IsEmpty());
}

TEST_F(ConcernsTest, AreListedByStateAndFamilyAndPage) {
  const auto first = Record();
  const auto second = Record();
  ASSERT_THAT(concerns.Close(Officer(Effect::kCares), About(first, kMarch)), IsOk());
  EXPECT_THAT(All(), SizeIs(2));
  store::ConcernFilter open;
  open.state = domain::ConcernState::kOpen;
  ASSERT_THAT(All(open), SizeIs(1));
  EXPECT_EQ(All(open)[0].id, second);
  store::ConcernFilter of_family;
  of_family.family = family;
  EXPECT_THAT(All(of_family), SizeIs(2));
  of_family.family = Register();
  EXPECT_THAT(All(of_family), IsEmpty());
  platform::core::Page page;
  page.size = 1;
  const auto one = concerns.List(Officer(Effect::kReads), page, {});
  ASSERT_THAT(*one, SizeIs(1));
  page.after = one->front().id.value();
  const auto next = concerns.List(Officer(Effect::kReads), page, {});
  ASSERT_THAT(*next, SizeIs(1));
  EXPECT_FALSE(next->front().id == one->front().id);
}

TEST_F(ConcernsTest, OneRequestIsDoneOnce) {
  const Call call = Coordinator(Effect::kCares);
  const ConcernInput input = {family, domain::ConcernKind::kConcern, kMarch, Personal(kText)};
  const auto first = concerns.Record(call, input);
  const auto again = concerns.Record(call, input);
  ASSERT_THAT(again, IsOk());
  EXPECT_TRUE(first->subject == again->subject);
  EXPECT_EQ(Count("concerns"), 1);
}

TEST_F(ConcernsTest, ClosedStaysClosedAndAnOldEtagIsRefused) {
  const auto id = Record();
  ConcernStepInput input = About(id, kMarch);
  input.expected_version = 9;
  EXPECT_THAT(concerns.Close(Officer(Effect::kCares), input),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(concerns.Close(Officer(Effect::kCares), About(id, kMarch - 1)),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  ASSERT_THAT(concerns.Close(Officer(Effect::kCares), About(id, kMarch)), IsOk());
  EXPECT_THAT(concerns.Close(Officer(Effect::kCares), About(id, kMarch)),
              Fails(StatusCode::kFailedPrecondition, "WRONG_STATE"));
  EXPECT_THAT(concerns.RecordReportingStep(Officer(Effect::kCares), About(id, kMarch),
                                           domain::ReportingStep::kDecided, std::nullopt),
              RefusesField("decision", "DECISION_MISSING"));
}

TEST_F(ConcernsTest, OneOfAnotherContractIsNotThere) {
  const auto id = Record();
  Call call = Officer(Effect::kReads);
  call.scope = fixture.OpenContract({.municipality = "0392"});
  EXPECT_THAT(concerns.Get(call, id), Fails(StatusCode::kNotFound, "CONCERN_NOT_FOUND"));
  const auto list = concerns.List(call, {}, {});
  ASSERT_THAT(list, IsOk());
  EXPECT_THAT(*list, IsEmpty());
  EXPECT_EQ(Count("access_log"), 0);
  Call write = Officer(Effect::kCares);
  write.scope = call.scope;
  EXPECT_THAT(concerns.Close(write, About(id, kMarch)),
              Fails(StatusCode::kNotFound, "CONCERN_NOT_FOUND"));
  EXPECT_THAT(
      concerns.Record(write, {family, domain::ConcernKind::kConcern, kMarch, Personal(kText)}),
      Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(ConcernsTest, OfAnErasedFamilyNothingCanBeRead) {
  const auto id = Record();
  ASSERT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(tenant),
                                     [&](platform::postgres::ScopedTransaction& transaction) {
                                       return vault.Destroy(transaction, tenant, family,
                                                            fixture.Now());
                                     }),
              IsOk());
  EXPECT_THAT(concerns.Get(Officer(Effect::kReads), id),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
}

}  // namespace
}  // namespace buurtbrug::registration::app
