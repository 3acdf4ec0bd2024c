#include "platform/access/policy.h"

#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <google/protobuf/descriptor.pb.h>
#include <google/protobuf/dynamic_message.h>
#include <gtest/gtest.h>

#include <functional>

#include "buurtbrug/common/v1/access.pb.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::platform::access {
namespace {

using absl::StatusCode;
using google::protobuf::FieldDescriptorProto;
using ::testing::ElementsAre;
using testing::Fails;
using testing::IsOk;
using testing::RefusesField;

constexpr char kContract[] = "017f22e2-79b0-7cc3-98c4-dc0c0c07398f";

// One service with one method, Record, made as a proto file would. The tests change one thing of a
// step of a case that is right.
class PolicyTest : public ::testing::Test {
 protected:
  PolicyTest() {
    file_.set_name("test.proto");
    file_.set_package("test");
    file_.set_syntax("proto3");
    auto* request = file_.add_message_type();
    request->set_name("RecordRequest");
    for (const char* name : {"request_id", "municipality", "contract_id", "occurred_on"}) {
      AddField(*request, name);
    }
    AddField(*request, "correction").set_type(FieldDescriptorProto::TYPE_BOOL);
    auto* response = file_.add_message_type();
    response->set_name("RecordResponse");
    AddField(*response, "thing").set_type(FieldDescriptorProto::TYPE_MESSAGE);
    response->mutable_field(0)->set_type_name(".test.Thing");
    file_.add_message_type()->set_name("Thing");
    AddField(Thing(), "state");
    auto* method = file_.add_service()->add_method();
    file_.mutable_service(0)->set_name("TestService");
    method->set_name("Record");
    method->set_input_type(".test.RecordRequest");
    method->set_output_type(".test.RecordResponse");
    Option().add_roles(common::v1::ROLE_COORDINATOR);
    Option().set_scope(common::v1::SCOPE_CONTRACT);
    Option().set_discloses(common::v1::DISCLOSURE_PSEUDONYMOUS);
    Option().set_effect(common::v1::EFFECT_STARTS);
  }

  common::v1::Access& Option() {
    return *file_.mutable_service(0)->mutable_method(0)->mutable_options()->MutableExtension(
        common::v1::access);
  }
  google::protobuf::DescriptorProto& Request() { return *file_.mutable_message_type(0); }
  google::protobuf::DescriptorProto& Thing() { return *file_.mutable_message_type(2); }

  static FieldDescriptorProto& AddField(google::protobuf::DescriptorProto& message,
                                        const std::string& name) {
    auto* field = message.add_field();
    field->set_name(name);
    field->set_number(message.field_size());
    field->set_label(FieldDescriptorProto::LABEL_OPTIONAL);
    field->set_type(FieldDescriptorProto::TYPE_STRING);
    return *field;
  }
  void RemoveField(const std::string& name) {
    for (auto& field : *Request().mutable_field()) {
      if (field.name() == name) {
        field.set_name("other_" + name);
      }
    }
  }
  // The thing in the answer, not the answer itself, holds a name.
  void MakePersonal() {
    AddField(Thing(), "name")
        .mutable_options()
        ->SetExtension(common::v1::personal, common::v1::DATA_CATEGORY_NAME);
  }

  const google::protobuf::MethodDescriptor& Build() {
    const auto* built = pool_.BuildFile(file_);
    EXPECT_NE(built, nullptr);
    return *built->service(0)->method(0);
  }
  absl::StatusOr<Policy> Read() { return ReadPolicy(Build()); }

  google::protobuf::FileDescriptorProto file_;
  google::protobuf::DescriptorPool pool_;
};

TEST_F(PolicyTest, ReadsWhatTheOptionSays) {
  Option().add_roles(common::v1::ROLE_SERVICE);
  const auto policy = Read();
  ASSERT_THAT(policy, IsOk());
  EXPECT_THAT(policy->roles, ElementsAre(Role::kCoordinator, Role::kService));
  EXPECT_EQ(policy->reach, Reach::kContract);
  EXPECT_EQ(policy->discloses, Disclosure::kPseudonymous);
  EXPECT_EQ(policy->effect, Effect::kStarts);
  EXPECT_EQ(policy->municipality->name(), "municipality");
  EXPECT_EQ(policy->contract->name(), "contract_id");
  EXPECT_EQ(policy->request_id->name(), "request_id");
  EXPECT_EQ(policy->correction->name(), "correction");
}

TEST_F(PolicyTest, CategoriesAreThoseOfTheWholeAnswer) {
  MakePersonal();
  AddField(Thing(), "born")
      .mutable_options()
      ->SetExtension(common::v1::personal, common::v1::DATA_CATEGORY_BIRTH_DATE);
  // A message that holds itself is read once.
  AddField(Thing(), "inner").set_type(FieldDescriptorProto::TYPE_MESSAGE);
  Thing().mutable_field(Thing().field_size() - 1)->set_type_name(".test.Thing");
  Option().set_discloses(common::v1::DISCLOSURE_PERSONAL);
  Option().set_purpose("guidance");
  const auto policy = Read();
  ASSERT_THAT(policy, IsOk());
  EXPECT_THAT(policy->categories,
              ElementsAre(common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_BIRTH_DATE));
  EXPECT_EQ(policy->purpose, "guidance");
}

TEST_F(PolicyTest, AMethodWithoutOptionIsRefused) {
  file_.mutable_service(0)->mutable_method(0)->clear_options();
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "ACCESS_MISSING"));
}

TEST_F(PolicyTest, ContractScopeNeedsBothFields) {
  RemoveField("contract_id");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "SCOPE_FIELD_MISSING"));
}

TEST_F(PolicyTest, MunicipalityScopeNeedsItsField) {
  Option().set_scope(common::v1::SCOPE_MUNICIPALITY);
  RemoveField("municipality");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "SCOPE_FIELD_MISSING"));
}

TEST_F(PolicyTest, AScopeFieldOfAnotherTypeIsNone) {
  Request().mutable_field(2)->set_type(FieldDescriptorProto::TYPE_BYTES);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "SCOPE_FIELD_MISSING"));
}

TEST_F(PolicyTest, ARepeatedScopeFieldIsNone) {
  Request().mutable_field(2)->set_label(FieldDescriptorProto::LABEL_REPEATED);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "SCOPE_FIELD_MISSING"));
}

TEST_F(PolicyTest, AStepNeedsARequestId) {
  RemoveField("request_id");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "REQUEST_ID_MISSING"));
}

TEST_F(PolicyTest, AStepNeedsTheMarkOfACorrection) {
  RemoveField("correction");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "CORRECTION_MISSING"));
}

TEST_F(PolicyTest, AReadNeedsNeither) {
  Option().set_effect(common::v1::EFFECT_READS);
  RemoveField("request_id");
  RemoveField("correction");
  const auto policy = Read();
  ASSERT_THAT(policy, IsOk());
  EXPECT_EQ(policy->request_id, nullptr);
  EXPECT_EQ(policy->correction, nullptr);
}

TEST_F(PolicyTest, PersonalFieldsWithoutSayingSoAreRefused) {
  MakePersonal();
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "DISCLOSURE_WRONG"));
}

TEST_F(PolicyTest, SayingSoWithoutPersonalFieldsIsRefused) {
  Option().set_discloses(common::v1::DISCLOSURE_PERSONAL);
  Option().set_purpose("guidance");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "DISCLOSURE_WRONG"));
}

TEST_F(PolicyTest, PersonalDataNeedAPurpose) {
  MakePersonal();
  Option().set_discloses(common::v1::DISCLOSURE_PERSONAL);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "PURPOSE_MISSING"));
}

TEST_F(PolicyTest, APurposeWithoutPersonalDataIsRefused) {
  Option().set_purpose("guidance");
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "PURPOSE_MISSING"));
}

TEST_F(PolicyTest, NoRoleSeesMoreThanItEverMay) {
  Option().add_roles(common::v1::ROLE_MUNICIPALITY);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "DISCLOSURE_TOO_FAR"));
}

TEST_F(PolicyTest, PersonalDataAreNotForServices) {
  MakePersonal();
  Option().set_discloses(common::v1::DISCLOSURE_PERSONAL);
  Option().set_purpose("guidance");
  Option().add_roles(common::v1::ROLE_SERVICE);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "DISCLOSURE_TOO_FAR"));
}

TEST_F(PolicyTest, AVolunteerCoordinatorIsLetInForItsOwnCases) {
  Option().add_roles(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  Option().add_own_cases(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  const auto policy = Read();
  ASSERT_THAT(policy, IsOk());
  EXPECT_THAT(policy->own_cases, ElementsAre(Role::kVolunteerCoordinator));
}

TEST_F(PolicyTest, AVolunteerCoordinatorIsNotLetInToAllCases) {
  Option().add_roles(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "OWN_CASES_WRONG"));
}

TEST_F(PolicyTest, AVolunteerCoordinatorMayAskForWhatIsAboutNoCase) {
  Option().add_roles(common::v1::ROLE_VOLUNTEER_COORDINATOR);
  Option().set_discloses(common::v1::DISCLOSURE_NOTHING);
  Option().set_effect(common::v1::EFFECT_READS);
  EXPECT_THAT(Read(), IsOk());
}

TEST_F(PolicyTest, OwnCasesAreThoseOfARoleThatMayCall) {
  Option().add_own_cases(common::v1::ROLE_CITIZEN);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "OWN_CASES_WRONG"));
}

TEST_F(PolicyTest, OwnCasesLieInAContract) {
  Option().set_scope(common::v1::SCOPE_MUNICIPALITY);
  Option().add_own_cases(common::v1::ROLE_COORDINATOR);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "OWN_CASES_WRONG"));
}

// Each part of the option is asked for.
class IncompleteOption : public PolicyTest, public ::testing::WithParamInterface<const char*> {};

TEST_P(IncompleteOption, IsRefused) {
  const auto* field = common::v1::Access::descriptor()->FindFieldByName(GetParam());
  ASSERT_NE(field, nullptr);
  Option().GetReflection()->ClearField(&Option(), field);
  EXPECT_THAT(Read(), Fails(StatusCode::kFailedPrecondition, "ACCESS_MISSING"));
}

INSTANTIATE_TEST_SUITE_P(Parts, IncompleteOption,
                         ::testing::Values("roles", "scope", "discloses", "effect"),
                         [](const auto& part) { return std::string(part.param); });

TEST(MostDisclosed, FallsFromThoseWhoGuideToThoseWhoPay) {
  EXPECT_EQ(MostDisclosed(Role::kCoordinator), Disclosure::kPersonal);
  EXPECT_EQ(MostDisclosed(Role::kPartner), Disclosure::kPseudonymous);
  EXPECT_EQ(MostDisclosed(Role::kService), Disclosure::kPseudonymous);
  EXPECT_EQ(MostDisclosed(Role::kMunicipality), Disclosure::kNothing);
  EXPECT_EQ(MostDisclosed(Role::kFoundationOperator), Disclosure::kNothing);
  EXPECT_EQ(MostDisclosed(Role::kNone), Disclosure::kNothing);
}

// ReadRequest, with a request of the method above.
class ReadRequestTest : public PolicyTest {
 protected:
  using Fields = std::vector<std::pair<std::string, std::string>>;

  ReadRequestTest() : method_(Build()) {
    EXPECT_THAT(ReadPolicy(method_), IsOk());
    policy_ = *ReadPolicy(method_);
  }

  std::unique_ptr<google::protobuf::Message> Make(const Fields& fields) {
    std::unique_ptr<google::protobuf::Message> message(
        factory_.GetPrototype(method_.input_type())->New());
    for (const auto& [name, value] : fields) {
      const auto* field = method_.input_type()->FindFieldByName(name);
      if (field->type() == google::protobuf::FieldDescriptor::TYPE_BOOL) {
        message->GetReflection()->SetBool(message.get(), field, value == "true");
      } else {
        message->GetReflection()->SetString(message.get(), field, value);
      }
    }
    return message;
  }
  absl::StatusOr<Call> ReadCall(const Fields& fields) {
    Call call;
    const absl::Status status = ReadRequest(policy_, *Make(fields), call);
    return status.ok() ? absl::StatusOr<Call>(call) : status;
  }

  static Fields Right() {
    return {{"municipality", "0610"}, {"contract_id", kContract}, {"request_id", kContract}};
  }

  const google::protobuf::MethodDescriptor& method_;
  Policy policy_;
  google::protobuf::DynamicMessageFactory factory_;
};

TEST_F(ReadRequestTest, TakesScopeIdDigestAndMark) {
  const auto call = ReadCall(Right());
  ASSERT_THAT(call, IsOk());
  EXPECT_EQ(call->scope.municipality, "0610");
  EXPECT_EQ(call->scope.contract.ToString(), kContract);
  EXPECT_EQ(call->request_id.ToString(), kContract);
  EXPECT_EQ(call->request_digest.size(), 32U);
  EXPECT_EQ(call->mark, Mark::kNone);
  Fields marked = Right();
  marked.emplace_back("correction", "true");
  EXPECT_EQ(ReadCall(marked)->mark, Mark::kCorrection);
  EXPECT_NE(ReadCall(marked)->request_digest, call->request_digest);
}

TEST_F(ReadRequestTest, NamesTheFieldThatIsWrong) {
  EXPECT_THAT(ReadCall({{"municipality", "610"}}),
              RefusesField("municipality", "INVALID_MUNICIPALITY"));
  EXPECT_THAT(ReadCall({{"municipality", "0610"}, {"contract_id", "7"}}),
              RefusesField("contract_id", "INVALID_ID"));
  EXPECT_THAT(ReadCall({{"municipality", "0610"}, {"contract_id", kContract}}),
              RefusesField("request_id", "INVALID_ID"));
}

TEST_F(ReadRequestTest, TheSameFieldsInAnotherOrderAreTheSameRequest) {
  const std::string forward = Make(Right())->SerializeAsString();
  // municipality, then request_id: the other way round than the serializer writes them.
  auto first = Make({{"municipality", "0610"}, {"contract_id", kContract}});
  auto second = Make({{"request_id", kContract}});
  const std::string backward = first->SerializeAsString() + second->SerializeAsString();
  ASSERT_NE(forward, backward);
  auto reordered = Make({});
  ASSERT_TRUE(reordered->ParseFromString(backward));
  Call call;
  ASSERT_THAT(ReadRequest(policy_, *reordered, call), IsOk());
  EXPECT_EQ(call.request_digest, ReadCall(Right())->request_digest);
}

}  // namespace
}  // namespace buurtbrug::platform::access
