#include "registration/app/keys.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <mutex>
#include <thread>

#include "registration/app/demands.h"
#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using absl::StatusCode;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::testing::Fails;
using platform::testing::IsOk;

class KeysTest : public Scene {
 protected:
  Call Operator() { return Coordinator(Effect::kAdministers); }

  std::string Numbers(const std::string& what) { return fixture.fresh().Ask(what); }

  // How many there are in the file of the master keys.
  std::atomic<int> masters = 1;
  store::Vault rotating{TestMasterKeys(), [this]() -> absl::StatusOr<platform::crypto::MasterKeys> {
                          return TestMasterKeys(masters);
                        }};
  const Means rotating_means{fixture.database(), fixture.gate(), fixture.random(), rotating};
  Families kept{rotating_means};
  Keys keys{rotating_means};
};

TEST_F(KeysTest, ANewKeyOfTheContractWrapsAllFamiliesAndTheOldOneIsDestroyed) {
  const auto family = Register();
  const auto erased = Register();
  ASSERT_THAT(fixture.database().Run(Scope::Tenant(tenant),
                                     [&](ScopedTransaction& transaction) {
                                       return vault.Destroy(transaction, tenant, erased,
                                                            fixture.Now());
                                     }),
              IsOk());
  const auto state = keys.Rotate(Operator());
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->contract_key, 2);
  EXPECT_EQ(state->families, 1);
  EXPECT_EQ(state->outdated_families, 0);
  EXPECT_EQ(Numbers("SELECT number || ' ' || (wrapped IS NULL) FROM registration.contract_keys "
                    "ORDER BY number"),
            "0 false\n1 true\n2 false\n")
      << "0 is for digests, and stays";
  EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), family), IsOk());
  EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), erased),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
}

TEST_F(KeysTest, TheSameRequestMakesOneKey) {
  Register();
  const Call call = Operator();
  EXPECT_EQ(keys.Rotate(call)->contract_key, 2);
  EXPECT_EQ(keys.Rotate(call)->contract_key, 2);
}

TEST_F(KeysTest, AnInterruptedRotationGoesOnAndEverythingOpensMeanwhile) {
  std::vector<domain::FamilyId> ids;
  for (int i = 0; i < 3; ++i) {
    ids.push_back(Register());
  }
  const auto in_tenant = [&](auto work) {
    return fixture.database().Run(Scope::Tenant(tenant), work);
  };
  ASSERT_THAT(in_tenant([&](ScopedTransaction& transaction) {
                return rotating.AddContractKey(transaction, tenant);
              }),
              IsOk());
  ASSERT_EQ(*in_tenant([&](ScopedTransaction& transaction) {
    return rotating.RewrapFamilyKeys(transaction, tenant, 2);
  }),
            2);
  EXPECT_EQ(keys.Get(Operator())->outdated_families, 1);
  for (const auto& id : ids) {
    EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), id), IsOk());
  }
  EXPECT_EQ(keys.Rewrap(Operator())->outdated_families, 0);
  for (const auto& id : ids) {
    EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), id), IsOk());
  }
}

TEST_F(KeysTest, ANewMasterKeyIsLearnedWhileRunningAndTheOldOneIsNotNeededAfterThat) {
  const auto family = Register();
  ASSERT_THAT(fixture.database().Run(Scope::Tenant(tenant),
                                     [&](ScopedTransaction& transaction) {
                                       return rotating.Digest(transaction, tenant, "name",
                                                              domain::Personal("a"));
                                     }),
              IsOk());
  masters = 2;
  EXPECT_EQ(keys.Get(Operator())->outdated_contract_keys, 2);
  const auto state = keys.Rewrap(Operator());
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->master_key, 2);
  EXPECT_EQ(state->outdated_contract_keys, 0);
  EXPECT_EQ(state->contract_key, 1);
  EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), family), IsOk());
  // One that has not looked at the file since.
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), family),
              Fails(StatusCode::kFailedPrecondition, "MASTER_KEY_UNKNOWN"));
  store::Vault late(TestMasterKeys(), [] { return TestMasterKeys(2); });
  EXPECT_THAT(Families(Means{fixture.database(), fixture.gate(), fixture.random(), late})
                  .Get(Coordinator(Effect::kReads), family),
              IsOk());
}

// The seconds in which one process knows the new master key and another one does not.
TEST_F(KeysTest, AKeyThatAnotherProcessMakesIsWrappedByTheNewMasterKey) {
  Register();
  masters = 2;
  ASSERT_EQ(keys.Rewrap(Operator())->outdated_contract_keys, 0);
  store::Vault behind(TestMasterKeys(), [this]() -> absl::StatusOr<platform::crypto::MasterKeys> {
    return TestMasterKeys(masters);
  });
  const TenantScope opened = fixture.OpenContract({.municipality = "0392"});
  EXPECT_THAT(Families(Means{fixture.database(), fixture.gate(), fixture.random(), behind})
                  .Register(fixture.NewCall(opened, Effect::kStarts), kFebruary, RequestFamily()),
              IsOk());
  EXPECT_EQ(Numbers("SELECT DISTINCT master_number FROM registration.contract_keys"), "2\n");
}

TEST_F(KeysTest, UnservedDemandGoesUnderTheNewMasterKeyToo) {
  Demands demands(rotating_means, [] {});
  OnlineRegistration online;
  online.registration = RequestFamily();
  online.contact.email = "ouder@voorbeeld.nl";
  // That of the contract's municipality, and of one where none ever ran.
  const auto here = demands.Register(Operator(), tenant.municipality, online);
  const auto elsewhere = demands.Register(Operator(), "0397", online);
  ASSERT_THAT(here, IsOk());
  ASSERT_THAT(elsewhere, IsOk());
  EXPECT_EQ(keys.Get(Operator())->outdated_demands, 0);
  masters = 2;
  EXPECT_EQ(keys.Get(Operator())->outdated_demands, 1);
  EXPECT_EQ(keys.Rewrap(Operator())->outdated_demands, 0);
  EXPECT_EQ(*demands.RewrapAll(), 1);
  EXPECT_EQ(*demands.RewrapAll(), 0);
  // One that has not looked at the file since learns of the new key by itself.
  store::Vault late(TestMasterKeys(), [] { return TestMasterKeys(2); });
  Demands later(Means{fixture.database(), fixture.gate(), fixture.random(), late}, [] {});
  EXPECT_THAT(later.Invite(Coordinator(Effect::kStarts), domain::DemandId(here->link.id.value())),
              IsOk());
  // And with the old one taken out.
  store::Vault newest(*platform::crypto::MasterKeys::Parse(
      "sealing.master_keys", absl::StrCat("2 ", absl::Base64Escape(std::string(32, '2')))));
  Demands after(Means{fixture.database(), fixture.gate(), fixture.random(), newest}, [] {});
  EXPECT_THAT(after.Withdraw(Operator(), here->link), IsOk());
  EXPECT_THAT(after.Withdraw(Operator(), elsewhere->link), IsOk());
}

TEST_F(KeysTest, ADigestStaysTheSameUnderEveryRotation) {
  Register();
  const auto digest = [&] {
    return *fixture.database().Run(Scope::Tenant(tenant), [&](ScopedTransaction& transaction) {
      return rotating.Digest(transaction, tenant, "name", domain::Personal("jansen"));
    });
  };
  const std::string before = digest();
  masters = 2;
  ASSERT_THAT(keys.Rotate(Operator()), IsOk());
  EXPECT_EQ(digest(), before);
}

TEST_F(KeysTest, AContractWithoutFamiliesHasNothingToRotate) {
  EXPECT_EQ(keys.Get(Operator())->contract_key, 0);
  EXPECT_EQ(keys.Rewrap(Operator())->contract_key, 0);
  EXPECT_EQ(keys.Rotate(Operator())->contract_key, 1);
  EXPECT_THAT(kept.Get(Coordinator(Effect::kReads), Register()), IsOk());
}

TEST_F(KeysTest, NoReadAndNoWriteFailsWhileAllKeysAreRotated) {
  constexpr int kReaders = 3;
  constexpr int kWriters = 2;
  constexpr int kRotations = 12;
  std::vector<domain::FamilyId> ids;
  for (int i = 0; i < 20; ++i) {
    ids.push_back(Register());
  }
  std::atomic<bool> over = false;
  std::atomic<int> reads = 0, writes = 0, failures = 0;
  std::mutex mutex;
  std::vector<std::thread> threads;
  for (int reader = 0; reader < kReaders; ++reader) {
    threads.emplace_back([&, call = Coordinator(Effect::kReads), reader]() mutable {
      for (size_t turn = static_cast<size_t>(reader); !over; ++turn) {
        domain::FamilyId id;
        {
          const std::lock_guard lock(mutex);
          id = ids[turn % ids.size()];
        }
        const auto family = kept.Get(call, id);
        failures += family.ok() ? 0 : 1;
        EXPECT_THAT(family, IsOk());
        ++reads;
      }
    });
  }
  for (int writer = 0; writer < kWriters; ++writer) {
    threads.emplace_back([&] {
      while (!over) {
        const auto receipt =
            kept.Register(Coordinator(Effect::kStarts), kFebruary, RequestFamily());
        failures += receipt.ok() ? 0 : 1;
        EXPECT_THAT(receipt, IsOk());
        if (receipt.ok()) {
          const std::lock_guard lock(mutex);
          ids.emplace_back(receipt->subject);
          ++writes;
        }
      }
    });
  }
  for (int rotation = 0; rotation < kRotations; ++rotation) {
    masters = 1 + rotation / 3;
    const auto state = keys.Rotate(Operator());
    EXPECT_THAT(state, IsOk());
  }
  over = true;
  for (std::thread& thread : threads) {
    thread.join();
  }
  EXPECT_EQ(failures, 0);
  EXPECT_GT(reads, 0);
  EXPECT_GT(writes, 0);
  const auto state = keys.Rewrap(Operator());
  ASSERT_THAT(state, IsOk());
  EXPECT_EQ(state->outdated_families, 0);
  EXPECT_EQ(state->families, static_cast<int64_t>(ids.size()));
  // With the newest master key alone.
  store::Vault newest(*platform::crypto::MasterKeys::Parse(
      "sealing.master_keys", absl::StrCat("4 ", absl::Base64Escape(std::string(32, '4')))));
  const auto all = fixture.database().Run(
      Scope::Tenant(tenant),
      [&](ScopedTransaction& transaction) { return newest.FindAll(transaction, tenant, ids); });
  ASSERT_THAT(all, IsOk());
  EXPECT_EQ(all->size(), ids.size());
  EXPECT_EQ(Numbers("SELECT count(*) FROM registration.contract_keys WHERE wrapped IS NOT NULL"),
            "2\n")
      << "the newest, and the one for digests";
}

}  // namespace
}  // namespace buurtbrug::registration::app
