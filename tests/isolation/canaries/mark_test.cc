#include "tests/isolation/canaries/mark.h"

#include <gtest/gtest.h>

namespace buurtbrug::isolation {
namespace {

TEST(Marks, AreFoundInAnyBytesWithTheirTenant) {
  const std::string bytes = std::string("\0\x12", 2) + Mark(Field::kPersonal, "0610", 17) + "\x80" +
                            Mark(Field::kOther, "0392", 3);
  const std::vector<Sighting> found = FindMarks(bytes);
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].field, Field::kPersonal);
  EXPECT_EQ(found[0].municipality, "0610");
  EXPECT_EQ(found[0].text, Mark(Field::kPersonal, "0610", 17));
  EXPECT_EQ(found[1].field, Field::kOther);
  EXPECT_EQ(found[1].municipality, "0392");
}

TEST(Marks, WhatOnlyLooksLikeOneIsNone) {
  std::string changed = Mark(Field::kOther, "0610", 17);
  changed[11] = '1';
  EXPECT_TRUE(FindMarks(changed).empty());
  EXPECT_TRUE(FindMarks("kanarie-").empty());
  EXPECT_TRUE(FindMarks("kanarie-p-0610-").empty());
  EXPECT_TRUE(FindMarks(Mark(Field::kOther, "0610", 17).substr(0, 20)).empty());
}

}  // namespace
}  // namespace buurtbrug::isolation
