#include "registration/app/disclosures.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>
#include <vector>

#include "platform/access/log.h"
#include "registration/app/scene_test.h"
#include "registration/store/family_store.h"

// What the access log says of families that were read.
namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using common::v1::AccessEntry;
using platform::access::LogPage;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class DisclosuresTest : public Scene {
 protected:
  Call Reads() {
    Call call = Coordinator(Effect::kReads);
    call.method = "buurtbrug.registration.v1.RegistrationService/GetFamily";
    call.purpose = "guidance of the family";
    call.categories = {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS};
    return call;
  }

  std::vector<AccessEntry> Entries() {
    const auto entries =
        platform::access::ListEntries(fixture.database(), tenant, LogPage{}, std::nullopt);
    EXPECT_THAT(entries, IsOk());
    return *entries;
  }

  std::vector<domain::Disclosure> Disclosures(const domain::FamilyId& family) {
    const auto disclosures =
        fixture.database().Run(platform::postgres::Scope::Tenant(tenant),
                               [&](platform::postgres::ScopedTransaction& transaction)
                                   -> absl::StatusOr<std::vector<domain::Disclosure>> {
                                 return ReadDisclosures(transaction, tenant, family, 10);
                               });
    EXPECT_THAT(disclosures, IsOk());
    return *disclosures;
  }
};

TEST_F(DisclosuresTest, AFamilyThatIsReadIsInTheLogWithWhatOfItAndWhy) {
  const auto id = Register();
  ASSERT_THAT(families.Get(Reads(), id), IsOk());
  const std::vector<AccessEntry> entries = Entries();
  ASSERT_THAT(entries, SizeIs(1));
  EXPECT_EQ(entries[0].family_id(), id.ToString());
  EXPECT_EQ(entries[0].result(), common::v1::ACCESS_RESULT_DISCLOSED);
  EXPECT_EQ(entries[0].subject(), "coordinator-0610");
  EXPECT_EQ(entries[0].role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(entries[0].purpose(), "guidance of the family");
  EXPECT_EQ(entries[0].method(), "buurtbrug.registration.v1.RegistrationService/GetFamily");
  EXPECT_THAT(entries[0].categories(),
              ElementsAre(common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS));
}

TEST_F(DisclosuresTest, WhatSafetyOfficersSawIsNoDisclosureThatIsToldOf) {
  const auto id = Register();
  Call officer = Reads();
  officer.caller.role = platform::access::Role::kSafetyOfficer;
  officer.caller.subject = "officer";
  ASSERT_THAT(families.Get(officer, id), IsOk());
  Call concerns = Reads();
  concerns.method = "buurtbrug.registration.v1.SafetyService/GetConcern";
  ASSERT_THAT(families.Get(concerns, id), IsOk());
  EXPECT_THAT(Disclosures(id), IsEmpty());
  ASSERT_THAT(families.Get(Reads(), id), IsOk());
  EXPECT_THAT(Disclosures(id), SizeIs(1));
  EXPECT_THAT(Entries(), SizeIs(3));
}

TEST_F(DisclosuresTest, AFamilyThatIsNotThereLeavesNoEntry) {
  const TenantScope other = fixture.OpenContract({.municipality = "0392"});
  Call call = Reads();
  call.scope = other;
  EXPECT_THAT(families.Get(call, Register()), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_EQ(call.logged, 0);
  EXPECT_EQ(Count("access_log"), 0);
}

TEST_F(DisclosuresTest, AFamilyThatItsCoordinatorReadIsStillNotThereForAnother) {
  const TenantScope other = fixture.OpenContract({.municipality = "0392"});
  const auto id = Register();
  ASSERT_THAT(families.Get(Reads(), id), IsOk());
  Call call = Reads();
  call.scope = other;
  EXPECT_THAT(families.Get(call, id), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_EQ(call.logged, 0);
}

TEST_F(DisclosuresTest, ADisclosureThatCannotBeLoggedDoesNotHappen) {
  const auto id = Register();
  fixture.fresh().Ask("REVOKE INSERT ON registration.access_log FROM buurtbrug_registration");
  EXPECT_FALSE(families.Get(Reads(), id).ok());
  EXPECT_EQ(Count("access_chain"), 0);
  fixture.fresh().Ask("GRANT INSERT ON registration.access_log TO buurtbrug_registration");
  EXPECT_THAT(families.Get(Reads(), id), IsOk());
  EXPECT_THAT(Entries(), SizeIs(1));
}

TEST_F(DisclosuresTest, TheEntryGoesWithTheTransactionThatReads) {
  const auto id = Register();
  const Call call = Reads();
  EXPECT_THAT(fixture.database().Run(
                  platform::postgres::Scope::Tenant(tenant),
                  [&](platform::postgres::ScopedTransaction& transaction) -> absl::Status {
                    BUURTBRUG_RETURN_IF_ERROR(store::ReadCase(transaction, tenant, id).status());
                    platform::access::RecordDisclosure(transaction, call, id);
                    return platform::core::Error(StatusCode::kAborted, "GIVEN_UP", "on purpose");
                  }),
              Fails(StatusCode::kAborted, "GIVEN_UP"));
  EXPECT_THAT(Entries(), IsEmpty());
  ASSERT_THAT(families.Get(Reads(), id), IsOk());
  ASSERT_THAT(Entries(), SizeIs(1));
  EXPECT_EQ(Entries()[0].sequence(), 1);
}

TEST_F(DisclosuresTest, ReadersOfOneContractAtOnceAllReadAndAllStandInOneWholeChain) {
  constexpr int kReaders = 4;
  constexpr int kTimes = 10;
  const auto id = Register();
  const Call call = Reads();
  std::vector<std::thread> readers;
  std::vector<int> read(kReaders);
  for (int& count : read) {
    readers.emplace_back([&, own = call]() mutable {
      for (int i = 0; i < kTimes; ++i) {
        count += families.Get(own, id).ok() ? 1 : 0;
      }
    });
  }
  for (std::thread& reader : readers) {
    reader.join();
  }
  EXPECT_THAT(read, ::testing::Each(kTimes));
  const auto chain = platform::access::VerifyChain(fixture.database(), tenant);
  ASSERT_THAT(chain, IsOk());
  EXPECT_EQ(chain->entries(), kReaders * kTimes);
  EXPECT_FALSE(chain->has_broken_at());
}

}  // namespace
}  // namespace buurtbrug::registration::app
