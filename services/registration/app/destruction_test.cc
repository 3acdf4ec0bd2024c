#include "registration/app/destruction.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "registration/app/concerns.h"
#include "registration/app/duplicates.h"
#include "registration/app/rights.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using domain::DataClass;
using domain::TermFrom;
using platform::core::Personal;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class DestructionTest : public Scene {
 protected:
  Call By(const std::string& subject) {
    Call call = Coordinator(Effect::kAdministers);
    call.caller.subject = subject;
    return call;
  }

  // Withdrawn on the day on which it registered, so that it never started.
  domain::FamilyId Withdrawn() {
    const auto family = Register();
    EXPECT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                    {family, domain::StepKind::kWithdrawn, kFebruary}),
                IsOk());
    return family;
  }

  domain::FamilyId Asked() {
    const auto family = Withdrawn();
    EXPECT_THAT(destruction.RequestErasure(By("anna"), family, kMarch), IsOk());
    return family;
  }

  domain::DestructionListId Proposed(const std::vector<domain::FamilyId>& named = {}) {
    const auto proposal = destruction.Propose(By("anna"), named);
    EXPECT_THAT(proposal, IsOk());
    return proposal.ok() ? proposal->list.id : domain::DestructionListId();
  }

  domain::DestructionListId Approved(const std::vector<domain::FamilyId>& named = {}) {
    const auto list = Proposed(named);
    EXPECT_THAT(destruction.Approve(By("anna"), list, 0), IsOk());
    EXPECT_THAT(destruction.Approve(By("bob"), list, 0), IsOk());
    return list;
  }

  std::string Erased() {
    return fixture.fresh().Ask(
        "SELECT family_id FROM registration.families WHERE erased_at IS NOT NULL ORDER BY 1");
  }

  // Of the same municipality; it is in its run-off.
  const TenantScope before =
      fixture.OpenContract({.last_day = "2020-10-31", .run_off_day = "2021-04-30"});
  Destruction destruction{means, [] {}};
  Rights rights{means, [] {}};
};

TEST_F(DestructionTest, WithoutATermNothingIsDue) {
  Withdrawn();
  EXPECT_THAT(destruction.Preview(By("anna"), {}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_DUE"));
}

TEST_F(DestructionTest, TheTermThatWasSetLastCounts) {
  const auto family = Withdrawn();
  ASSERT_THAT(destruction.SetTerm(By("operator"), DataClass::kNeverStarted, TermFrom::kClosing, 10),
              IsOk());
  EXPECT_THAT(destruction.Preview(By("anna"), {}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_DUE"));
  ASSERT_THAT(destruction.SetTerm(By("operator"), DataClass::kNeverStarted, TermFrom::kClosing, 9),
              IsOk());
  const auto due = destruction.Preview(By("anna"), {});
  ASSERT_THAT(due, IsOk());
  ASSERT_THAT(due->items, SizeIs(1));
  EXPECT_EQ(due->items[0].family, family);
  EXPECT_EQ(due->items[0].since, absl::CivilDay(2020, 11, 1));
  EXPECT_EQ(due->items[0].reason, domain::DestructionReason::kTermOver);
  EXPECT_THAT(*destruction.ListTerms(By("anna")), SizeIs(1));
  ASSERT_THAT(destruction.SetTerm(By("operator"), DataClass::kNeverStarted, TermFrom::kClosing,
                                  std::nullopt),
              IsOk());
  EXPECT_THAT(*destruction.ListTerms(By("anna")), IsEmpty());
  EXPECT_THAT(destruction.Preview(By("anna"), {}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_DUE"));
  // What counted before stays known.
  EXPECT_EQ(Count("retention_terms"), 3);
}

TEST_F(DestructionTest, APreviewKeepsNothing) {
  Asked();
  ASSERT_THAT(destruction.Preview(By("anna"), {}), IsOk());
  EXPECT_EQ(Count("destruction_lists"), 0);
}

TEST_F(DestructionTest, WhoAskedAndIsClosedIsOnTheListAndTheOthersAreCounted) {
  const auto asked = Asked();
  const auto open = Register();
  ASSERT_THAT(destruction.RequestErasure(By("anna"), open, kMarch), IsOk());
  const auto held = Asked();
  ASSERT_THAT(rights.PlaceHold(By("anna"), held, Personal("x"), std::nullopt), IsOk());
  Withdrawn();
  const auto proposal = destruction.Propose(By("anna"), {});
  ASSERT_THAT(proposal, IsOk());
  ASSERT_THAT(proposal->items, SizeIs(1));
  EXPECT_EQ(proposal->items[0].family, asked);
  EXPECT_EQ(proposal->items[0].reason, domain::DestructionReason::kRequested);
  EXPECT_EQ(proposal->list.held, 1);
  EXPECT_EQ(proposal->list.open, 1);
  EXPECT_EQ(proposal->list.proposed_by, "anna");
}

TEST_F(DestructionTest, ANamedFamilyThatCannotGoIsRefusedWithWhy) {
  EXPECT_THAT(destruction.Preview(By("anna"), {Register()}),
              Fails(StatusCode::kFailedPrecondition, "CASE_OPEN"));
  EXPECT_THAT(destruction.Preview(By("anna"), {Withdrawn()}),
              Fails(StatusCode::kFailedPrecondition, "NOT_DUE"));
  const auto held = Asked();
  ASSERT_THAT(rights.PlaceHold(By("anna"), held, Personal("x"), std::nullopt), IsOk());
  EXPECT_THAT(destruction.Preview(By("anna"), {held}),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  const domain::FamilyId nobody(platform::core::NewUuid(By("anna").now, fixture.random()));
  EXPECT_THAT(destruction.Preview(By("anna"), {nobody}),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(DestructionTest, AskingIsNotForTheFuture) {
  EXPECT_THAT(destruction.RequestErasure(By("anna"), Register(), absl::CivilDay(2020, 11, 16)),
              RefusesField("requested_on", "OCCURRED_IN_FUTURE"));
}

TEST_F(DestructionTest, OnePersonIsNotEnoughHoweverOften) {
  Asked();
  const auto list = Proposed();
  const Call first = By("anna");
  ASSERT_THAT(destruction.Approve(first, list, 0), IsOk());
  EXPECT_THAT(destruction.Approve(first, list, 0), IsOk());
  EXPECT_THAT(destruction.Approve(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "APPROVER_SAME"));
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "NOT_APPROVED"));
  EXPECT_EQ(Erased(), "");
  ASSERT_THAT(destruction.Approve(By("bob"), list, 2), IsOk());
  EXPECT_THAT(destruction.Approve(By("chris"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "LIST_APPROVED"));
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0), IsOk());
}

TEST_F(DestructionTest, TheDatabaseItselfTakesNoSecondApprovalOfOnePerson) {
  Asked();
  const auto list = Proposed();
  ASSERT_THAT(destruction.Approve(By("anna"), list, 0), IsOk());
  EXPECT_EQ(fixture.fresh().Ask(
                "SELECT count(*) FROM pg_constraint WHERE contype = 'p' AND conrelid = "
                "'registration.destruction_approvals'::regclass AND pg_get_constraintdef(oid) = "
                "'PRIMARY KEY (municipality, contract_id, list_id, approved_by)'"),
            "1\n");
}

TEST_F(DestructionTest, AHoldStopsItAtEveryStep) {
  const auto family = Asked();
  const auto list = Proposed();
  ASSERT_THAT(rights.PlaceHold(By("anna"), family, Personal("x"), std::nullopt), IsOk());
  EXPECT_THAT(destruction.Approve(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  ASSERT_THAT(rights.LiftHold(By("anna"), family, 1), IsOk());
  ASSERT_THAT(destruction.Approve(By("anna"), list, 0), IsOk());
  ASSERT_THAT(destruction.Approve(By("bob"), list, 0), IsOk());
  ASSERT_THAT(rights.PlaceHold(By("anna"), family, Personal("x"), absl::CivilDay(2020, 11, 15)),
              IsOk());
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  EXPECT_EQ(Erased(), "");
  // The day after its last day.
  Call tomorrow = By("anna");
  tomorrow.today += 1;
  EXPECT_THAT(destruction.CarryOut(tomorrow, list, 0), IsOk());
}

TEST_F(DestructionTest, AConcernKeepsTheFileAndNoListSaysSo) {
  const auto family = Asked();
  const auto list = Proposed({family});
  Concerns concerns{means};
  ConcernInput input;
  input.family = family;
  input.kind = domain::ConcernKind::kConcern;
  input.occurred_on = kMarch;
  input.text = Personal("x");
  const auto concern = concerns.Record(Coordinator(Effect::kCares), input);
  ASSERT_THAT(concern, IsOk());
  EXPECT_THAT(destruction.Approve(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  // However short the terms are.
  for (const DataClass data_class : {DataClass::kNeverStarted, DataClass::kSafety}) {
    ASSERT_THAT(destruction.SetTerm(By("operator"), data_class, TermFrom::kClosing, 1), IsOk());
  }
  EXPECT_THAT(destruction.Preview(By("anna"), {family}),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  ConcernStepInput step;
  step.concern = domain::ConcernId(concern->subject);
  step.occurred_on = kMarch;
  step.text = Personal("x");
  ASSERT_THAT(concerns.Close(Coordinator(Effect::kCares), step), IsOk());
  const auto due = destruction.Preview(By("anna"), {family});
  ASSERT_THAT(due, IsOk());
  EXPECT_EQ(due->items[0].data_class, DataClass::kNeverStarted);
  ASSERT_THAT(
      destruction.SetTerm(By("operator"), DataClass::kSafety, TermFrom::kClosing, std::nullopt),
      IsOk());
  EXPECT_THAT(destruction.Preview(By("anna"), {family}),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
}

TEST_F(DestructionTest, ARequestIsTakenBackAndMadeAnew) {
  const auto family = Asked();
  const auto list = Approved({family});
  EXPECT_THAT(destruction.WithdrawErasure(By("anna"), family, absl::CivilDay(2020, 11, 16)),
              RefusesField("withdrawn_on", "OCCURRED_IN_FUTURE"));
  ASSERT_THAT(destruction.WithdrawErasure(By("anna"), family, kMarch + 1), IsOk());
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "NOT_DUE"));
  EXPECT_THAT(destruction.WithdrawErasure(By("anna"), family, kMarch + 1),
              Fails(StatusCode::kFailedPrecondition, "NOT_REQUESTED"));
  EXPECT_THAT(destruction.WithdrawErasure(By("anna"), Register(), kMarch),
              Fails(StatusCode::kFailedPrecondition, "NOT_REQUESTED"));
  ASSERT_THAT(destruction.RequestErasure(By("anna"), family, kMarch + 2), IsOk());
  const auto due = destruction.Preview(By("anna"), {family});
  ASSERT_THAT(due, IsOk());
  EXPECT_EQ(due->items[0].since, kMarch + 2);
  EXPECT_EQ(Count("erasure_requests"), 3);
}

TEST_F(DestructionTest, ARequestIsTakenBackOnTheDayOfTheRequestAtTheEarliest) {
  const auto family = Asked();
  EXPECT_THAT(destruction.WithdrawErasure(By("anna"), family, kMarch - 1),
              Fails(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY"));
  EXPECT_EQ(Count("erasure_requests"), 1);
  EXPECT_THAT(destruction.WithdrawErasure(By("anna"), family, kMarch), IsOk());
}

TEST_F(DestructionTest, AFamilyInAMatchThatRunsDoesNotGo) {
  const auto family = Asked();
  const auto match = [&](int state) {
    fixture.fresh().Ask(absl::StrCat(
        "INSERT INTO registration.family_matches (municipality, contract_id, family_id, match_id,"
        " state, sequence) SELECT municipality, contract_id, family_id, family_id, ",
        state,
        ", 1 FROM registration.families ON CONFLICT (municipality, contract_id, family_id,"
        " match_id) DO UPDATE SET state = excluded.state"));
  };
  match(4);
  EXPECT_THAT(destruction.Preview(By("anna"), {family}),
              Fails(StatusCode::kFailedPrecondition, "CASE_OPEN"));
  match(9);
  EXPECT_THAT(destruction.Preview(By("anna"), {family}), IsOk());
}

TEST_F(DestructionTest, MergedFamiliesGoTogetherAndAHoldOnOneHoldsBoth) {
  const auto one = Register();
  const auto two = Register();
  // The one that came in first stays.
  const auto stays = std::min(one, two);
  const auto merged = std::max(one, two);
  Duplicates duplicates{means};
  ASSERT_THAT(
      duplicates.Merge(Coordinator(Effect::kCares), {stays, merged, kMarch, 0, 0, Personal("x")}),
      IsOk());
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {stays, domain::StepKind::kWithdrawn, kMarch}),
              IsOk());
  ASSERT_THAT(destruction.RequestErasure(By("anna"), stays, kMarch), IsOk());
  ASSERT_THAT(rights.PlaceHold(By("anna"), merged, Personal("x"), std::nullopt), IsOk());
  for (const auto& family : {stays, merged}) {
    EXPECT_THAT(destruction.Preview(By("anna"), {family}),
                Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  }
  ASSERT_THAT(rights.LiftHold(By("anna"), merged, 1), IsOk());
  for (const auto& named :
       std::vector<std::vector<domain::FamilyId>>{{}, {stays}, {merged}, {stays, merged}}) {
    const auto preview = destruction.Preview(By("anna"), named);
    ASSERT_THAT(preview, IsOk());
    EXPECT_THAT(preview->items, SizeIs(2));
    EXPECT_EQ(preview->list.families, 2);
  }
  const auto carried_out = destruction.CarryOut(By("anna"), Approved({stays}), 0);
  ASSERT_THAT(carried_out, IsOk());
  EXPECT_EQ(carried_out->version, 2);
}

TEST_F(DestructionTest, WhatWasMergedAfterTheListWasMadeIsNotLeftBehind) {
  const auto stays = Register();
  const auto merged = Asked();
  const auto list = Approved({merged});
  fixture.fresh().Ask(absl::StrCat(
      "INSERT INTO registration.family_merges SELECT municipality, contract_id, family_id, '",
      stays.ToString(), "', '", stays.ToString(),
      "', NULL, now() FROM registration.families WHERE family_id = '", merged.ToString(), "'"));
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "CASE_OPEN"));
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {stays, domain::StepKind::kWithdrawn, kMarch}),
              IsOk());
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "MERGED_SINCE"));
  EXPECT_EQ(Erased(), "");
}

TEST_F(DestructionTest, AFamilyThatWasCarriedOverGoesFromBothContractsOrFromNone) {
  const TenantScope next =
      fixture.OpenContract({.first_day = "2020-11-01", .follows = before.contract});
  Call starts = Coordinator(Effect::kStarts);
  starts.scope = before;
  const auto receipt = families.Register(starts, kFebruary, RequestFamily());
  ASSERT_THAT(receipt, IsOk());
  const domain::FamilyId family(receipt->subject);
  const auto in = [](Call call, const TenantScope& scope) {
    call.scope = scope;
    return call;
  };
  ASSERT_THAT(families.CarryOver(in(By("anna"), next), {before.contract, {family}}), IsOk());
  const auto withdraw_and_ask = [&](const TenantScope& scope, absl::CivilDay on) {
    Call cares = in(Coordinator(Effect::kCares), scope);
    ASSERT_THAT(families.RecordStep(cares, {family, domain::StepKind::kWithdrawn, on}), IsOk());
    ASSERT_THAT(destruction.RequestErasure(in(By("anna"), scope), family, kMarch), IsOk());
  };
  const auto approve = [&](const TenantScope& scope) {
    const auto proposal = destruction.Propose(in(By("anna"), scope), {family});
    EXPECT_THAT(proposal, IsOk());
    if (!proposal.ok()) {
      return domain::DestructionListId();
    }
    for (const char* subject : {"anna", "bob"}) {
      EXPECT_THAT(destruction.Approve(in(By(subject), scope), proposal->list.id, 0), IsOk());
    }
    return proposal->list.id;
  };
  withdraw_and_ask(before, kFebruary);
  EXPECT_THAT(destruction.Preview(in(By("anna"), before), {family}),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_ELSEWHERE"));
  EXPECT_THAT(destruction.Preview(in(By("anna"), before), {}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_DUE"));
  withdraw_and_ask(next, absl::CivilDay(2020, 11, 2));
  const auto first = approve(before);
  EXPECT_THAT(destruction.CarryOut(in(By("anna"), before), first, 0),
              Fails(StatusCode::kFailedPrecondition, "FAMILY_ELSEWHERE"));
  const auto second = approve(next);
  ASSERT_THAT(rights.PlaceHold(in(By("anna"), next), family, Personal("x"), std::nullopt), IsOk());
  EXPECT_THAT(destruction.CarryOut(in(By("anna"), before), first, 0),
              Fails(StatusCode::kFailedPrecondition, "LEGAL_HOLD"));
  EXPECT_EQ(Erased(), "");
  ASSERT_THAT(rights.LiftHold(in(By("anna"), next), family, 1), IsOk());
  EXPECT_THAT(destruction.CarryOut(in(By("anna"), before), first, 0), IsOk());
  EXPECT_THAT(destruction.CarryOut(in(By("anna"), next), second, 0), IsOk());
  for (const TenantScope& scope : {before, next}) {
    EXPECT_THAT(families.Get(in(Coordinator(Effect::kReads), scope), family),
                Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
  }
}

TEST_F(DestructionTest, ATermThatBecameLongerKeepsWhatWasApproved) {
  const auto family = Withdrawn();
  ASSERT_THAT(destruction.SetTerm(By("operator"), DataClass::kNeverStarted, TermFrom::kClosing, 1),
              IsOk());
  const auto list = Approved({family});
  ASSERT_THAT(destruction.SetTerm(By("operator"), DataClass::kNeverStarted, TermFrom::kClosing, 99),
              IsOk());
  EXPECT_THAT(destruction.CarryOut(By("anna"), list, 0),
              Fails(StatusCode::kFailedPrecondition, "NOT_DUE"));
}

TEST_F(DestructionTest, AnErasedFamilyIsReadByNoCallAndCountsAsBefore) {
  const auto family = Asked();
  const auto other = Register();
  const auto list = Approved();
  const std::string steps = fixture.fresh().Ask(
      "SELECT family_id, kind, occurred_on FROM registration.family_steps ORDER BY 1, 2");
  const Call call = By("anna");
  for (int i = 0; i < 2; ++i) {
    const auto carried_out = destruction.CarryOut(call, list, 0);
    ASSERT_THAT(carried_out, IsOk());
    EXPECT_EQ(carried_out->version, 1);
  }
  const auto erased = Fails(StatusCode::kNotFound, "FAMILY_ERASED");
  const Call reads = Coordinator(Effect::kReads);
  EXPECT_THAT(families.Get(reads, family), erased);
  EXPECT_THAT(rights.Export(reads, family, ExportFormat::kJson), erased);
  EXPECT_THAT(rights.ListHolds(reads, family), erased);
  EXPECT_THAT(rights.PlaceHold(By("anna"), family, Personal("x"), std::nullopt), erased);
  EXPECT_THAT(rights.RecordCorrection(By("anna"), family, {common::v1::DATA_CATEGORY_NOTE}, {}),
              erased);
  EXPECT_THAT(destruction.RequestErasure(By("anna"), family, kMarch), erased);
  EXPECT_THAT(destruction.Preview(By("anna"), {family}), erased);
  EXPECT_EQ(reads.logged, 0);
  // The other one is there as before, and reports count the same.
  EXPECT_THAT(families.Get(reads, other), IsOk());
  EXPECT_EQ(fixture.fresh().Ask(
                "SELECT family_id, kind, occurred_on FROM registration.family_steps ORDER BY 1, 2"),
            steps);
  EXPECT_THAT(*families.List(reads, {}), SizeIs(2));
  EXPECT_EQ(Erased(), family.ToString() + "\n");
  EXPECT_EQ(fixture.fresh().Ask("SELECT count(*) FROM registration.feed_entries "
                                "WHERE type LIKE '%FamilyErased'"),
            "1\n");
}

TEST_F(DestructionTest, APartnersOwnNumberGoesToo) {
  Refer(kPartnerA, "zaak 2020-17");
  const auto family = OnlyFamily();
  ASSERT_THAT(families.RecordStep(Coordinator(Effect::kCares),
                                  {family, domain::StepKind::kWithdrawn, kFebruary}),
              IsOk());
  ASSERT_THAT(destruction.RequestErasure(By("anna"), family, kMarch), IsOk());
  ASSERT_THAT(destruction.CarryOut(By("anna"), Approved(), 0), IsOk());
  EXPECT_EQ(fixture.fresh().Ask("SELECT reference = '' FROM registration.referrals"), "t\n");
}

TEST_F(DestructionTest, NoDayStaysThatLeadsToABirthday) {
  const auto family = Asked();
  fixture.fresh().Ask(
      "INSERT INTO registration.readiness (municipality, contract_id, family_id, protocols, spans)"
      " SELECT municipality, contract_id, family_id, 1, '' FROM registration.families;"
      "INSERT INTO registration.vog_desk (municipality, contract_id, family_id, person_kind,"
      " person_number, action_from) SELECT municipality, contract_id, family_id, 2, 1,"
      " '2032-05-01' FROM registration.families");
  EXPECT_EQ(Count("vog_desk"), 1);
  EXPECT_EQ(Count("readiness"), 1);
  ASSERT_THAT(destruction.CarryOut(By("anna"), Approved({family}), 0), IsOk());
  EXPECT_EQ(Count("readiness"), 0);
  EXPECT_EQ(Count("vog_desk"), 0);
}

TEST_F(DestructionTest, WhatAnotherListErasedIsPassedOver) {
  const auto family = Asked();
  const auto first = Approved({family});
  const auto second = Approved({family});
  ASSERT_THAT(destruction.CarryOut(By("anna"), first, 0), IsOk());
  const auto again = destruction.CarryOut(By("anna"), second, 0);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version, 0);
  EXPECT_THAT(destruction.CarryOut(By("anna"), second, 0),
              Fails(StatusCode::kFailedPrecondition, "LIST_CARRIED_OUT"));
}

TEST_F(DestructionTest, TheProofSaysWhoWhenAndHowManyAndItsDigestCanBeMadeAgain) {
  const auto family = Asked();
  const auto list = Approved();
  EXPECT_THAT(destruction.Proof(By("anna"), list),
              Fails(StatusCode::kFailedPrecondition, "NOT_CARRIED_OUT"));
  ASSERT_THAT(destruction.CarryOut(By("chris"), list, 0), IsOk());
  const auto proof = destruction.Proof(By("anna"), list);
  ASSERT_THAT(proof, IsOk());
  EXPECT_EQ(proof->erased, 1);
  EXPECT_EQ(proof->requested, 1);
  EXPECT_EQ(proof->carried_out_by, "chris");
  ASSERT_THAT(proof->approvals, SizeIs(2));
  const auto kept = destruction.Get(By("anna"), list);
  ASSERT_THAT(kept, IsOk());
  const std::string text = domain::ProofText(*proof, kept->items);
  EXPECT_THAT(text, HasSubstr(family.ToString()));
  EXPECT_EQ(fixture.fresh().Ask(
                absl::StrCat("SELECT encode(sha256(convert_to('", text, "', 'UTF8')), 'hex')")),
            absl::BytesToHexString(proof->digest) + "\n");
}

TEST_F(DestructionTest, NothingOfTheProofIsPersonal) {
  Asked();
  const auto list = Approved();
  ASSERT_THAT(destruction.CarryOut(By("anna"), list, 0), IsOk());
  for (const char* table : {"destruction_lists", "destruction_items", "destruction_approvals"}) {
    const std::string rows =
        fixture.fresh().Ask(absl::StrCat("SELECT to_jsonb(t) FROM registration.", table, " t"));
    EXPECT_THAT(rows, Not(IsEmpty())) << table;
    EXPECT_THAT(rows, Not(HasSubstr("Ouder A"))) << table;
    EXPECT_THAT(rows, Not(HasSubstr("3361"))) << table;
    EXPECT_THAT(rows, Not(HasSubstr("2014-05-02"))) << table;
  }
}

TEST_F(DestructionTest, ListsOfAnotherContractAreNotThere) {
  Asked();
  const auto list = Approved();
  Call elsewhere = By("anna");
  elsewhere.scope = fixture.OpenContract();
  EXPECT_THAT(destruction.Get(elsewhere, list), Fails(StatusCode::kNotFound, "LIST_NOT_FOUND"));
  EXPECT_THAT(destruction.CarryOut(elsewhere, list, 0),
              Fails(StatusCode::kNotFound, "LIST_NOT_FOUND"));
  EXPECT_THAT(*destruction.List(elsewhere, {}), IsEmpty());
  EXPECT_THAT(*destruction.List(By("anna"), {}), SizeIs(1));
}

}  // namespace
}  // namespace buurtbrug::registration::app
