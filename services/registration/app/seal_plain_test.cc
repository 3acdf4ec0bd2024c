#include "registration/app/seal_plain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "registration/app/scene_test.h"

namespace buurtbrug::registration::app {
namespace {

using platform::testing::IsOk;
using ::testing::ElementsAre;

class SealPlainTest : public Scene {
 protected:
  // A family as it was written before there was sealing.
  domain::FamilyId Plain() {
    const domain::FamilyId id = Register();
    const std::string where = absl::StrCat(" WHERE family_id = '", id.ToString(), "'");
    for (const char* statement :
         {"DELETE FROM registration.family_keys", "DELETE FROM registration.contacts",
          "UPDATE registration.adults SET sealed = NULL, name = 'Ouder \"van\" {Vroeger}'",
          "UPDATE registration.children SET sealed = NULL, birth_date = '2012-02-29'",
          "UPDATE registration.families SET postcode = '3362CD', area = NULL"}) {
      fixture.fresh().Ask(statement + where);
    }
    return id;
  }
  std::string Plains() {
    return fixture.fresh().Ask(
        "SELECT (SELECT count(*) FROM registration.families WHERE postcode IS NOT NULL)"
        " + (SELECT count(*) FROM registration.adults WHERE name IS NOT NULL)"
        " + (SELECT count(*) FROM registration.children WHERE birth_date IS NOT NULL)");
  }
};

TEST_F(SealPlainTest, WhatWasWrittenInPlainIsReadAsItWasAndStandsThereNoMore) {
  const auto plain = Plain();
  const auto sealed = Register();
  EXPECT_EQ(*SealPlain(means), 1);
  EXPECT_EQ(Plains(), "0\n");
  const auto family = families.Get(Coordinator(Effect::kReads), plain);
  ASSERT_THAT(family, IsOk());
  EXPECT_THAT(family->adult_names, ElementsAre(domain::Personal("Ouder \"van\" {Vroeger}")));
  EXPECT_THAT(family->child_birth_dates, ElementsAre(absl::CivilDay(2012, 2, 29)));
  EXPECT_TRUE(family->postcode == domain::Personal("3362CD"));
  EXPECT_EQ(fixture.fresh().Ask("SELECT area FROM registration.families ORDER BY 1"),
            "3361\n3362\n");
  EXPECT_THAT(families.Get(Coordinator(Effect::kReads), sealed), IsOk());
  EXPECT_EQ(*SealPlain(means), 0);
}

TEST_F(SealPlainTest, AllContractsInSmallBatches) {
  const TenantScope first = tenant;
  for (int i = 0; i < 5; ++i) {
    Plain();
  }
  for (const char* municipality : {"0392", "0603"}) {
    tenant = fixture.OpenContract({.municipality = municipality});
    Plain();
    Plain();
  }
  EXPECT_EQ(*SealPlain(means, 2), 9);
  EXPECT_EQ(Plains(), "0\n");
  tenant = first;
  const auto heads = families.List(Coordinator(Effect::kReads), {});
  for (const auto& head : *heads) {
    EXPECT_THAT(families.Get(Coordinator(Effect::kReads), head.id), IsOk());
  }
}

}  // namespace
}  // namespace buurtbrug::registration::app
