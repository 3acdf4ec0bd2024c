#include "matching/engine/plan/snapshot.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "matching/engine/plan/random_snapshot_test.h"

namespace buurtbrug::matching::engine {
namespace {

Snapshot Some(std::uint64_t seed) {
  std::mt19937_64 random(seed);
  return RandomSnapshot({.units = 6, .supporters = 6, .siblings_in_ten = 2}, random);
}

void RefusesToFreeze(const Snapshot& snapshot, const std::string& part) {
  const absl::StatusOr<Snapshot> frozen = Freeze(snapshot);
  EXPECT_EQ(frozen.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(frozen.status().message()), testing::HasSubstr(part));
}

TEST(Snapshot, HasTheSameBytesInWhateverOrderItCame) {
  Snapshot snapshot = Some(1);
  const std::string bytes = SerializeSnapshot(Freeze(snapshot).value());
  std::reverse(snapshot.units.begin(), snapshot.units.end());
  std::reverse(snapshot.supporters.begin(), snapshot.supporters.end());
  std::reverse(snapshot.barred.begin(), snapshot.barred.end());
  snapshot.barred.insert(snapshot.barred.end(), snapshot.barred.begin(), snapshot.barred.end());
  std::reverse(snapshot.agreements.begin(), snapshot.agreements.end());
  for (Supporter& supporter : snapshot.supporters) {
    std::swap(supporter.ready[0], supporter.ready[3]);
  }
  EXPECT_EQ(SerializeSnapshot(Freeze(snapshot).value()), bytes);
}

TEST(Snapshot, HasTheSameBytesWhateverTheNumbersOfLanguagesAndContracts) {
  Snapshot snapshot = Some(2);
  const std::string bytes = SerializeSnapshot(Freeze(snapshot).value());
  const auto exchange = [](LanguageSet& languages) {
    LanguageSet exchanged;
    for (int number = 0; number < 3; ++number) {
      if (languages.Has(number)) {
        exchanged.Insert(2 - number);
      }
    }
    languages = exchanged;
  };
  const auto renumber = [&](Terms& terms) {
    exchange(terms.traits.languages);
    exchange(terms.wishes.better.languages);
    exchange(terms.wishes.limits.languages);
    terms.contract = static_cast<std::uint16_t>(1 - terms.contract);
  };
  for (Unit& unit : snapshot.units) {
    renumber(unit.terms);
  }
  for (Supporter& supporter : snapshot.supporters) {
    renumber(supporter.terms);
  }
  for (Agreements::Pair& pair : snapshot.agreements) {
    pair = {static_cast<std::uint16_t>(1 - pair.first),
            static_cast<std::uint16_t>(1 - pair.second)};
  }
  std::swap(snapshot.contracts[0], snapshot.contracts[1]);
  std::swap(snapshot.languages[0], snapshot.languages[2]);
  EXPECT_EQ(SerializeSnapshot(Freeze(snapshot).value()), bytes);
}

TEST(Snapshot, ComesBackFromItsBytesAsItWas) {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const std::string bytes = SerializeSnapshot(Freeze(Some(seed)).value());
    const absl::StatusOr<Snapshot> parsed = ParseSnapshot(bytes);
    ASSERT_TRUE(parsed.ok()) << parsed.status();
    EXPECT_EQ(SerializeSnapshot(*parsed), bytes);
    EXPECT_EQ(parsed->units.size(), 6U);
    EXPECT_EQ(parsed->day, kToday);
  }
}

// The day, ten weights and the version of them; no contract, language, agreement, barred pair, unit
// or support family.
TEST(Snapshot, ReadsWhatWasKeptBeforeThereWereInterestsAsItWas) {
  using namespace std::string_literals;  // NOLINT(google-build-using-namespace): for ""s
  const std::string bytes =
      "\x28"s + "buurtbrug snapshot 1" +
      "\x0e\x02\x04\x06\x08\x0a\x0c\x0e\x10\x12\x14\x06\x00\x00\x00\x00\x00\x00"s;
  const absl::StatusOr<Snapshot> parsed = ParseSnapshot(bytes);
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(parsed->day, 7);
  EXPECT_EQ(parsed->weights.of, (Parts{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0}));
  EXPECT_EQ(parsed->weights_version, 3);
  EXPECT_EQ(SerializeSnapshot(*parsed), bytes);
}

TEST(Snapshot, KeepsInterestsAndTheirWeight) {
  Snapshot snapshot = Some(7);
  snapshot.units.front().terms.interests = {Interest::kCrafts, Interest::kOutings};
  snapshot.weights.of[static_cast<std::size_t>(FitPart::kInterests)] = 123;
  snapshot = Freeze(snapshot).value();
  const Snapshot parsed = ParseSnapshot(SerializeSnapshot(snapshot)).value();
  EXPECT_EQ(parsed.weights.of, snapshot.weights.of);
  for (std::size_t i = 0; i < snapshot.units.size(); ++i) {
    EXPECT_EQ(parsed.units[i].terms.interests, snapshot.units[i].terms.interests);
  }
  for (std::size_t i = 0; i < snapshot.supporters.size(); ++i) {
    EXPECT_EQ(parsed.supporters[i].terms.interests, snapshot.supporters[i].terms.interests);
  }
}

TEST(Snapshot, RefusesBytesThatAreCutOffOrGoOn) {
  const std::string bytes = SerializeSnapshot(Freeze(Some(3)).value());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    ASSERT_FALSE(ParseSnapshot(bytes.substr(0, size)).ok()) << size;
  }
  EXPECT_FALSE(ParseSnapshot(bytes + '\0').ok());
}

TEST(Snapshot, TakesChangedBytesOnlyAsTheOneFormOfAnotherSnapshot) {
  const std::string bytes = SerializeSnapshot(Freeze(Some(4)).value());
  int taken = 0;
  for (std::size_t at = 0; at < bytes.size(); ++at) {
    for (const int mask : {0x01, 0x80}) {
      std::string changed = bytes;
      changed[at] = static_cast<char>(changed[at] ^ mask);
      const absl::StatusOr<Snapshot> parsed = ParseSnapshot(changed);
      if (parsed.ok()) {
        ++taken;
        ASSERT_EQ(SerializeSnapshot(*parsed), changed);
      }
    }
  }
  EXPECT_GT(taken, 0);  // another id or point is another snapshot
}

TEST(Snapshot, RefusesWhatIsThereTwiceOrOutsideItsRange) {
  Snapshot twice = Some(5);
  twice.units.push_back(twice.units.front());
  RefusesToFreeze(twice, "a unit is there twice");
  twice = Some(5);
  twice.supporters.push_back(twice.supporters.front());
  RefusesToFreeze(twice, "a support family is there twice");
  Snapshot wrong = Some(5);
  wrong.units.front().places = 11;
  RefusesToFreeze(wrong, "places not 1 to 10");
  wrong = Some(5);
  wrong.units.front().children = {};
  RefusesToFreeze(wrong, "no children");
  wrong = Some(5);
  wrong.units.front().terms.point.x_m = 1'000'001;
  RefusesToFreeze(wrong, "outside its range");
  wrong = Some(5);
  wrong.units.front().terms.interests = InterestSet::Range(15, 15);
  RefusesToFreeze(wrong, "outside its range");
  wrong = Some(5);
  wrong.supporters.front().free_places = -1;
  RefusesToFreeze(wrong, "places not 0 to 1000");
  wrong = Some(5);
  wrong.units.front().terms.contract = 2;
  RefusesToFreeze(wrong, "a number names no contract");
  wrong = Some(5);
  wrong.units.front().terms.traits.languages.Insert(3);
  RefusesToFreeze(wrong, "language 3 has no tag");
  wrong = Some(5);
  wrong.weights.of = {};
  RefusesToFreeze(wrong, "the weights are not usable");
}

TEST(Snapshot, KeepsTheLanguageThatNobodySpeaksWithoutATag) {
  Snapshot snapshot = Some(6);
  snapshot.units.front().terms.wishes.limits.languages.Insert(255);
  const absl::StatusOr<Snapshot> parsed =
      ParseSnapshot(SerializeSnapshot(Freeze(snapshot).value()));
  ASSERT_TRUE(parsed.ok()) << parsed.status();
  EXPECT_EQ(
      std::count_if(parsed->units.begin(), parsed->units.end(),
                    [](const Unit& unit) { return unit.terms.wishes.limits.languages.Has(255); }),
      1);
}

}  // namespace
}  // namespace buurtbrug::matching::engine
