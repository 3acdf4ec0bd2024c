#pragma once

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/tenant/contracts.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "registration/app/families.h"
#include "registration/app/means.h"
#include "registration/app/referrals.h"

namespace buurtbrug::registration {

// Master keys of the tests: `numbers` of them, each of one byte repeated.
inline platform::crypto::MasterKeys TestMasterKeys(int numbers = 1) {
  std::string text;
  for (int number = 1; number <= numbers; ++number) {
    absl::StrAppend(&text, number, " ",
                    absl::Base64Escape(std::string(32, static_cast<char>('0' + number))), "\n");
  }
  return *platform::crypto::MasterKeys::Parse("sealing.master_keys", text);
}

// Registration on a database of its own, with a contract that runs from 2020, its coordinator and
// partners.
class Scene : public ::testing::Test {
 protected:
  using Call = platform::access::Call;
  using Effect = platform::access::Effect;
  using TenantScope = platform::core::TenantScope;

  static constexpr absl::CivilDay kFebruary{2020, 2, 1};
  static constexpr absl::CivilDay kMarch{2020, 3, 2};
  static constexpr char kPartnerA[] = "0a000000-0000-7000-8000-000000000001";
  static constexpr char kPartnerB[] = "0b000000-0000-7000-8000-000000000002";

  static domain::Registration RequestFamily() {
    return {domain::FamilyRole::kRequest,
            domain::Personal("3361AB"),
            {domain::Personal("Ouder A")},
            {absl::CivilDay(2014, 5, 2)}};
  }

  Call Coordinator(Effect effect) { return fixture.NewCall(tenant, effect); }

  Call Partner(const std::string& partner, Effect effect) {
    return Partner(partner, effect, tenant);
  }
  Call Partner(const std::string& partner, Effect effect, const TenantScope& of) {
    Call call = fixture.NewCall(of, effect);
    call.caller.role = platform::access::Role::kPartner;
    call.caller.subject = "client-of-" + partner;
    call.caller.partner = partner;
    call.scope.partner = partner;
    return call;
  }

  domain::FamilyId Register() {
    const auto receipt =
        families.Register(Coordinator(Effect::kStarts), kFebruary, RequestFamily());
    EXPECT_THAT(receipt, platform::testing::IsOk());
    return domain::FamilyId(receipt->subject);
  }

  domain::ReferralId Refer(const std::string& partner, const std::string& reference = "") {
    const auto receipt =
        referrals.Refer(Partner(partner, Effect::kStarts), kFebruary, {RequestFamily(), reference});
    EXPECT_THAT(receipt, platform::testing::IsOk());
    return domain::ReferralId(receipt->subject);
  }

  // The only one in the contract, as its coordinator finds it.
  domain::FamilyId OnlyFamily() {
    const auto heads = families.List(Coordinator(Effect::kReads), {});
    EXPECT_THAT(heads, platform::testing::IsOk());
    EXPECT_EQ(heads->size(), 1U);
    return heads->front().id;
  }

  // As tenancy tells it: the period 2020 is closed.
  void SealPeriod() {
    tenancy::v1::SubsidyPeriodChanged changed;
    changed.mutable_period()->set_name("2020");
    changed.mutable_period()->set_first_day("2020-01-01");
    changed.mutable_period()->set_last_day("2020-12-31");
    changed.mutable_period()->mutable_sealed_at()->set_seconds(
        absl::ToUnixSeconds(platform::testing::TenantFixture::Now()));
    changed.set_version(2);
    const platform::feed::Entry entry = {
        {},
        tenant,
        fixture.Now(),
        platform::feed::MakeFact(platform::core::NewUuid(fixture.Now(), fixture.random()),
                                 absl::CivilDay(2020, 11, 15), changed)};
    EXPECT_THAT(fixture.database().Run(platform::postgres::Scope::Tenant(tenant),
                                       [&](platform::postgres::ScopedTransaction& transaction) {
                                         return platform::tenant::ApplyTenancy(transaction, entry);
                                       }),
                platform::testing::IsOk());
  }

  int64_t Count(const std::string& table) { return fixture.fresh().Count("registration", table); }

  platform::testing::TenantFixture fixture{"registration"};
  TenantScope tenant = fixture.OpenContract();
  store::Vault vault{TestMasterKeys()};
  const app::Means means{fixture.database(), fixture.gate(), fixture.random(), vault};
  app::Families families{means};
  app::Referrals referrals{means};
};

}  // namespace buurtbrug::registration
