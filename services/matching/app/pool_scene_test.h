#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/matching/v1/events.pb.h"
#include "matching/app/pooled_families.h"
#include "matching/app/pooled_proposals.h"
#include "matching/app/searches.h"
#include "matching/app/told_scene_test.h"
#include "platform/feed/follower.h"
#include "platform/feed/log.h"
#include "platform/telemetry/metrics.h"
#include "platform/tenant/pools.h"
#include "platform/testing/pool_entries.h"

namespace buurtbrug::matching::app {

// Two municipalities: families of the contract of Heemstede (`offering_`) offer support to those of
// the contract of Haarlem, which is the contract of all that ToldScene does. Today is 15 November
// 2020; they pool from 1 October on.
class PoolScene : public ToldScene {
 protected:
  using PoolDays = platform::testing::PoolDays;

  PoolScene() : ToldScene("0392") {
    for (const TenantScope& tenant : {offering_, tenant_}) {
      pools_.Learn(platform::testing::ContractEntry(tenant, {absl::CivilDay(2020, 1, 1)}));
    }
    pools_.Learn(platform::testing::AgreementEntry(agreement_, "0397", "0392",
                                                   {absl::CivilDay(2020, 10, 1)}));
    Consent("receiving", tenant_, {absl::CivilDay(2020, 10, 1)});
    Consent("offering", offering_, {absl::CivilDay(2020, 10, 1)});
  }

  void Consent(const std::string& consent, const TenantScope& tenant, const PoolDays& days,
               std::int64_t version = 1) {
    pools_.Learn(platform::testing::ConsentEntry(consent, agreement_, tenant, days, version));
  }

  std::string Ask(const std::string& sql) {
    return std::string(absl::StripTrailingAsciiWhitespace(ToldScene::Ask(sql)));
  }

  // Does `work` in the offering contract instead.
  template <typename Work>
  auto InOffering(const Work& work) {
    struct Swapped {
      explicit Swapped(PoolScene& scene) : scene(scene) {
        std::swap(scene.tenant_, scene.offering_);
      }
      ~Swapped() { std::swap(scene.tenant_, scene.offering_); }
      PoolScene& scene;
    } swapped(*this);
    return work();
  }

  // A support family of the offering contract that agrees to be shown elsewhere.
  FamilyId NewOffered() {
    return InOffering([&] {
      const FamilyId family = NewSupport();
      Agree(family);
      return family;
    });
  }
  // Of a family of the contract that is being told.
  void Agree(const FamilyId& family, bool agrees = true) {
    auto profile = SupportProfile(family);
    profile.set_pool_consent(agrees);
    Tell(profile);
  }

  void Refresh() { ASSERT_THAT(pooled_.Refresh(tenant_), platform::testing::IsOk()); }
  // The id under which a family is known in the receiving contract.
  FamilyId HereOf(const FamilyId& family) {
    const std::string here = Ask(
        absl::StrCat("SELECT family_id FROM matching.pooled_profiles WHERE offering_family_id = '",
                     family.ToString(), "'"));
    const auto id = FamilyId::Parse("family_id", here);
    EXPECT_THAT(id, platform::testing::IsOk()) << here;
    return id.value_or(family);
  }

  // With what is committed when it is asked for.
  Call Starts() { return fixture_.NewCall(tenant_, platform::access::Effect::kStarts); }
  absl::StatusOr<Receipt> ProposeAcross(const FamilyId& request, const FamilyId& here) {
    return across_matches_.Propose(Starts(), {kDay, request, {1}, here, "Om de hoek."});
  }
  // The place of a match in the contract of the support family: state and last day.
  std::string PlaceThere(const std::string& match) {
    return Ask(absl::StrCat(
        "SELECT concat(state, '|', until) FROM matching.pool_reservations WHERE match_id = '",
        match, "'"));
  }
  // What the others were told under a contract of matches across the border: of which family, in
  // which state, since when, and the first day of the trial.
  std::vector<std::string> ToldAcross(const TenantScope& contract) {
    std::vector<std::string> told;
    const std::string rows = Ask(absl::StrCat(
        "SELECT string_agg(encode(event, 'hex') || ' ' || occurred_on, '\n' ORDER BY sequence) "
        "FROM "
        "matching.feed_entries WHERE type LIKE '%.PooledMatchChanged' AND contract_id = '",
        contract.contract.ToString(), "'"));
    for (const absl::string_view row : absl::StrSplit(rows, '\n', absl::SkipEmpty())) {
      const std::pair<std::string, std::string> parts = absl::StrSplit(row, ' ');
      v1::PooledMatchChanged event;
      EXPECT_TRUE(event.ParseFromString(absl::HexStringToBytes(parts.first)));
      EXPECT_EQ(event.pool_agreement_id(), agreement_.ToString());
      told.push_back(absl::StrJoin({event.support_family_id(), v1::MatchState_Name(event.state()),
                                    parts.second, event.trial_first_day()},
                                   " "));
    }
    return told;
  }
  // Reads what matching told on its own feed, as the service does.
  void FollowOwnFeed() {
    ASSERT_THAT(own_feed_.CatchUp(absl::Seconds(10)), platform::testing::IsOk());
  }

  absl::StatusOr<Answer> Find(const FamilyId& request) {
    return searches_.FindSupport(Reads(), {request, {1}}, {Reads().today, 10, 10});
  }

  TenantScope offering_ = fixture_.OpenContract({.municipality = "0397"});
  platform::core::PoolAgreementId agreement_{
      platform::core::NewUuid(fixture_.Now(), fixture_.random())};
  platform::tenant::Pools pools_;
  PooledFamilies pooled_{fixture_.database(), fixture_.clock(), fixture_.random(), pools_, news_};
  Directory directory_{fixture_.database(), fixture_.clock(), pools_};
  Searches searches_{directory_, [] { return absl::OkStatus(); }};
  PooledProposals across_{
      fixture_.database(), fixture_.gate(), fixture_.clock(),
      fixture_.random(),   pools_,          [](const Call&) { return absl::OkStatus(); }};
  // Whom registration was asked about, and what it says.
  std::optional<TenantScope> asked_in_;
  std::optional<FamilyId> asked_about_;
  absl::StatusOr<domain::Readiness> readiness_ = domain::Readiness{{}, 1};
  Matches across_matches_{fixture_.database(),
                          fixture_.gate(),
                          fixture_.random(),
                          [this](const Call& call, const FamilyId& family, absl::CivilDay) {
                            asked_in_ = call.scope;
                            asked_about_ = family;
                            return readiness_;
                          },
                          [] { return absl::OkStatus(); },
                          &across_};
  std::unique_ptr<platform::telemetry::Metrics> metrics_ = [] {
    std::unique_ptr<platform::telemetry::Metrics> metrics;
    EXPECT_THAT(platform::telemetry::Metrics::Start("", &metrics), platform::testing::IsOk());
    return metrics;
  }();
  platform::feed::FeedLog log_{fixture_.database()};
  platform::feed::Follower own_feed_{
      "matching",
      platform::feed::OwnSource(log_),
      fixture_.database(),
      fixture_.clock(),
      *metrics_,
      [this](ScopedTransaction& transaction, const platform::feed::Entry& entry) {
        return across_.Apply(transaction, entry);
      }};
};

}  // namespace buurtbrug::matching::app
