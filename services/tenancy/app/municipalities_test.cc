#include "tenancy/app/municipalities.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using ::testing::SizeIs;

class MunicipalitiesTest : public SceneTest {};

TEST_F(MunicipalitiesTest, MunicipalitiesAreListedByCode) {
  const auto all = municipalities_.List();
  ASSERT_THAT(all, IsOk());
  ASSERT_THAT(*all, SizeIs(2));
  EXPECT_EQ((*all)[0].name, "Haarlem");
  EXPECT_EQ((*all)[0].rsin, std::nullopt);
  EXPECT_EQ((*all)[1].code, "0610");
}

TEST_F(MunicipalitiesTest, AMunicipalityExistsOnce) {
  EXPECT_THAT(municipalities_.Create(NewCall(), {"0610", "Sliedrecht"}),
              Fails(StatusCode::kAlreadyExists, "MUNICIPALITY_EXISTS"));
  const Call call = NewCall();
  EXPECT_THAT(municipalities_.Create(call, {"0603", "Rijswijk"}), IsOk());
  EXPECT_THAT(municipalities_.Create(call, {"0603", "Rijswijk"}), IsOk());
  EXPECT_EQ(Count("municipalities"), 3);
}

TEST_F(MunicipalitiesTest, AMunicipalityIsListedAsItWasChanged) {
  const auto changed = municipalities_.Update(
      NewCall(), {"0392", "Haarlem", 2022, "NH", "123456782", "00000001234567890000"}, 1);
  ASSERT_THAT(changed, IsOk());
  EXPECT_EQ(changed->version, 2);
  const domain::Municipality seen = (*municipalities_.List())[0];
  EXPECT_EQ(seen.code_year, 2022);
  EXPECT_EQ(seen.qualifier, "NH");
  EXPECT_EQ(seen.rsin, "123456782");
  EXPECT_EQ(seen.oin, "00000001234567890000");
  EXPECT_EQ(seen.version, 2);
  ASSERT_THAT(municipalities_.Update(NewCall(), {"0392", "Haarlem"}, 0), IsOk());
  EXPECT_EQ((*municipalities_.List())[0].oin, std::nullopt);
}

TEST_F(MunicipalitiesTest, AnEarlierVersionAnUnknownCodeAndBadNumbersAreRefused) {
  ASSERT_THAT(municipalities_.Update(NewCall(), {"0392", "Haarlem"}, 1), IsOk());
  EXPECT_THAT(municipalities_.Update(NewCall(), {"0392", "Haarlem"}, 1),
              Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  EXPECT_THAT(municipalities_.Update(NewCall(), {"0603", "Rijswijk"}, 0),
              Fails(StatusCode::kNotFound, "MUNICIPALITY_NOT_FOUND"));
  domain::Municipality municipality = {"0392", "Haarlem"};
  municipality.rsin = "123456789";
  EXPECT_THAT(municipalities_.Update(NewCall(), municipality, 0),
              RefusesField("rsin", "INVALID_RSIN"));
  EXPECT_THAT(municipalities_.Create(NewCall(), {"0000", "Nergens"}),
              RefusesField("code", "INVALID_MUNICIPALITY"));
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
