#include <google/protobuf/descriptor.h>
#include <google/protobuf/dynamic_message.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/proto_buffer_writer.h>
#include <gtest/gtest.h>

#include <fstream>
#include <future>
#include <map>
#include <set>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "buurtbrug/matching/v1/assignment_service.pb.h"
#include "buurtbrug/matching/v1/match_life.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/matching/v1/triage_service.pb.h"
#include "buurtbrug/registration/v1/link_service.pb.h"
#include "platform/core/status.h"
#include "platform/core/uuid.h"
#include "platform/rpc/client.h"
#include "platform/rpc/service.h"
#include "platform/rpc/status_codec.h"
#include "platform/testing/servers.h"
#include "tests/isolation/house.h"

// Every method of every service, called in every role and situation. The methods come from the
// descriptors; who is let in comes from expectations.txt, which knows nothing of them.
namespace buurtbrug::isolation {
namespace {

using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::MethodDescriptor;
using platform::core::ReasonOf;
using platform::testing::Servers;

// ---- What is expected ----

struct Expectation {
  std::string reach;  // network, municipality, contract
  std::string kind;   // read, step, today, link, admin
  std::string roles;  // letters
};

std::map<std::string, Expectation> ReadExpectations() {
  std::map<std::string, Expectation> expectations;
  std::ifstream file(std::string(BUURTBRUG_SOURCE_DIR) +
                     "/tests/isolation/matrix/expectations.txt");
  for (std::string line; std::getline(file, line);) {
    const std::vector<std::string> words = absl::StrSplit(line, ' ', absl::SkipWhitespace());
    if (words.size() == 4 && words[0] != "#") {
      expectations[words[0]] = {words[1], words[2], words[3]};
    }
  }
  return expectations;
}

enum class Situation {
  kOwn,
  kOtherMunicipality,
  kOtherContract,
  kEndedContract,
  kSealedPeriod,
  kSuspendedPartner,
  kNoToken,
  kMalformed
};

constexpr std::pair<Situation, const char*> kSituations[] = {
    {Situation::kOwn, "own"},
    {Situation::kOtherMunicipality, "other-municipality"},
    {Situation::kOtherContract, "other-contract"},
    {Situation::kEndedContract, "ended-contract"},
    {Situation::kSealedPeriod, "sealed-period"},
    {Situation::kSuspendedPartner, "suspended-partner"},
    {Situation::kNoToken, "no-token"},
    {Situation::kMalformed, "malformed"}};

constexpr char kIn[] = "IN";
constexpr char kRoles[] = "OCVMFPZSG";

// Matching stands for the services, but for the gateway, which calls for citizens.
bool IsService(char role) { return role == 'S' || role == 'G'; }

// The answer that a cell must give: kIn, or code and reason of the refusal.
std::string Expected(const Expectation& method, char role, Situation situation) {
  const bool allowed = absl::StrContains(method.roles, role);
  const bool everywhere = role == 'O' || IsService(role);
  if (situation == Situation::kNoToken && !IsService(role)) {
    return "UNAUTHENTICATED TOKEN_MISSING";
  }
  if (!allowed) {
    return "PERMISSION_DENIED ROLE_NOT_ALLOWED";
  }
  switch (situation) {
    case Situation::kOwn:
    case Situation::kNoToken:
      return kIn;
    case Situation::kSuspendedPartner:
      return role == 'P' ? "PERMISSION_DENIED PARTNER_SUSPENDED" : kIn;
    case Situation::kOtherMunicipality:
      return method.reach == "network" || everywhere ? kIn : "NOT_FOUND CONTRACT_NOT_FOUND";
    case Situation::kOtherContract:
      return method.reach != "contract" || everywhere ? kIn : "NOT_FOUND CONTRACT_NOT_FOUND";
    case Situation::kEndedContract:
      return method.kind == "step" || method.kind == "today" ? "FAILED_PRECONDITION CONTRACT_ENDED"
                                                             : kIn;
    case Situation::kSealedPeriod:
      return method.kind == "step" ? "FAILED_PRECONDITION PERIOD_SEALED" : kIn;
    case Situation::kMalformed:
      return "INVALID_ARGUMENT MALFORMED_REQUEST";
  }
  return "?";
}

// What came, in the same words. An answer that is no refusal of access lets the caller in, even
// when the request itself is then found wanting.
std::string Came(const absl::Status& status) {
  static const auto& refusals =
      *new std::set<std::string>{"CONTRACT_NOT_FOUND", "CONTRACT_ENDED",   "PERIOD_SEALED",
                                 "MALFORMED_REQUEST",  "ROLE_NOT_ALLOWED", "PARTNER_SUSPENDED"};
  const std::string reason = ReasonOf(status);
  const bool broken = status.code() == absl::StatusCode::kInternal ||
                      status.code() == absl::StatusCode::kUnknown ||
                      status.code() == absl::StatusCode::kUnimplemented ||
                      status.code() == absl::StatusCode::kUnavailable ||
                      status.code() == absl::StatusCode::kDeadlineExceeded ||
                      status.code() == absl::StatusCode::kUnauthenticated ||
                      status.code() == absl::StatusCode::kPermissionDenied;
  return broken || refusals.contains(reason)
             ? absl::StrCat(absl::StatusCodeToString(status.code()), " ", reason)
             : kIn;
}

// ---- The tenants and people ----

constexpr char kOpenDay[] = "2024-06-03";
constexpr char kSealedDay[] = "2023-06-05";

// Ids of one contract's case, for requests that are whole.
struct Case {
  Tenancy tenancy;
  std::string request_family, support_family, match, link;
};

class Matrix : public ::testing::Test {
 protected:
  void SetUp() override {
    house_.CreateProtocol();
    house_.CreateMunicipality("0610", "Sliedrecht");
    house_.CreateMunicipality("0392", "Haarlem");
    own_.tenancy = house_.OpenContract("0610", {"2023-01-01", "", ""});
    house_.OpenPeriod(own_.tenancy, "2023", "2023-01-01", "2023-12-31");
    house_.OpenPeriod(own_.tenancy, "later", "2024-01-01", "2099-12-31");
    other_contract_ = house_.OpenContract("0610", {"2021-01-01", "2022-12-31", "2099-12-31"});
    ended_.tenancy = house_.OpenContract("0610", {"2018-01-01", "2020-12-31", "2099-12-31"});
    house_.OpenPeriod(ended_.tenancy, "2020", "2018-01-01", "2020-12-31");
    other_municipality_ = house_.OpenContract("0392", {"2020-01-01", "", ""});
    for (const Tenancy& tenancy : {own_.tenancy, ended_.tenancy}) {
      house_.Appoint("coordinator", common::v1::ROLE_COORDINATOR, tenancy);
      house_.Appoint("volunteer", common::v1::ROLE_VOLUNTEER_COORDINATOR, tenancy);
      house_.Appoint("official", common::v1::ROLE_MUNICIPALITY, tenancy);
      house_.Appoint("safety-officer", common::v1::ROLE_SAFETY_OFFICER, tenancy);
    }
    const std::string partner = house_.AddPartner("De Regenboog", "school");
    house_.Allow(partner, own_.tenancy);
    house_.Allow(partner, ended_.tenancy);
    const std::string suspended = house_.AddPartner("De Wilg", "suspended-school");
    house_.Allow(suspended, own_.tenancy);
    house_.Suspend(suspended);
    // Others, so that each contract has somebody who may.
    house_.Appoint("other", common::v1::ROLE_COORDINATOR, other_contract_);
    house_.Appoint("haarlem", common::v1::ROLE_COORDINATOR, other_municipality_);
    FillCase(own_, kOpenDay);
    FillCase(ended_, "2020-06-02");
    house_.Seal(own_.tenancy, "2023");
    house_.End(ended_.tenancy, "2020-12-31", "2021-06-30");
    AwaitNews();
  }

  void FillCase(Case& c, const std::string& day) {
    const Identity coordinator = Identity::Person("coordinator");
    c.request_family =
        house_.RegisterRequestFamily(coordinator, c.tenancy, day, "Vraag").value_or("");
    c.support_family =
        house_.RegisterSupportFamily(coordinator, c.tenancy, day, "Steun").value_or("");
    matching::v1::ProposeMatchRequest request;
    request.set_request_id(House::NewId());
    request.set_municipality(c.tenancy.municipality);
    request.set_contract_id(c.tenancy.contract);
    request.set_occurred_on(day);
    request.set_request_family_id(c.request_family);
    request.add_children(1);
    request.set_support_family_id(c.support_family);
    request.set_reason("Om de hoek.");
    const auto response = house_.Ask<matching::v1::ProposeMatchResponse>(coordinator, request);
    ASSERT_TRUE(response.ok()) << response.status();
    c.match = response->match_id();
    registration::v1::RenewLinkRequest link;
    link.set_request_id(House::NewId());
    link.set_municipality(c.tenancy.municipality);
    link.set_contract_id(c.tenancy.contract);
    link.set_family_id(c.support_family);
    const auto renewed = house_.Ask<registration::v1::RenewLinkResponse>(coordinator, link);
    ASSERT_TRUE(renewed.ok()) << renewed.status();
    c.link = renewed->link();
  }

  // Until every service knows of the seal and of the end: five seconds are what is promised.
  void AwaitNews() {
    const auto* method = ByName("registration/RegisterFamily");
    const auto* step = ByName("matching/EndMatch");
    const auto* evaluation = ByName("evaluation/RecordEvaluation");
    const absl::Time until = platform::core::SystemClock().Now() + absl::Seconds(5);
    bool known = false;
    while (!known && platform::core::SystemClock().Now() < until) {
      known = true;
      for (const auto& [service, m] :
           {std::pair("registration", method), {"matching", step}, {"evaluation", evaluation}}) {
        for (const Situation situation : {Situation::kSealedPeriod, Situation::kEndedContract}) {
          known &= Came(AskCell(service, *m, 'C', situation)) ==
                   Expected(expectations_.at(NameOf(*m)), 'C', situation);
        }
      }
    }
    ASSERT_TRUE(known) << "the seal or the end did not arrive within five seconds";
  }

  // ---- The cells ----

  static std::string NameOf(const MethodDescriptor& method) {
    const std::vector<std::string> parts = absl::StrSplit(method.full_name(), '.');
    return absl::StrCat(parts[1], "/", method.name());
  }

  // What every service serves comes last.
  static std::vector<const MethodDescriptor*> Served(const std::string& service) {
    std::vector<const MethodDescriptor*> methods;
    for (const std::string& package : {service, std::string("common")}) {
      const auto services = platform::rpc::ServicesOf(absl::StrCat("buurtbrug.", package, ".v1"));
      EXPECT_FALSE(services.empty()) << package;
      for (const auto* descriptor : services) {
        for (int i = 0; i < descriptor->method_count(); ++i) {
          methods.push_back(descriptor->method(i));
        }
      }
    }
    return methods;
  }

  static const MethodDescriptor* ByName(const std::string& name) {
    const std::vector<std::string> parts = absl::StrSplit(name, '/');
    for (const MethodDescriptor* method : Served(parts[0])) {
      if (NameOf(*method) == name) {
        return method;
      }
    }
    return nullptr;
  }

  Identity IdentityOf(char role, Situation situation) const {
    if (role == 'S') return Identity::Service("matching");
    if (role == 'G') return Identity::Service("gateway");
    if (situation == Situation::kNoToken) return Identity::Nobody();
    switch (role) {
      case 'O':
        return Identity::Person(kOperator);
      case 'C':
        return Identity::Person("coordinator");
      case 'V':
        return Identity::Person("volunteer");
      case 'M':
        return Identity::Person("official");
      case 'F':
        return Identity::Person("safety-officer");
      case 'P':
        return Identity::Client(situation == Situation::kSuspendedPartner ? "suspended-school"
                                                                          : "school");
      default:
        return Identity::Person("citizen");
    }
  }

  const Tenancy& TenancyOf(Situation situation) const {
    switch (situation) {
      case Situation::kOtherMunicipality:
        return other_municipality_;
      case Situation::kOtherContract:
        return other_contract_;
      case Situation::kEndedContract:
        return ended_.tenancy;
      default:
        return own_.tenancy;
    }
  }

  // A request that is whole where access is decided: scope, ids of things that are there, days.
  std::unique_ptr<Message> RequestFor(const MethodDescriptor& method, Situation situation,
                                      const Tenancy& tenancy) const {
    const Case& c = situation == Situation::kEndedContract ? ended_ : own_;
    const std::string day = situation == Situation::kSealedPeriod    ? kSealedDay
                            : situation == Situation::kEndedContract ? "2020-06-03"
                                                                     : kOpenDay;
    const std::map<std::string, std::string> texts = {
        {"request_id", House::NewId()},
        {"municipality", tenancy.municipality},
        {"contract_id", tenancy.contract},
        {"occurred_on", day},
        {"day", day},
        {"intake_on", day},
        {"until", day},
        {"note", "Gebeld."},
        {"family_id",
         NameOf(method) == "registration/RecordIntake" ? c.request_family : c.support_family},
        {"request_family_id", c.request_family},
        {"support_family_id", c.support_family},
        {"match_id", c.match},
        {"plan_id", c.match},
        {"other_plan_id", c.match},
        {"exclusion_id", c.match},
        {"pool_agreement_id", c.match},
        {"pool_consent_id", c.match},
        {"coordinator", "coordinator"},
        {"from_coordinator", "coordinator"},
        {"to_coordinator", "other"},
        {"concern_id", c.request_family},
        {"merged_family_id", c.request_family},
        {"other_family_id", c.request_family},
        {"text", "Anders."},
        {"postcode", "3361AB"},
        {"house_number", "1"},
        {"given_name", "Noor"},
        {"family_name", "de Wit"},
        {"birth_date", "1980-05-05"},
        {"first_day", day},
        {"last_day", NameOf(method) == "matching/SubstituteSupportFamily" ? day : "2099-12-31"},
        {"expected_last_day", day},
        {"substitute_family_id", c.request_family},
        {"demand_id", c.support_family},
        {"link", c.link},
        {"approver", "Een ander"},
        // Too short to break the glass, which would let the operator in from then on.
        {"reason", "Anders."},
        {"period", "2020"}};
    // Of an end; who accepts has none.
    const bool ends =
        NameOf(method) == "matching/EndMatch" || NameOf(method) == "matching/CompleteTrial";
    const std::map<std::string, int> numbers = {{"role", 1},        {"adult", 1},
                                                {"capacity", 2},    {"outcome", 6},
                                                {"formal_care", 1}, {"urgency", 1},
                                                {"destination", 1}, {"contact", 1},
                                                {"reason", 1},      {"kind", 1},
                                                {"step", 1},        {"minutes", 30},
                                                {"how", 1},         {"number", 1},
                                                {"purpose", 1},     {"proposal", 1},
                                                {"party", 1},       {"answer", 1},
                                                {"origin", 2},      {"offer_number", 1},
                                                {"wished_by", 1},   {"cause", ends ? 1 : 0}};
    const Message* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.input_type());
    std::unique_ptr<Message> request(prototype->New());
    const auto* reflection = request->GetReflection();
    for (int i = 0; i < method.input_type()->field_count(); ++i) {
      const FieldDescriptor* field = method.input_type()->field(i);
      const auto text = texts.find(field->name());
      const auto number = numbers.find(field->name());
      if (field->is_repeated()) {
        if (field->name() == "adult_names") reflection->AddString(request.get(), field, "Naam");
        if (field->name() == "child_birth_dates") {
          reflection->AddString(request.get(), field, "2015-05-05");
        }
        if (field->name() == "children") reflection->AddInt32(request.get(), field, 1);
        if (field->name() == "match_ids") reflection->AddString(request.get(), field, c.match);
      } else if (field->type() == FieldDescriptor::TYPE_STRING && text != texts.end()) {
        reflection->SetString(request.get(), field, text->second);
      } else if (field->message_type() == matching::v1::Acceptance::descriptor()) {
        matching::v1::Acceptance acceptance;
        acceptance.set_means(matching::v1::ACCEPTANCE_MEANS_PAPER);
        acceptance.set_accepted_on(day);
        reflection->MutableMessage(request.get(), field)->CopyFrom(acceptance);
      } else if (field->message_type() == matching::v1::AgreementTerms::descriptor()) {
        matching::v1::AgreementTerms terms;
        terms.set_rhythm(matching::v1::MATCH_RHYTHM_WEEKLY);
        reflection->MutableMessage(request.get(), field)->CopyFrom(terms);
      } else if (field->type() == FieldDescriptor::TYPE_INT32 && number != numbers.end()) {
        reflection->SetInt32(request.get(), field, number->second);
      } else if (field->type() == FieldDescriptor::TYPE_INT64 && number != numbers.end()) {
        reflection->SetInt64(request.get(), field, number->second);
      } else if (field->type() == FieldDescriptor::TYPE_ENUM && number != numbers.end()) {
        // An outcome is the last of its kind where six is more than there are; a decision accepts.
        const int last = field->enum_type()->value_count() - 1;
        const bool accepts = NameOf(method) == "registration/ProposeDecision";
        reflection->SetEnumValue(request.get(), field,
                                 accepts ? 1 : std::min(number->second, last));
      }
    }
    return request;
  }

  absl::Status AskCell(const std::string& service, const MethodDescriptor& method, char role,
                       Situation situation) {
    return AskCell(service, method, role, situation, TenancyOf(situation));
  }

  absl::Status AskCell(const std::string& service, const MethodDescriptor& method, char role,
                       Situation situation, const Tenancy& tenancy) {
    const Identity identity = IdentityOf(role, situation);
    if (situation == Situation::kMalformed) {
      return AskMalformed(identity, service, method);
    }
    const std::unique_ptr<Message> request = RequestFor(method, situation, tenancy);
    const Message* prototype =
        google::protobuf::MessageFactory::generated_factory()->GetPrototype(method.output_type());
    const std::unique_ptr<Message> response(prototype->New());
    // A service whose news of tenancy is too old on a busy machine says so, and decides nothing.
    absl::Status status;
    for (int i = 0; i < 20; ++i) {
      status = house_.Ask(identity, service, method, *request, *response);
      if (status.code() != absl::StatusCode::kUnavailable) {
        break;
      }
    }
    return status;
  }

  // Bytes that are no message of any type: a tag with the wire type 7.
  absl::Status AskMalformed(const Identity& identity, const std::string& service,
                            const MethodDescriptor& method) {
    const auto tls = Servers::Get().Identity(
        identity.kind == Identity::Kind::kService ? identity.name : "client");
    auto& stub = stubs_[{service, identity.name}];
    if (stub == nullptr) {
      grpc::ChannelArguments arguments;
      arguments.SetSslTargetNameOverride(absl::StrCat(service, ".buurtbrug.internal"));
      stub = std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
          fleet_.AddressOf(service),
          grpc::SslCredentials({tls.authority, tls.key, tls.certificate}), arguments));
    }
    grpc::ClientContext context;
    const std::string token = house_.TokenOf(identity);
    if (!token.empty()) context.AddMetadata("authorization", absl::StrCat("Bearer ", token));
    const grpc::Slice slice("\x0f\x0f\x0f", 3);
    const grpc::ByteBuffer bytes(&slice, 1);
    grpc::ByteBuffer response;
    std::promise<grpc::Status> done;
    stub->UnaryCall(&context, absl::StrCat("/", method.service()->full_name(), "/", method.name()),
                    grpc::StubOptions(), &bytes, &response,
                    [&done](grpc::Status status) { done.set_value(std::move(status)); });
    return platform::rpc::FromWire(done.get_future().get());
  }

  acceptance::Fleet fleet_{Servers::Get()};
  House house_{fleet_};
  const std::map<std::string, Expectation> expectations_ = ReadExpectations();
  Case own_, ended_;
  Tenancy other_contract_, other_municipality_;
  std::map<std::pair<std::string, std::string>, std::unique_ptr<grpc::GenericStub>> stubs_;
};

TEST_F(Matrix, EveryCellGivesTheAnswerThatIsExpected) {
  int cells = 0, wrong = 0;
  std::ofstream table(Servers::Get().base() + "/log/access-matrix.txt");
  for (const std::string& service : acceptance::Fleet::Services()) {
    for (const MethodDescriptor* method : Served(service)) {
      const auto expectation = expectations_.find(NameOf(*method));
      ASSERT_NE(expectation, expectations_.end()) << NameOf(*method) << " has no expectations";
      for (const char* role = kRoles; *role != '\0'; ++role) {
        for (const auto& [situation, name] : kSituations) {
          const std::string expected = Expected(expectation->second, *role, situation);
          const absl::Status status = AskCell(service, *method, *role, situation);
          const std::string came = Came(status);
          ++cells;
          wrong += came == expected ? 0 : 1;
          table << service << " " << NameOf(*method) << " " << *role << " " << name << ": " << came
                << "\n";
          EXPECT_EQ(came, expected) << service << " " << NameOf(*method) << " as " << *role
                                    << " in " << name << ": " << status;
        }
      }
    }
  }
  EXPECT_EQ(wrong, 0);
  std::cout << cells << " cells, " << wrong << " wrong\n";
}

TEST_F(Matrix, NotYoursAndNotThereAreTheSameAnswer) {
  const Tenancy nowhere = {"0610", House::NewId()};
  const Tenancy nobody = {"0999", House::NewId()};
  for (const std::string& service : acceptance::Fleet::Services()) {
    for (const MethodDescriptor* method : Served(service)) {
      const Expectation& expectation = expectations_.at(NameOf(*method));
      for (const char role : expectation.roles) {
        if (expectation.reach != "contract" || role == 'O' || IsService(role)) continue;
        const auto text = [&](const Tenancy& tenancy) {
          const absl::Status status =
              AskCell(service, *method, role, Situation::kOtherContract, tenancy);
          return absl::StrCat(status.ToString(), " ",
                              ::testing::PrintToString(platform::core::MetadataOf(status)));
        };
        const std::string not_there = text(nowhere);
        EXPECT_EQ(text(other_contract_), not_there) << NameOf(*method) << " as " << role;
        EXPECT_EQ(text(other_municipality_), not_there) << NameOf(*method) << " as " << role;
        EXPECT_EQ(text(nobody), not_there) << NameOf(*method) << " as " << role;
      }
    }
  }
}

// The methods that let volunteer coordinators in to their own cases come from the descriptors, so
// that none can be forgotten.
TEST_F(Matrix, AVolunteerMeetsWhatIsAssignedToItAndNothingElse) {
  const Identity coordinator = Identity::Person("coordinator");
  const Case others = own_;
  Case own = own_;
  FillCase(own, kOpenDay);
  matching::v1::DecideTriageRequest decide;
  decide.set_request_id(House::NewId());
  decide.set_municipality(own.tenancy.municipality);
  decide.set_contract_id(own.tenancy.contract);
  decide.set_request_family_id(own.request_family);
  decide.set_occurred_on(kOpenDay);
  decide.set_outcome(matching::v1::TRIAGE_OUTCOME_VOLUNTEER);
  decide.set_reason("Kan goed.");
  const auto decided = house_.Ask<matching::v1::DecideTriageResponse>(coordinator, decide);
  ASSERT_TRUE(decided.ok()) << decided.status();
  matching::v1::AssignMatchesRequest assign;
  assign.set_request_id(House::NewId());
  assign.set_municipality(own.tenancy.municipality);
  assign.set_contract_id(own.tenancy.contract);
  assign.add_match_ids(own.match);
  assign.set_coordinator("volunteer");
  assign.set_occurred_on(kOpenDay);
  assign.set_reason("Om de hoek.");
  const auto assigned = house_.Ask<matching::v1::AssignMatchesResponse>(coordinator, assign);
  ASSERT_TRUE(assigned.ok()) << assigned.status();

  // About a match, or a family, where the method names one.
  const auto answer = [&](const std::string& service, const MethodDescriptor& method,
                          const std::string& id, std::string* text) {
    const std::unique_ptr<Message> request = RequestFor(method, Situation::kOwn, own.tenancy);
    for (const char* name : {"match_id", "family_id"}) {
      const FieldDescriptor* field = method.input_type()->FindFieldByName(name);
      if (field != nullptr) {
        request->GetReflection()->SetString(request.get(), field, id);
      }
    }
    const std::unique_ptr<Message> response(google::protobuf::MessageFactory::generated_factory()
                                                ->GetPrototype(method.output_type())
                                                ->New());
    const absl::Status status =
        house_.Ask(Identity::Person("volunteer"), service, method, *request, *response);
    *text = absl::StrCat(status.ToString(), " ", response->ShortDebugString());
    return status;
  };
  // Of the families those of its match, each by its id; there is no list. The calls below may
  // end that match.
  int methods = 0;
  for (const MethodDescriptor* method : Served("registration")) {
    const auto& access = method->options().GetExtension(common::v1::access);
    if (access.own_cases().empty()) continue;
    ++methods;
    ASSERT_NE(method->input_type()->FindFieldByName("family_id"), nullptr) << NameOf(*method);
    std::string of_nobody, text;
    EXPECT_EQ(ReasonOf(answer("registration", *method, House::NewId(), &of_nobody)),
              "FAMILY_NOT_FOUND")
        << NameOf(*method);
    for (const std::string& family : {others.request_family, others.support_family}) {
      EXPECT_EQ(ReasonOf(answer("registration", *method, family, &text)), "FAMILY_NOT_FOUND")
          << NameOf(*method);
      EXPECT_EQ(text, of_nobody) << NameOf(*method);
    }
    for (const std::string& family : {own.request_family, own.support_family}) {
      const absl::Status shown = answer("registration", *method, family, &text);
      EXPECT_TRUE(shown.ok()) << NameOf(*method) << ": " << shown;
    }
  }
  EXPECT_GE(methods, 2);

  methods = 0;
  for (const MethodDescriptor* method : Served("matching")) {
    const auto& access = method->options().GetExtension(common::v1::access);
    if (access.own_cases().empty()) continue;
    ++methods;
    std::string of_others, of_nobody, of_own;
    if (method->input_type()->FindFieldByName("match_id") != nullptr) {
      EXPECT_EQ(ReasonOf(answer("matching", *method, others.match, &of_others)), "MATCH_NOT_FOUND")
          << NameOf(*method);
      EXPECT_EQ(ReasonOf(answer("matching", *method, House::NewId(), &of_nobody)),
                "MATCH_NOT_FOUND")
          << NameOf(*method);
      EXPECT_EQ(of_others, of_nobody) << NameOf(*method);
      EXPECT_NE(ReasonOf(answer("matching", *method, own.match, &of_own)), "MATCH_NOT_FOUND")
          << NameOf(*method);
    } else {
      const absl::Status listed = answer("matching", *method, "", &of_own);
      EXPECT_TRUE(listed.ok()) << NameOf(*method) << ": " << listed;
    }
    EXPECT_FALSE(absl::StrContains(of_own, others.match)) << NameOf(*method);
    EXPECT_FALSE(absl::StrContains(of_own, others.request_family)) << NameOf(*method);
  }
  EXPECT_GE(methods, 10);
}

}  // namespace
}  // namespace buurtbrug::isolation
