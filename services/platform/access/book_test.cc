#include "platform/access/book.h"

#include <gmock/gmock.h>
#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "buurtbrug/tenancy/v1/events.pb.h"

namespace buurtbrug::platform::access {
namespace {

using absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::Optional;
using ::testing::UnorderedElementsAre;

constexpr char kSubject[] = "coordinator-0610";
const CivilDay kDay(2020, 5, 1);
const absl::Time kNow = absl::FromUnixSeconds(1588320000);

core::ContractId Contract(uint8_t number) {
  return core::ContractId(core::Uuid({number, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}));
}

const core::TenantScope kTenant = {"0610", Contract(1)};
const core::TenantScope kOther = {"0610", Contract(2)};
const core::TenantScope kElsewhere = {"0392", Contract(3)};
const core::TenantScope kNetwork = {core::kNoMunicipality, {}};

Tenant Key(const core::TenantScope& tenant) { return {tenant.municipality, tenant.contract}; }

class BookTest : public ::testing::Test {
 protected:
  void Learn(const core::TenantScope& tenant, const google::protobuf::Message& event) {
    feed::Entry entry;
    entry.tenant = tenant;
    entry.fact.type = event.GetTypeName();
    entry.fact.bytes = event.SerializeAsString();
    book_.Learn(entry);
  }

  struct Appointment {
    std::string id = "a";
    std::string subject = kSubject;
    Role role = Role::kCoordinator;
    core::TenantScope tenant = kTenant;
    std::string first_day = "2020-01-01";
    std::string last_day = {};
  };
  void Appoint(const Appointment& given, int64_t version = 1) {
    tenancy::v1::AppointmentChanged changed;
    changed.set_version(version);
    changed.mutable_appointment()->set_appointment_id(given.id);
    changed.mutable_appointment()->set_subject(given.subject);
    changed.mutable_appointment()->set_role(static_cast<common::v1::Role>(given.role));
    changed.mutable_appointment()->set_first_day(given.first_day);
    if (!given.last_day.empty()) {
      changed.mutable_appointment()->set_last_day(given.last_day);
    }
    Learn(given.tenant, changed);
  }

  void TellPartner(const std::string& id, const std::vector<std::string>& clients, int64_t version,
                   bool suspended = false) {
    tenancy::v1::PartnerChanged changed;
    changed.set_version(version);
    changed.mutable_partner()->set_partner_id(id);
    changed.mutable_partner()->set_suspended(suspended);
    for (const std::string& client : clients) {
      changed.mutable_partner()->add_clients(client);
    }
    Learn(kNetwork, changed);
  }

  void Allow(const std::string& partner, const std::string& last_day, int64_t version) {
    tenancy::v1::PartnerContractChanged changed;
    changed.set_version(version);
    changed.mutable_partner_contract()->set_partner_id(partner);
    changed.mutable_partner_contract()->set_first_day("2020-01-01");
    if (!last_day.empty()) {
      changed.mutable_partner_contract()->set_last_day(last_day);
    }
    Learn(kTenant, changed);
  }

  void TellBreakGlass(absl::Time begins, absl::Time ends, int64_t version) {
    using google::protobuf::util::TimeUtil;
    tenancy::v1::BreakGlassChanged changed;
    changed.set_version(version);
    changed.mutable_break_glass()->set_break_glass_id("glass");
    changed.mutable_break_glass()->set_subject("operator");
    *changed.mutable_break_glass()->mutable_begins_at() =
        TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(begins));
    *changed.mutable_break_glass()->mutable_ends_at() =
        TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(ends));
    Learn(kTenant, changed);
  }

  std::set<Role> RolesFor(const core::TenantScope& tenant, CivilDay day = kDay) {
    return book_.RolesFor(kSubject, Key(tenant), day);
  }

  Book book_;
};

constexpr char kPartner[] = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";
constexpr char kOtherPartner[] = "017f22e2-79b0-7cc3-98c4-dc0c0c073990";

TEST_F(BookTest, KnowsAContractOnceItIsOpened) {
  EXPECT_FALSE(book_.Knows(Key(kTenant)));
  Learn(kTenant, tenancy::v1::ContractOpened());
  EXPECT_TRUE(book_.Knows(Key(kTenant)));
  EXPECT_FALSE(book_.Knows(Key(kOther)));
  EXPECT_FALSE(book_.Knows({"0392", kTenant.contract}));
}

TEST_F(BookTest, AnAppointmentIsForItsContractOnly) {
  Appoint({});
  EXPECT_THAT(RolesFor(kTenant), ElementsAre(Role::kCoordinator));
  EXPECT_THAT(RolesFor(kOther), IsEmpty());
  EXPECT_THAT(RolesFor(kElsewhere), IsEmpty());
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), ElementsAre(Role::kCoordinator));
  EXPECT_THAT(book_.RolesOf("somebody else", kDay), IsEmpty());
}

TEST_F(BookTest, BothDaysOfAnAppointmentAreIncluded) {
  Appoint({.first_day = "2020-03-01", .last_day = "2020-04-30"});
  EXPECT_THAT(RolesFor(kTenant, CivilDay(2020, 2, 29)), IsEmpty());
  EXPECT_THAT(RolesFor(kTenant, CivilDay(2020, 3, 1)), ElementsAre(Role::kCoordinator));
  EXPECT_THAT(RolesFor(kTenant, CivilDay(2020, 4, 30)), ElementsAre(Role::kCoordinator));
  EXPECT_THAT(RolesFor(kTenant, CivilDay(2020, 5, 1)), IsEmpty());
  EXPECT_THAT(book_.RolesOf(kSubject, CivilDay(2020, 5, 1)), IsEmpty());
}

TEST_F(BookTest, TheHighestVersionCountsInWhateverOrderTheyCome) {
  Appoint({.last_day = "2020-03-01"}, 2);
  Appoint({}, 1);
  EXPECT_THAT(RolesFor(kTenant), IsEmpty());
  Appoint({.last_day = "2020-12-31"}, 3);
  EXPECT_THAT(RolesFor(kTenant), ElementsAre(Role::kCoordinator));
}

TEST_F(BookTest, AnAppointmentThatGoesToSomebodyElseLeavesTheFirstOneNothing) {
  Appoint({});
  Appoint({.subject = "substitute"}, 2);
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), IsEmpty());
  EXPECT_THAT(RolesFor(kTenant), IsEmpty());
  EXPECT_THAT(book_.RolesOf("substitute", kDay), ElementsAre(Role::kCoordinator));
}

TEST_F(BookTest, SeveralAppointmentsOfOneSubjectAddUp) {
  Appoint({.id = "a"});
  Appoint({.id = "b", .role = Role::kMunicipality});
  Appoint({.id = "c", .role = Role::kVolunteerCoordinator, .tenant = kElsewhere});
  EXPECT_THAT(RolesFor(kTenant), UnorderedElementsAre(Role::kCoordinator, Role::kMunicipality));
  EXPECT_THAT(
      book_.RolesOf(kSubject, kDay),
      UnorderedElementsAre(Role::kCoordinator, Role::kMunicipality, Role::kVolunteerCoordinator));
}

TEST_F(BookTest, ADayThatCannotBeReadGivesNoRight) {
  Appoint({.id = "a", .first_day = "soon"});
  Appoint({.id = "b", .last_day = "later"});
  EXPECT_THAT(RolesFor(kTenant), IsEmpty());
}

TEST_F(BookTest, AnOperatorIsAppointedForTheNetworkAndForNothingLess) {
  Appoint({.id = "a", .role = Role::kFoundationOperator});
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), IsEmpty());
  Appoint({.id = "b", .role = Role::kFoundationOperator, .tenant = kNetwork});
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), ElementsAre(Role::kFoundationOperator));
  EXPECT_THAT(RolesFor(kTenant), IsEmpty());
}

TEST_F(BookTest, NobodyIsAppointedServiceOrPartnerOrForTheNetworkAsSomethingElse) {
  for (const Role role : {Role::kNone, Role::kService, Role::kPartner}) {
    Appoint({.id = std::to_string(static_cast<int>(role)), .role = role});
  }
  Appoint({.id = "network", .tenant = kNetwork});
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), IsEmpty());
  EXPECT_THAT(RolesFor(kTenant), IsEmpty());
}

TEST_F(BookTest, ContractsOfAMunicipalityAreThoseOfTheRolesAskedFor) {
  Appoint({.id = "a", .tenant = kOther});
  Appoint({.id = "b", .role = Role::kMunicipality});
  Appoint({.id = "c", .tenant = kElsewhere});
  Appoint({.id = "d", .tenant = {"0610", Contract(4)}, .last_day = "2020-04-30"});
  const std::set<Role> both = {Role::kCoordinator, Role::kMunicipality};
  EXPECT_THAT(book_.ContractsOf(kSubject, "0610", both, kDay),
              ElementsAre(Contract(1), Contract(2)));
  EXPECT_THAT(book_.ContractsOf(kSubject, "0610", {Role::kCoordinator}, kDay),
              ElementsAre(Contract(2)));
  EXPECT_THAT(book_.ContractsOf(kSubject, "0603", both, kDay), IsEmpty());
}

TEST_F(BookTest, APartnerIsFoundByEachOfItsClients) {
  TellPartner(kPartner, {"school", "school-2"}, 1);
  EXPECT_EQ(book_.PartnerOf("school")->id, kPartner);
  EXPECT_EQ(book_.PartnerOf("school-2")->id, kPartner);
  EXPECT_FALSE(book_.PartnerOf("school")->suspended);
  EXPECT_FALSE(book_.PartnerOf("another").has_value());
}

TEST_F(BookTest, ARemovedClientIsNobody) {
  TellPartner(kPartner, {"school", "school-2"}, 1);
  TellPartner(kPartner, {"school-2"}, 2);
  EXPECT_FALSE(book_.PartnerOf("school").has_value());
  EXPECT_TRUE(book_.PartnerOf("school-2").has_value());
}

TEST_F(BookTest, AClientThatWentToAnotherPartnerStaysThereWhenTheNewsCrosses) {
  TellPartner(kPartner, {"school"}, 1);
  TellPartner(kOtherPartner, {"school"}, 1);
  TellPartner(kPartner, {}, 2);
  ASSERT_TRUE(book_.PartnerOf("school").has_value());
  EXPECT_EQ(book_.PartnerOf("school")->id, kOtherPartner);
}

TEST_F(BookTest, ASuspensionIsNotUndoneByOlderNews) {
  TellPartner(kPartner, {"school"}, 2, true);
  TellPartner(kPartner, {"school"}, 1);
  EXPECT_TRUE(book_.PartnerOf("school")->suspended);
  TellPartner(kPartner, {"school"}, 3);
  EXPECT_FALSE(book_.PartnerOf("school")->suspended);
}

TEST_F(BookTest, APartnerWithoutAUuidIsPassedOver) {
  TellPartner("", {"school"}, 1);
  TellPartner("' OR true --", {"school"}, 1);
  EXPECT_FALSE(book_.PartnerOf("school").has_value());
}

TEST_F(BookTest, APartnerRefersForItsContractsWithinTheirDays) {
  EXPECT_FALSE(book_.MayRefer(kPartner, Key(kTenant), kDay));
  Allow(kPartner, "2020-05-01", 1);
  EXPECT_FALSE(book_.MayRefer(kPartner, Key(kTenant), CivilDay(2019, 12, 31)));
  EXPECT_TRUE(book_.MayRefer(kPartner, Key(kTenant), kDay));
  EXPECT_FALSE(book_.MayRefer(kPartner, Key(kTenant), kDay + 1));
  EXPECT_FALSE(book_.MayRefer(kPartner, Key(kOther), kDay));
  EXPECT_FALSE(book_.MayRefer(kOtherPartner, Key(kTenant), kDay));
  Allow(kPartner, "", 3);
  Allow(kPartner, "2020-01-01", 2);
  EXPECT_TRUE(book_.MayRefer(kPartner, Key(kTenant), kDay + 1));
}

TEST_F(BookTest, ABreakGlassHoldsFromItsBeginUntilJustBeforeItsEnd) {
  TellBreakGlass(kNow, kNow + absl::Hours(1), 1);
  const absl::Duration instant = absl::Microseconds(1);
  EXPECT_EQ(book_.BreakGlassOf("operator", Key(kTenant), kNow - instant), std::nullopt);
  EXPECT_THAT(book_.BreakGlassOf("operator", Key(kTenant), kNow), Optional(std::string("glass")));
  EXPECT_NE(book_.BreakGlassOf("operator", Key(kTenant), kNow + absl::Hours(1) - instant),
            std::nullopt);
  EXPECT_EQ(book_.BreakGlassOf("operator", Key(kTenant), kNow + absl::Hours(1)), std::nullopt);
  EXPECT_EQ(book_.BreakGlassOf("operator", Key(kOther), kNow), std::nullopt);
  EXPECT_EQ(book_.BreakGlassOf("another operator", Key(kTenant), kNow), std::nullopt);
  EXPECT_TRUE(book_.HasBreakGlass("operator", kNow));
  EXPECT_FALSE(book_.HasBreakGlass("operator", kNow + absl::Hours(1)));
  EXPECT_FALSE(book_.HasBreakGlass("another operator", kNow));
}

TEST_F(BookTest, ABreakGlassThatWasEndedIsOver) {
  TellBreakGlass(kNow, kNow + absl::Minutes(5), 2);
  TellBreakGlass(kNow, kNow + absl::Hours(4), 1);
  EXPECT_EQ(book_.BreakGlassOf("operator", Key(kTenant), kNow + absl::Minutes(5)), std::nullopt);
}

TEST_F(BookTest, PassesOverWhatSaysNothingAboutAccess) {
  Learn(kTenant, tenancy::v1::SubsidyPeriodOpened());
  feed::Entry garbled;
  garbled.tenant = kTenant;
  garbled.fact.type = tenancy::v1::AppointmentChanged().GetTypeName();
  garbled.fact.bytes = "\xff\xff\xff";
  book_.Learn(garbled);
  EXPECT_THAT(book_.RolesOf(kSubject, kDay), IsEmpty());
  EXPECT_FALSE(book_.Knows(Key(kTenant)));
}

}  // namespace
}  // namespace buurtbrug::platform::access
