#include "tools/register/algorithm_register.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

#include "buurtbrug/common/v1/access.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"

namespace buurtbrug::tools {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;

// The fields of a message and of the messages in it. A field that holds a message of the platform
// stands for what is in that; a wish is named as well, once for each side.
void CollectFields(const Descriptor& message, std::set<const FieldDescriptor*>& fields) {
  for (int i = 0; i < message.field_count(); ++i) {
    const FieldDescriptor* field = message.field(i);
    if (fields.insert(field).second && field->message_type() != nullptr) {
      CollectFields(*field->message_type(), fields);
    }
  }
}

std::set<const FieldDescriptor*> AllFields() {
  std::set<const FieldDescriptor*> fields;
  CollectFields(*registration::v1::FamilyProfileChanged::descriptor(), fields);
  CollectFields(*registration::v1::ReadinessChanged::descriptor(), fields);
  return fields;
}

TEST(AlgorithmRegister, ThePageIsTheOneInTheDocuments) {
  std::ifstream file(BUURTBRUG_ALGORITHM_REGISTER);
  std::stringstream text;
  text << file.rdbuf();
  EXPECT_EQ(AlgorithmRegister(), text.str())
      << "make it anew: buurtbrug-algorithm-register > docs/algoritmeregister.md";
}

TEST(AlgorithmRegister, NamesEveryFieldOfTheProfile) {
  std::set<std::string> expected;
  for (const FieldDescriptor* field : AllFields()) {
    const bool names_the_family = field->name() == "family_id";
    const bool is_told_by_its_parts =
        field->message_type() != nullptr && field->message_type()->name() != "Wish";
    if (!names_the_family && !is_told_by_its_parts) {
      expected.insert(field->full_name());
    }
  }
  std::set<std::string> named;
  for (const ProfileField& field : ProfileFields()) {
    EXPECT_TRUE(named.emplace(field.name).second) << field.name << " is named twice";
  }
  EXPECT_EQ(named, expected);
}

TEST(AlgorithmRegister, NothingOfTheProfileIsPersonal) {
  for (const FieldDescriptor* field : AllFields()) {
    EXPECT_FALSE(field->options().HasExtension(common::v1::personal)) << field->full_name();
  }
}

}  // namespace
}  // namespace buurtbrug::tools
