#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <atomic>
#include <functional>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "tenancy/app/tenancy.h"

namespace buurtbrug::tenancy::app {

using absl::CivilDay;
using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;

// Of which the rest is not known.
inline domain::Contract ContractFrom(CivilDay first_day, std::optional<CivilDay> last_day) {
  domain::Contract contract;
  contract.programme = "Buurtgezinnen";
  contract.protocol_version = 1;
  contract.provider = "Stichting Buurtgezinnen";
  contract.first_day = first_day;
  contract.last_day = last_day;
  return contract;
}

inline domain::Contract Year(int year) {
  return ContractFrom(CivilDay(year, 1, 1), CivilDay(year, 12, 31));
}

inline domain::SubsidyPeriod Period(const std::string& name, CivilDay first_day,
                                    CivilDay last_day) {
  domain::SubsidyPeriod period;
  period.name = name;
  period.first_day = first_day;
  period.last_day = last_day;
  return period;
}

inline domain::SubsidyPeriod Period2020() {
  return Period("2020", CivilDay(2020, 1, 1), CivilDay(2020, 12, 31));
}

// Sliedrecht, Haarlem and the first version of Buurtgezinnen, on 15 November 2020; an operator
// calls.
class SceneTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(municipalities_.Create(NewCall(), {"0610", "Sliedrecht"}), IsOk());
    ASSERT_THAT(municipalities_.Create(NewCall(), {"0392", "Haarlem"}), IsOk());
    ASSERT_THAT(protocols_.Create(NewCall(), protocol_), IsOk());
  }

  // A new request; about what, depends.
  Call NewCall(const TenantScope& scope = {}) {
    Call call = fixture_.NewCall(scope, platform::access::Effect::kAdministers);
    call.caller.role = platform::access::Role::kFoundationOperator;
    call.caller.subject = "operator";
    return call;
  }
  Call About(const std::string& municipality) { return NewCall({municipality, {}}); }
  // The same request at another time.
  static Call At(Call call, CivilDay day) {
    call.now += absl::Hours(24) * (day - call.today);
    call.today = day;
    return call;
  }

  TenantScope Open(const std::string& municipality, const domain::Contract& contract) {
    const auto receipt = contracts_.Create(About(municipality), contract);
    EXPECT_THAT(receipt, IsOk());
    return {municipality, domain::ContractId(receipt->subject)};
  }
  TenantScope OpenSliedrecht() {
    return Open("0610", ContractFrom(CivilDay(2020, 1, 1), std::nullopt));
  }
  domain::Contract Seen(const TenantScope& tenant) {
    const auto listed = contracts_.List(About(tenant.municipality));
    EXPECT_THAT(listed, IsOk());
    for (const domain::Contract& contract : *listed) {
      if (contract.id == tenant.contract) {
        return contract;
      }
    }
    ADD_FAILURE() << "no such contract";
    return {};
  }

  std::string Ask(const std::string& sql) { return fixture_.fresh().Ask(sql); }
  int64_t Count(const std::string& table) { return fixture_.fresh().Count("tenancy", table); }

  // The last fact of a type, and under which municipality it was told.
  template <typename Event>
  Event LastTold(const std::string& municipality) {
    Event event;
    const std::string hex =
        Ask(absl::StrCat("SELECT encode(event, 'hex') FROM tenancy.feed_entries WHERE type = '",
                         event.GetTypeName(), "' AND municipality = '", municipality,
                         "' ORDER BY transaction DESC, sequence DESC LIMIT 1"));
    EXPECT_TRUE(event.ParseFromString(
        absl::HexStringToBytes(std::string(absl::StripAsciiWhitespace(hex)))));
    EXPECT_FALSE(hex.empty()) << "nothing was told: " << event.GetTypeName();
    return event;
  }

  // `call` by several threads at once, each with a request of its own.
  template <typename Result>
  std::vector<Result> AtOnce(size_t threads, const std::function<Result()>& call) {
    std::vector<Result> results(threads);
    std::vector<std::thread> running;
    running.reserve(threads);
    for (Result& result : results) {
      running.emplace_back([&] { result = call(); });
    }
    for (std::thread& thread : running) {
      thread.join();
    }
    return results;
  }
  template <typename Result>
  static int CountOk(const std::vector<Result>& results) {
    int ok = 0;
    for (const Result& result : results) {
      ok += result.ok() ? 1 : 0;
    }
    return ok;
  }

  const domain::Protocol protocol_ = {"Buurtgezinnen", 1, std::nullopt, 36, false, 24, 6};
  platform::testing::TenantFixture fixture_{"tenancy"};
  std::atomic<int> rung_ = 0;
  Tenancy tenancy_{fixture_.database(), fixture_.random(), [this] { ++rung_; }};
  Municipalities& municipalities_ = tenancy_.municipalities;
  Protocols& protocols_ = tenancy_.protocols;
  Contracts& contracts_ = tenancy_.contracts;
  SubsidyPeriods& periods_ = tenancy_.periods;
  Appointments& appointments_ = tenancy_.appointments;
  Operators& operators_ = tenancy_.operators;
  Partners& partners_ = tenancy_.partners;
  BreakGlasses& break_glasses_ = tenancy_.break_glasses;
  PoolAgreements& pool_agreements_ = tenancy_.pool_agreements;
  PoolConsents& pool_consents_ = tenancy_.pool_consents;
};

}  // namespace buurtbrug::tenancy::app
