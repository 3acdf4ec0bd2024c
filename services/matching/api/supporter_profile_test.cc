#include "matching/api/supporter_profile.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>

#include "matching/domain/family_card.h"
#include "matching/engine/plan/place_value.h"
#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::api {
namespace {

using engine::Snapshot;
using engine::Supporter;

int NumberOf(const Snapshot& snapshot, const std::string& tag) {
  return static_cast<int>(std::find(snapshot.languages.begin(), snapshot.languages.end(), tag) -
                          snapshot.languages.begin());
}

void AddWish(const Snapshot& snapshot, const v1::ProfileWish& told, engine::WishSet& wishes) {
  using domain::WishKind;
  switch (static_cast<WishKind>(told.kind())) {
    case WishKind::kLanguage:
      wishes.languages.Insert(NumberOf(snapshot, told.language()));
      break;
    case WishKind::kNoPet:
      wishes.pets.Insert(static_cast<engine::Pet>(told.pet()));
      break;
    case WishKind::kNoSmoking:
      wishes.qualities.Insert(engine::Quality::kNoSmoking);
      break;
    case WishKind::kAccessible:
      wishes.accessibility.Insert(static_cast<engine::Accessibility>(told.accessibility()));
      break;
    case WishKind::kFatherFigure:
      wishes.qualities.Insert(engine::Quality::kFatherFigure);
      break;
    case WishKind::kExperiencedParents:
      wishes.qualities.Insert(engine::Quality::kExperiencedParents);
      break;
    case WishKind::kChildrenOfSameAge:
      wishes.qualities.Insert(engine::Quality::kChildrenOfSameAge);
      break;
  }
}

// Who registers as the message says and nothing else, asked today.
Supporter Registered(const Snapshot& snapshot, const v1::SupporterProfile& told) {
  Supporter supporter;
  std::array<std::uint8_t, 16> bytes{};
  bytes.fill(0xee);
  supporter.family = engine::FamilyId(platform::core::Uuid(bytes));
  engine::Terms& terms = supporter.terms;
  terms.point = {told.x_m(), told.y_m()};
  terms.distance_m = told.distance_m();
  for (const int kind : told.kinds()) {
    terms.kinds.Insert(static_cast<engine::SupportKind>(kind));
  }
  for (const int moment : told.moments()) {
    terms.moments.Insert(static_cast<engine::Moment>(moment));
  }
  terms.frequency = static_cast<engine::Frequency>(told.frequency());
  for (const int transport : told.transports()) {
    terms.transports.Insert(static_cast<engine::Transport>(transport));
  }
  for (const std::string& tag : told.languages()) {
    for (std::size_t end = tag.find('-');; end = tag.find('-', end + 1)) {
      const int number = NumberOf(snapshot, tag.substr(0, end));
      if (static_cast<std::size_t>(number) < snapshot.languages.size()) {
        terms.traits.languages.Insert(number);
      }
      if (end == std::string::npos) {
        break;
      }
    }
  }
  for (const int pet : told.pets()) {
    terms.traits.pets.Insert(static_cast<engine::Pet>(pet));
  }
  for (const int accessibility : told.accessibility()) {
    terms.traits.accessibility.Insert(static_cast<engine::Accessibility>(accessibility));
  }
  terms.traits.smoking = static_cast<engine::Smoking>(told.smoking());
  terms.traits.father_figure = told.father_figure();
  terms.traits.experienced_parents = told.experienced_parents();
  for (const v1::ProfileWish& wish : told.wishes()) {
    AddWish(snapshot, wish,
            wish.strength() == static_cast<int>(domain::WishStrength::kLimit)
                ? terms.wishes.limits
                : terms.wishes.better);
  }
  for (std::size_t contract = 0; contract < snapshot.contracts.size(); ++contract) {
    if (snapshot.contracts[contract].ToString() == told.contract_id()) {
      terms.contract = static_cast<std::uint16_t>(contract);
    }
  }
  supporter.ages = engine::AgeSet::Range(told.youngest(), told.eldest());
  for (const int years : told.children_years()) {
    supporter.children.Insert(years);
  }
  supporter.capacity = told.places();
  supporter.free_places = told.places();
  supporter.ready[0] = {snapshot.day, engine::kForEver};
  supporter.willing_on = snapshot.day;
  return supporter;
}

TEST(SupporterProfile, WhoRegistersAsItSaysRaisesTheBestPlanByWhatIsSaid) {
  int for_a_unit = 0;
  int like_another = 0;
  for (std::uint64_t seed = 0; seed < 300; ++seed) {
    std::mt19937_64 random(seed);
    const Snapshot snapshot =
        engine::Freeze(
            engine::RandomSnapshot(
                {.units = 9, .supporters = 5, .siblings_in_ten = seed % 3 == 0 ? 3 : 0}, random))
            .value();
    const engine::Plan plan = engine::MakePlan(snapshot).value();
    const engine::PlaceValues values =
        engine::ValuePlaces(snapshot, plan, {.most = 100, .most_plans = 50}).value();
    for (const engine::NewSupporter& advice : values.advice) {
      v1::SupporterProfile told;
      Write(snapshot, advice.profile, "3361", told);
      const engine::Plan with =
          engine::MakePlan(engine::WithSupporter(snapshot, Registered(snapshot, told))).value();
      ASSERT_EQ(with.worth - plan.worth, advice.rise) << seed << " " << told.DebugString();
      (advice.for_unit != engine::kNobody ? for_a_unit : like_another) += 1;
    }
  }
  EXPECT_GT(for_a_unit, 300);
  EXPECT_GT(like_another, 100);
}

TEST(SupporterProfile, SaysWhereAndWhatInWords) {
  Snapshot snapshot;
  snapshot.contracts = {engine::ContractOf(1)};
  v1::SupporterProfile told;
  Write(snapshot, engine::SomeSupporter(), "3361", told);
  EXPECT_EQ(told.area(), "3361");
  EXPECT_EQ(
      told.words(),
      "in postcodegebied 3361, biedt een vaste middag en hulp bij huiswerk, op woensdagmiddag, "
      "elke week, tot 6,0 km, voor 4 tot en met 12 jaar");
}

TEST(SupporterProfile, TellsOfLanguagesThoseThatDoNotGoWithoutSaying) {
  Snapshot snapshot;
  snapshot.contracts = {engine::ContractOf(1)};
  snapshot.languages = {"ar", "ar-SY", "arc"};
  Supporter supporter = engine::SomeSupporter();
  for (const int number : {0, 1, 2}) {
    supporter.terms.traits.languages.Insert(number);
  }
  v1::SupporterProfile told;
  Write(snapshot, supporter, "", told);
  EXPECT_THAT(told.languages(), ::testing::ElementsAre("ar-SY", "arc"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
