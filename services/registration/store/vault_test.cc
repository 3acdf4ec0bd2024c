#include "registration/store/vault.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <pqxx/result>
#include <thread>

#include "registration/app/scene_test.h"

namespace buurtbrug::registration::store {
namespace {

using absl::StatusCode;
using platform::postgres::Scope;
using platform::postgres::Statement;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::SizeIs;

constexpr Statement kFlipFamilyKey = {
    "flip_family_key",
    "UPDATE family_keys SET wrapped = set_bit(wrapped, $1, 1 - get_bit(wrapped, $1)) "
    "RETURNING length(wrapped)"};
constexpr Statement kFlipContractKey = {
    "flip_contract_key",
    "UPDATE contract_keys SET wrapped = set_bit(wrapped, $1, 1 - get_bit(wrapped, $1)) "
    "RETURNING length(wrapped)"};

class VaultTest : public Scene {
 protected:
  template <typename Work>
  auto InTenant(const TenantScope& of, Work&& work) {
    return fixture.database().Run(Scope::Tenant(of), work);
  }
  absl::StatusOr<FamilyKey> Find(const domain::FamilyId& family, Vault& with) {
    return InTenant(tenant, [&](ScopedTransaction& transaction) {
      return with.Find(transaction, tenant, family);
    });
  }
  absl::Status Destroy(const domain::FamilyId& family) {
    return InTenant(tenant, [&](ScopedTransaction& transaction) {
      return vault.Destroy(transaction, tenant, family, fixture.Now());
    });
  }
  absl::StatusOr<std::string> DigestOf(const TenantScope& of, const char* kind, const char* text) {
    return InTenant(of, [&](ScopedTransaction& transaction) {
      return vault.Digest(transaction, of, kind, Personal(text));
    });
  }
};

TEST_F(VaultTest, AValueOpensForItsFamilyColumnAndRowOnly) {
  const FamilyKey key = *Find(Register(), vault);
  const FamilyKey other = *Find(Register(), vault);
  const std::string sealed = key.Seal("adults.sealed", 1, Personal("Ouder"));
  EXPECT_EQ(key.Open("adults.sealed", 1, sealed)->Reveal(), "Ouder");
  const auto broken = Fails(StatusCode::kDataLoss, "SEAL_BROKEN");
  EXPECT_THAT(key.Open("adults.sealed", 2, sealed).status(), broken);
  EXPECT_THAT(key.Open("children.sealed", 1, sealed).status(), broken);
  EXPECT_THAT(other.Open("adults.sealed", 1, sealed).status(), broken);
}

TEST_F(VaultTest, EachFlippedBitOfAWrappedKeyIsRefused) {
  const auto family = Register();
  for (const Statement& flip : {kFlipFamilyKey, kFlipContractKey}) {
    EXPECT_THAT(InTenant(tenant,
                         [&](ScopedTransaction& transaction) {
                           int bits = 8;
                           for (int bit = 0; bit < bits; ++bit) {
                             bits = transaction.Run(flip, {bit})[0][0].as<int>() * 8;
                             EXPECT_THAT(vault.Find(transaction, tenant, family).status(),
                                         Fails(StatusCode::kDataLoss, "SEAL_BROKEN"))
                                 << flip.name << " " << bit;
                             transaction.Run(flip, {bit});
                           }
                           EXPECT_EQ(bits, (1 + 24 + 32 + 16) * 8);
                           return absl::OkStatus();
                         }),
                IsOk());
  }
  EXPECT_THAT(Find(family, vault).status(), IsOk());
}

// As an administrator would move rows about, past all policies.
TEST_F(VaultTest, AKeyInAnotherRowIsRefused) {
  const auto family = Register();
  const auto other = Register();
  const TenantScope elsewhere = fixture.OpenContract({.municipality = "0392"});
  const auto stranger =
      families.Register(fixture.NewCall(elsewhere, Effect::kStarts), kFebruary, RequestFamily());
  ASSERT_THAT(stranger, IsOk());
  const std::string before = fixture.fresh().Ask(absl::StrCat(
      "SELECT wrapped FROM registration.family_keys WHERE family_id = '", family.ToString(), "'"));
  for (const std::string& from : {other.ToString(), stranger->subject.ToString()}) {
    fixture.fresh().Ask(
        absl::StrCat("UPDATE registration.family_keys SET wrapped = (SELECT wrapped FROM "
                     "registration.family_keys WHERE family_id = '",
                     from, "') WHERE family_id = '", family.ToString(), "'"));
    EXPECT_THAT(Find(family, vault).status(), Fails(StatusCode::kDataLoss, "SEAL_BROKEN"));
  }
  fixture.fresh().Ask(
      absl::StrCat("UPDATE registration.contract_keys c SET wrapped = (SELECT wrapped FROM "
                   "registration.contract_keys o WHERE o.municipality = '0392' AND o.number = "
                   "c.number) WHERE municipality = '0610'"));
  EXPECT_THAT(Find(other, vault).status(), Fails(StatusCode::kDataLoss, "SEAL_BROKEN"));
}

TEST_F(VaultTest, AnotherMasterKeyOpensNothing) {
  const auto family = Register();
  Vault wrong(*platform::crypto::MasterKeys::Parse(
      "sealing.master_keys", absl::StrCat("1 ", absl::Base64Escape(std::string(32, 'w')))));
  EXPECT_THAT(Find(family, wrong).status(), Fails(StatusCode::kDataLoss, "SEAL_BROKEN"));
  Vault missing(*platform::crypto::MasterKeys::Parse(
      "sealing.master_keys", absl::StrCat("2 ", absl::Base64Escape(std::string(32, 'w')))));
  EXPECT_THAT(Find(family, missing).status(),
              Fails(StatusCode::kFailedPrecondition, "MASTER_KEY_UNKNOWN"));
}

TEST_F(VaultTest, ADestroyedKeyIsGoneForEver) {
  const auto family = Register();
  const auto other = Register();
  ASSERT_THAT(Destroy(family), IsOk());
  EXPECT_THAT(Find(family, vault).status(), Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), family),
              Fails(StatusCode::kNotFound, "FAMILY_ERASED"));
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), other), IsOk());
  EXPECT_THAT(Destroy(family), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  const auto all = InTenant(tenant, [&](ScopedTransaction& transaction) {
    return vault.FindAll(transaction, tenant, {family, other});
  });
  ASSERT_THAT(all, IsOk());
  EXPECT_THAT(*all, SizeIs(1));
  EXPECT_EQ(all->count(other), 1U);
}

TEST_F(VaultTest, AFamilyThatIsNotThereHasNoKey) {
  const domain::FamilyId unknown(platform::core::NewUuid(fixture.Now(), fixture.random()));
  EXPECT_THAT(Find(unknown, vault).status(), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  EXPECT_THAT(Destroy(unknown), Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(VaultTest, FirstFamiliesAtTheSameTimeShareOneKeyOfTheContract) {
  constexpr int kAtOnce = 6;
  std::vector<std::thread> writers;
  std::vector<domain::FamilyId> ids(kAtOnce);
  for (auto& id : ids) {
    writers.emplace_back([&, call = Coordinator(Effect::kStarts)] {
      const auto receipt = families.Register(call, kFebruary, RequestFamily());
      ASSERT_THAT(receipt, IsOk());
      id = domain::FamilyId(receipt->subject);
    });
  }
  for (std::thread& writer : writers) {
    writer.join();
  }
  EXPECT_EQ(Count("contract_keys"), 2) << "one for families, one for digests";
  for (const auto& id : ids) {
    EXPECT_THAT(families.Get(Coordinator(Effect::kReads), id), IsOk());
  }
}

TEST_F(VaultTest, APartnersReferralMakesTheKeysOfItsFamilyAndContract) {
  Refer(kPartnerA);
  EXPECT_EQ(Count("contract_keys"), 2) << "one for families, one for digests";
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), OnlyFamily())->adult_names,
              ElementsAre(domain::Personal("Ouder A")));
}

TEST_F(VaultTest, AFamilyThatIsNotStoredLeavesNoKeyBehind) {
  auto call = Coordinator(Effect::kStarts);
  call.scope.partner = "not a partner";
  EXPECT_FALSE(families.Register(call, kFebruary, RequestFamily()).ok());
  EXPECT_EQ(Count("family_keys"), 0);
  EXPECT_EQ(Count("contract_keys"), 0);
}

TEST_F(VaultTest, DigestsAreEqualForEqualTextsOfOneKindInOneContract) {
  const TenantScope elsewhere = fixture.OpenContract({.municipality = "0392"});
  const auto digest = DigestOf(tenant, "name", "jansen");
  ASSERT_THAT(digest, IsOk());
  EXPECT_THAT(*digest, SizeIs(32));
  EXPECT_EQ(*DigestOf(tenant, "name", "jansen"), *digest);
  EXPECT_NE(*DigestOf(tenant, "name", "janssen"), *digest);
  EXPECT_NE(*DigestOf(tenant, "street", "jansen"), *digest);
  EXPECT_NE(*DigestOf(elsewhere, "name", "jansen"), *digest);
}

TEST_F(VaultTest, NothingPersonalStandsInTheTablesInPlain) {
  Register();
  for (const char* table : {"families", "adults", "children", "contacts", "receipts"}) {
    const std::string rows =
        fixture.fresh().Ask(absl::StrCat("SELECT t::text FROM registration.", table, " t"));
    EXPECT_NE(rows, "");
    for (const char* mark : {"Ouder A", "3361AB", "2014-05-02"}) {
      EXPECT_EQ(rows.find(mark), std::string::npos) << table;
    }
  }
}

}  // namespace
}  // namespace buurtbrug::registration::store
