#include "registration/app/carry_over.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "platform/access/log.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "registration/app/families.h"
#include "registration/app/households.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::access::Effect;
using platform::core::TenantScope;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr absl::CivilDay kFebruary(2020, 2, 1);

// A contract that ended on 31 October 2020 and is in its run-off, and the one that follows it.
class CarryOverTest : public ::testing::Test {
 protected:
  Call CallOf(const TenantScope& tenant, Effect effect = Effect::kAdministers) {
    return fixture_.NewCall(tenant, effect);
  }

  // With two adults and their certificates, and two children.
  domain::FamilyId SupportFamily() {
    const auto receipt = families_.Register(
        CallOf(old_, Effect::kStarts), kFebruary,
        {domain::FamilyRole::kSupport,
         domain::Personal("3361AB"),
         {domain::Personal("Steun \"A\" van Voorbeeld"), domain::Personal("Steun {B}, \\ jr.")},
         {absl::CivilDay(2014, 5, 2), absl::CivilDay(2019, 12, 24)}});
    EXPECT_THAT(receipt, IsOk());
    const domain::FamilyId family(receipt->subject);
    for (const int adult : {1, 2}) {
      EXPECT_THAT(families_.RecordStep(CallOf(old_, Effect::kCares),
                                       {family, domain::StepKind::kVogSeen, kFebruary, 0, adult}),
                  IsOk());
    }
    EXPECT_THAT(families_.RecordStep(
                    CallOf(old_, Effect::kStarts),
                    {family, domain::StepKind::kScreeningDone, kFebruary + 7, 0, std::nullopt, 3}),
                IsOk());
    return family;
  }

  // All that the tables hold of a contract, with every column but the contract's.
  std::string RowsOf(const TenantScope& tenant) {
    std::string rows;
    for (const char* table : {"families", "adults", "children", "contacts", "person_steps",
                              "target_groups", "family_steps"}) {
      absl::StrAppend(&rows, table, "\n",
                      fixture_.fresh().Ask(absl::StrCat(
                          "SELECT to_jsonb(t) - 'contract_id' FROM registration.", table,
                          " t WHERE contract_id = '", tenant.contract.ToString(), "' ORDER BY 1")));
    }
    return rows;
  }

  std::string Events(const TenantScope& tenant) {
    return fixture_.fresh().Ask(
        absl::StrCat("SELECT type FROM registration.feed_entries WHERE contract_id = '",
                     tenant.contract.ToString(), "' ORDER BY sequence"));
  }

  platform::testing::TenantFixture fixture_{"registration"};
  TenantScope old_ = fixture_.OpenContract({.last_day = "2020-10-31", .run_off_day = "2021-04-30"});
  TenantScope new_ = fixture_.OpenContract({.first_day = "2020-11-01", .follows = old_.contract});
  store::Vault vault_{TestMasterKeys()};
  Families families_{Means{fixture_.database(), fixture_.gate(), fixture_.random(), vault_}};
};

TEST_F(CarryOverTest, AFamilyIsThereWithEveryColumnAndStaysWhereItWas) {
  const domain::FamilyId family = SupportFamily();
  const std::string before = RowsOf(old_);
  const auto receipt = families_.CarryOver(CallOf(new_), {old_.contract, {family}});
  ASSERT_THAT(receipt, IsOk());
  EXPECT_EQ(receipt->version, 1);
  EXPECT_EQ(RowsOf(new_), before);
  EXPECT_EQ(RowsOf(old_), before);
  const auto here = families_.Get(CallOf(new_, Effect::kReads), family);
  ASSERT_THAT(here, IsOk());
  EXPECT_EQ(here->head.capacity, 3);
  EXPECT_THAT(here->steps, SizeIs(4));
  EXPECT_THAT(families_.Get(CallOf(old_, Effect::kReads), family), IsOk());
  EXPECT_THAT(
      families_.CheckReadiness(CallOf(new_, Effect::kReads), family, kFebruary + 300)->missing,
      IsEmpty());
}

TEST_F(CarryOverTest, ItIsRecognisedByTheSameMarks) {
  const domain::FamilyId family = SupportFamily();
  Households households(Means{fixture_.database(), fixture_.gate(), fixture_.random(), vault_});
  const Call call = CallOf(old_, Effect::kCares);
  domain::Contact contact;
  contact.postcode = domain::Personal("3361AB");
  contact.house_number = domain::Personal("12");
  contact.email = domain::Personal("steun@voorbeeld.nl");
  contact.phone = domain::Personal("0612345678");
  ASSERT_THAT(households.SetContact(call, {family, call.today}, contact), IsOk());
  ASSERT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family}}), IsOk());
  const auto reasons = [&](const TenantScope& tenant) {
    return fixture_.fresh().Ask(
        absl::StrCat("SELECT reason FROM registration.duplicate_keys WHERE contract_id = '",
                     tenant.contract.ToString(), "' ORDER BY 1"));
  };
  EXPECT_EQ(reasons(new_), reasons(old_));
}

TEST_F(CarryOverTest, ItsKeyIsWrappedAnewAndDestroyedInTheOneItStaysInTheOther) {
  const domain::FamilyId family = SupportFamily();
  ASSERT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family}}), IsOk());
  ASSERT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(old_),
                                      [&](platform::postgres::ScopedTransaction& transaction) {
                                        return vault_.Destroy(transaction, old_, family,
                                                              fixture_.Now());
                                      }),
              IsOk());
  EXPECT_THAT(families_.Get(CallOf(old_, Effect::kReads), family),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
  EXPECT_THAT(families_.Get(CallOf(new_, Effect::kReads), family), IsOk());
}

TEST_F(CarryOverTest, AnErasedFamilyIsNotCarriedOver) {
  const domain::FamilyId family = SupportFamily();
  ASSERT_THAT(fixture_.database().Run(platform::postgres::Scope::Tenant(old_),
                                      [&](platform::postgres::ScopedTransaction& transaction) {
                                        return vault_.Destroy(transaction, old_, family,
                                                              fixture_.Now());
                                      }),
              IsOk());
  EXPECT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family}}),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
}

TEST_F(CarryOverTest, TheOthersAreToldThatItCameAndNotThatItRegistered) {
  const domain::FamilyId family = SupportFamily();
  ASSERT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family}}), IsOk());
  EXPECT_EQ(Events(new_), "buurtbrug.registration.v1.FamilyCarriedOver\n");
}

TEST_F(CarryOverTest, TheOldContractsAccessLogSaysWhoseFileWentAndForWhom) {
  const domain::FamilyId family = SupportFamily();
  Call call = CallOf(new_);
  call.caller.subject = "spiffe://buurtbrug/service/matching";
  call.caller.on_behalf_of = "operator";
  ASSERT_THAT(families_.CarryOver(call, {old_.contract, {family}}), IsOk());
  const auto entries =
      platform::access::ListEntries(fixture_.database(), old_, {}, std::optional(family));
  ASSERT_THAT(entries, IsOk());
  ASSERT_THAT(*entries, SizeIs(1));
  EXPECT_EQ((*entries)[0].on_behalf_of(), "operator");
  EXPECT_EQ((*entries)[0].purpose(), "renewal of the contract");
  EXPECT_EQ((*entries)[0].categories_size(), 5);
}

TEST_F(CarryOverTest, WithoutItTheContractThatFollowsSeesNothing) {
  const domain::FamilyId family = SupportFamily();
  const Call reads = CallOf(new_, Effect::kReads);
  EXPECT_THAT(families_.Get(reads, family), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(*families_.List(reads, {}), IsEmpty());
  EXPECT_THAT(families_.CheckReadiness(reads, family, kFebruary),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(families_.RecordStep(CallOf(new_, Effect::kCares),
                                   {family, domain::StepKind::kVogSeen, reads.today, 0, 1}),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(CarryOverTest, FamiliesThatAreNotNamedStayBehind) {
  const domain::FamilyId family = SupportFamily();
  const domain::FamilyId other = SupportFamily();
  ASSERT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family, family}}), IsOk());
  EXPECT_THAT(*families_.List(CallOf(new_, Effect::kReads), {}), SizeIs(1));
  EXPECT_THAT(families_.Get(CallOf(new_, Effect::kReads), other),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(*families_.List(CallOf(old_, Effect::kReads), {}), SizeIs(2));
}

TEST_F(CarryOverTest, AgainItGoesOnWithThoseThatAreNotThereYet) {
  const domain::FamilyId family = SupportFamily();
  const domain::FamilyId other = SupportFamily();
  const Call call = CallOf(new_);
  EXPECT_EQ(families_.CarryOver(call, {old_.contract, {family}})->version, 1);
  EXPECT_EQ(families_.CarryOver(call, {old_.contract, {family}})->version, 1);
  // What happened here since stays.
  ASSERT_THAT(families_.RecordStep(CallOf(new_, Effect::kCares),
                                   {family, domain::StepKind::kVogSeen, call.today, 0, 1}),
              IsOk());
  EXPECT_EQ(families_.CarryOver(CallOf(new_), {old_.contract, {other, family}})->version, 1);
  EXPECT_EQ(families_.CarryOver(CallOf(new_), {old_.contract, {other, family}})->version, 0);
  EXPECT_THAT(families_.Get(CallOf(new_, Effect::kReads), family)->steps, SizeIs(5));
  EXPECT_THAT(families_.Get(CallOf(old_, Effect::kReads), family)->steps, SizeIs(4));
}

TEST_F(CarryOverTest, OneUnknownFamilyHoldsBackAll) {
  const domain::FamilyId family = SupportFamily();
  const domain::FamilyId unknown(platform::core::NewUuid(CallOf(new_).now, fixture_.random()));
  EXPECT_THAT(families_.CarryOver(CallOf(new_), {old_.contract, {family, unknown}}),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(*families_.List(CallOf(new_, Effect::kReads), {}), IsEmpty());
  EXPECT_EQ(Events(new_), "");
}

TEST_F(CarryOverTest, OnlyFromTheContractThatIsFollowed) {
  const domain::FamilyId family = SupportFamily();
  const TenantScope stranger = fixture_.OpenContract();
  EXPECT_THAT(families_.CarryOver(CallOf(stranger), {old_.contract, {family}}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_FOLLOWED"));
  EXPECT_THAT(families_.CarryOver(CallOf(new_), {stranger.contract, {family}}),
              Fails(StatusCode::kFailedPrecondition, "NOTHING_FOLLOWED"));
  const TenantScope elsewhere = fixture_.OpenContract(
      {.municipality = "0392", .first_day = "2020-11-01", .follows = old_.contract});
  EXPECT_THAT(families_.CarryOver(CallOf(elsewhere), {old_.contract, {family}}),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(CarryOverTest, OnlyWhileTheOneRunsAndTheOtherHasNotEnded) {
  const TenantScope ended =
      fixture_.OpenContract({.last_day = "2020-09-30", .run_off_day = "2020-11-14"});
  const TenantScope after =
      fixture_.OpenContract({.first_day = "2020-11-01", .follows = ended.contract});
  const domain::FamilyId nobody(platform::core::NewUuid(CallOf(new_).now, fixture_.random()));
  EXPECT_THAT(families_.CarryOver(CallOf(after), {ended.contract, {nobody}}),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
  const TenantScope in_run_off = fixture_.OpenContract(
      {.last_day = "2020-11-14", .run_off_day = "2021-04-30", .follows = old_.contract});
  EXPECT_THAT(families_.CarryOver(CallOf(in_run_off), {old_.contract, {nobody}}),
              Fails(StatusCode::kFailedPrecondition, "CONTRACT_NOT_RUNNING"));
}

}  // namespace
}  // namespace buurtbrug::registration::app
