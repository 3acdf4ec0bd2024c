#include "tools/client/message_fields.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(SetField, TakesValuesAsPeopleWriteThem) {
  auto request = NewMessage(*MethodNamed("matching/CompleteTrial").input_type());
  EXPECT_THAT(SetField(*request, "match_id", "K01"), IsOk());
  EXPECT_THAT(SetField(*request, "outcome", "ended-in-trial"), IsOk());
  EXPECT_EQ(request->ShortDebugString(),
            R"(match_id: "K01" outcome: TRIAL_OUTCOME_ENDED_IN_TRIAL)");
}

TEST(SetField, AddsToARepeatedField) {
  auto request = NewMessage(*MethodNamed("matching/ProposeMatch").input_type());
  EXPECT_THAT(SetField(*request, "children", "1"), IsOk());
  EXPECT_THAT(SetField(*request, "children", "3"), IsOk());
  EXPECT_EQ(request->ShortDebugString(), "children: 1 children: 3");
}

TEST(SetField, AddsChoicesAndPartsWrittenAsJson) {
  auto request = NewMessage(*MethodNamed("registration/RecordOffer").input_type());
  EXPECT_THAT(SetField(*request, "kinds", "homework"), IsOk());
  EXPECT_THAT(SetField(*request, "kinds", "overnight-stay"), IsOk());
  EXPECT_THAT(SetField(*request, "wishes", R"({"kind": "WISH_KIND_LANGUAGE", "language": "nl"})"),
              IsOk());
  EXPECT_EQ(request->ShortDebugString(),
            "kinds: SUPPORT_KIND_HOMEWORK kinds: SUPPORT_KIND_OVERNIGHT_STAY "
            "wishes { kind: WISH_KIND_LANGUAGE language: \"nl\" }");
  EXPECT_THAT(std::string(SetField(*request, "wishes", "nl").message()),
              HasSubstr("with the fields of Wish"));
}

TEST(SetField, TakesLargeNumbers) {
  auto request = NewMessage(*MethodNamed("registration/RecordReferralOutcome").input_type());
  EXPECT_THAT(SetField(*request, "number", "5000000000"), IsOk());
  EXPECT_EQ(request->ShortDebugString(), "number: 5000000000");
  EXPECT_THAT(std::string(SetField(*request, "number", "two").message()),
              HasSubstr("'two' is no whole number"));
}

TEST(SetField, SaysWhatAValueMayBe) {
  auto request = NewMessage(*MethodNamed("evaluation/RecordEvaluation").input_type());
  EXPECT_THAT(std::string(SetField(*request, "formal_care", "unspecified").message()),
              HasSubstr("'unspecified' is none of prevented, scaled-down, ended, none, unknown"));
  EXPECT_THAT(std::string(SetField(*request, "number", "two").message()),
              HasSubstr("'two' is no whole number"));
}

TEST(EnumTexts, LeaveOutPrefixAndUnspecified) {
  const auto* field =
      MethodNamed("registration/RegisterFamily").input_type()->FindFieldByName("role");
  EXPECT_THAT(EnumTexts(*field->enum_type()), ElementsAre("request", "support"));
}

}  // namespace
}  // namespace buurtbrug::client
