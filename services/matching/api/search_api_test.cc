#include "matching/api/search_api.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>

#include "matching/app/told_scene_test.h"

namespace buurtbrug::matching::api {
namespace {

using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using std::string_literals::operator""s;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

class SearchApiTest : public app::ToldScene {
 protected:
  v1::FindSupportFamiliesRequest Looking(const FamilyId& family) {
    v1::FindSupportFamiliesRequest request;
    request.set_request_family_id(family.ToString());
    request.add_children(1);
    return request;
  }

  app::Directory directory_{fixture_.database(), fixture_.clock()};
  app::Searches searches_{directory_, [] { return absl::OkStatus(); }};
  SearchApi api_{searches_};
};

TEST_F(SearchApiTest, EveryMethodOfTheServiceIsBound) {
  EXPECT_THAT(api_.Describe().Methods(), IsOk());
}

TEST_F(SearchApiTest, AnAnswerSaysWhoHowWellAndWhy) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  const auto found = api_.FindSupportFamilies(Reads(), Looking(request));
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->day(), "2020-11-15");
  EXPECT_EQ(found->weights_version(), 0);
  ASSERT_EQ(found->support_families_size(), 1);
  const v1::FoundSupportFamily& first = found->support_families(0);
  EXPECT_EQ(first.support_family_id(), support.ToString());
  EXPECT_EQ(first.distance_m(), 1500);
  EXPECT_FALSE(first.has_broken_rule());
  int sum = 0;
  for (const v1::FitReason& reason : first.fit().reasons()) {
    sum += reason.contribution();
    EXPECT_LE(reason.contribution(), reason.at_most());
    EXPECT_NE(reason.words(), "");
    EXPECT_NE(reason.speaks(), v1::SPEAKS_UNSPECIFIED);
  }
  EXPECT_EQ(sum, first.fit().of_thousand());
  EXPECT_EQ(first.fit().reasons(0).part(), "DISTANCE");
  EXPECT_EQ(first.fit().reasons(0).speaks(), v1::SPEAKS_FOR);

  v1::FindRequestFamiliesRequest other_way;
  other_way.set_support_family_id(support.ToString());
  const auto requests = api_.FindRequestFamilies(Reads(), other_way);
  ASSERT_THAT(requests, IsOk());
  ASSERT_EQ(requests->request_families_size(), 2);
  EXPECT_EQ(requests->request_families(1).request_family_id(), request.ToString());
  EXPECT_THAT(requests->request_families(1).children(), ElementsAre(2));
}

TEST_F(SearchApiTest, InterestsThatAreSharedSpeakForAPairAndOthersAgainstIt) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  auto needs = RequestProfile(request);
  needs.mutable_needs(0)->add_interests(registration::v1::INTEREST_CRAFTS);
  Tell(needs);
  auto offer = SupportProfile(support);
  const auto reason = [&] {
    const auto found = api_.FindSupportFamilies(Reads(), Looking(request));
    EXPECT_THAT(found, IsOk());
    EXPECT_EQ(found->support_families_size(), 1);
    const v1::FitReason& last =
        found->support_families(0).fit().reasons(static_cast<int>(engine::FitPart::kInterests));
    EXPECT_EQ(last.part(), "INTERESTS");
    return std::make_pair(last.speaks(), last.words());
  };
  EXPECT_EQ(reason(), std::make_pair(v1::SPEAKS_NEITHER,
                                     "van een van de gezinnen zijn geen interesses bekend"s));
  offer.mutable_offer()->add_interests(registration::v1::INTEREST_FOOTBALL);
  Tell(offer);
  EXPECT_EQ(reason(), std::make_pair(v1::SPEAKS_AGAINST, "noemt knutselen niet als interesse"s));
  offer.mutable_offer()->add_interests(registration::v1::INTEREST_CRAFTS);
  Tell(offer);
  EXPECT_EQ(reason(), std::make_pair(v1::SPEAKS_FOR, "houdt ook van knutselen"s));
}

TEST_F(SearchApiTest, AMissAndAnExplanationNameTheRule) {
  const FamilyId request = NewRequest();
  const FamilyId support = NewSupport();
  auto profile = SupportProfile(support);
  profile.mutable_offer()->set_distance_km(1);
  Tell(profile);
  auto looking = Looking(request);
  const auto found = api_.FindSupportFamilies(Reads(), looking);
  ASSERT_THAT(found, IsOk());
  EXPECT_EQ(found->support_families_size(), 0);
  ASSERT_EQ(found->near_misses_size(), 1);
  EXPECT_EQ(found->near_misses(0).broken_rule().code(), "TOO_FAR");
  looking.set_misses(0);
  EXPECT_EQ(api_.FindSupportFamilies(Reads(), looking)->near_misses_size(), 0);
  v1::ExplainPairRequest pair;
  pair.set_request_family_id(request.ToString());
  pair.add_children(1);
  pair.set_support_family_id(support.ToString());
  const auto explained = api_.ExplainPair(Reads(), pair);
  ASSERT_THAT(explained, IsOk());
  EXPECT_FALSE(explained->possible());
  ASSERT_EQ(explained->broken_rules_size(), 1);
  EXPECT_EQ(explained->broken_rules(0).code(), "TOO_FAR");
  EXPECT_EQ(explained->broken_rules(0).words(), found->near_misses(0).broken_rule().words());
  EXPECT_TRUE(explained->has_fit());
  EXPECT_EQ(explained->fit().of_thousand(), found->near_misses(0).fit().of_thousand());
  EXPECT_THAT(explained->fit().reasons(), SizeIs(engine::kFitParts));
  EXPECT_THAT(found->near_misses(0).fit().reasons(), IsEmpty());
  EXPECT_EQ(explained->distance_m(), 1500);
  profile.set_area("9999");
  Tell(profile);
  const auto unknown = api_.ExplainPair(Reads(), pair);
  ASSERT_THAT(unknown, IsOk());
  ASSERT_EQ(unknown->unsearched_size(), 1);
  EXPECT_EQ(unknown->unsearched(0).code(), "AREA_UNKNOWN");
  EXPECT_EQ(unknown->unsearched(0).family_id(), support.ToString());
  EXPECT_FALSE(unknown->has_fit());
  const auto without = api_.FindSupportFamilies(Reads(), looking);
  ASSERT_EQ(without->unsearched_size(), 1);
  EXPECT_EQ(without->unsearched(0).code(), "AREA_UNKNOWN");
  EXPECT_EQ(without->unsearched(0).families(), 1);
}

TEST_F(SearchApiTest, AQuestionHasItsBounds) {
  const FamilyId request = NewRequest();
  auto looking = Looking(request);
  for (const int count : {-1, 51}) {
    looking.set_count(count);
    EXPECT_THAT(api_.FindSupportFamilies(Reads(), looking), RefusesField("count", "OUT_OF_RANGE"));
  }
  looking.set_count(50);
  for (const int misses : {-1, 51}) {
    looking.set_misses(misses);
    EXPECT_THAT(api_.FindSupportFamilies(Reads(), looking), RefusesField("misses", "OUT_OF_RANGE"));
  }
  looking.set_misses(50);
  looking.set_day("15-11-2020");
  EXPECT_THAT(api_.FindSupportFamilies(Reads(), looking), RefusesField("day", "INVALID_DATE"));
  looking.clear_day();
  looking.set_request_family_id("Jansen");
  EXPECT_THAT(api_.FindSupportFamilies(Reads(), looking),
              RefusesField("request_family_id", "INVALID_ID"));
  looking.set_request_family_id(NewId().ToString());
  EXPECT_THAT(api_.FindSupportFamilies(Reads(), looking),
              Fails(absl::StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

}  // namespace
}  // namespace buurtbrug::matching::api
