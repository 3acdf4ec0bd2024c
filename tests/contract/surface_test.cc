#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/access/policy.h"
#include "platform/core/config.h"
#include "platform/rpc/service.h"
#include "platform/service/settings.h"
#include "platform/telemetry/metrics.h"
#include "platform/testing/matchers.h"

// What others depend on, held against golden files. `BUURTBRUG_REWRITE_GOLDEN=1 ctest --preset dev
// -L contract` writes them anew; the difference is reviewed.
namespace buurtbrug {
namespace {

using platform::testing::IsOk;

void ExpectGolden(const std::string& name, const std::string& actual) {
  const std::string path = absl::StrCat(BUURTBRUG_GOLDEN_DIR, "/", name);
  if (std::getenv("BUURTBRUG_REWRITE_GOLDEN") != nullptr) {
    std::ofstream(path) << actual;
  }
  std::ifstream file(path);
  std::stringstream golden;
  golden << file.rdbuf();
  EXPECT_EQ(actual, golden.str()) << "differs from tests/golden/" << name;
}

std::vector<const google::protobuf::MethodDescriptor*> AllMethods() {
  std::vector<const google::protobuf::MethodDescriptor*> methods;
  for (const char* package :
       {"common", "tenancy", "registration", "matching", "evaluation", "reporting"}) {
    const auto services = platform::rpc::ServicesOf(absl::StrCat("buurtbrug.", package, ".v1"));
    EXPECT_FALSE(services.empty()) << package;
    for (const auto* service : services) {
      for (int i = 0; i < service->method_count(); ++i) {
        methods.push_back(service->method(i));
      }
    }
  }
  return methods;
}

TEST(Surface, EveryMethodSaysWhoMayCallItAndWhatItDoes) {
  std::string text;
  for (const auto* method : AllMethods()) {
    const auto policy = platform::access::ReadPolicy(*method);
    ASSERT_THAT(policy, IsOk());
    const common::v1::Access& access = method->options().GetExtension(common::v1::access);
    std::vector<std::string> roles;
    for (const int role : access.roles()) {
      roles.push_back(common::v1::Role_Name(role));
    }
    absl::StrAppend(&text, method->full_name(), "\n  ", absl::StrJoin(roles, " "), "\n  ",
                    common::v1::Scope_Name(access.scope()), " ",
                    common::v1::Disclosure_Name(access.discloses()), " ",
                    common::v1::Effect_Name(access.effect()), "\n");
    for (const int role : access.own_cases()) {
      absl::StrAppend(&text, "  own cases of ",
                      common::v1::Role_Name(static_cast<common::v1::Role>(role)), "\n");
    }
    if (!policy->categories.empty()) {
      absl::StrAppend(&text, "  ",
                      absl::StrJoin(policy->categories, " ",
                                    [](std::string* out, int category) {
                                      absl::StrAppend(out, common::v1::DataCategory_Name(category));
                                    }),
                      ": ", policy->purpose, "\n");
    }
  }
  ExpectGolden("access.txt", text);
}

TEST(Surface, NoTwoMethodsShareARequest) {
  std::set<const google::protobuf::Descriptor*> requests;
  for (const auto* method : AllMethods()) {
    EXPECT_TRUE(requests.insert(method->input_type()).second) << method->full_name();
  }
}

TEST(Surface, EveryServiceOfTheProtosIsLookedAt) {
  std::set<std::string> known;
  for (const auto* method : AllMethods()) {
    known.insert(method->service()->full_name());
  }
  // Their files, with all that these import.
  std::set<const google::protobuf::FileDescriptor*> files;
  const std::function<void(const google::protobuf::FileDescriptor*)> visit =
      [&](const google::protobuf::FileDescriptor* file) {
        if (!files.insert(file).second) {
          return;
        }
        for (int i = 0; i < file->dependency_count(); ++i) {
          visit(file->dependency(i));
        }
        for (int i = 0; i < file->service_count(); ++i) {
          EXPECT_TRUE(known.contains(file->service(i)->full_name()))
              << file->service(i)->full_name();
        }
      };
  for (const auto* method : AllMethods()) {
    visit(method->file());
  }
}

TEST(Surface, OnlyWhoGuidesAFamilyOrIsOneSeesPersonalData) {
  const std::set<int> nobody_else = {common::v1::ROLE_COORDINATOR,
                                     common::v1::ROLE_VOLUNTEER_COORDINATOR,
                                     common::v1::ROLE_CITIZEN, common::v1::ROLE_SAFETY_OFFICER};
  int personal = 0;
  for (const auto* method : AllMethods()) {
    const common::v1::Access& access = method->options().GetExtension(common::v1::access);
    for (const int role : access.roles()) {
      using platform::access::Disclosure;
      EXPECT_LE(static_cast<Disclosure>(access.discloses()),
                platform::access::MostDisclosed(static_cast<platform::access::Role>(role)))
          << method->full_name();
      if (access.discloses() == common::v1::DISCLOSURE_PERSONAL) {
        EXPECT_TRUE(nobody_else.contains(role)) << method->full_name();
        ++personal;
      }
    }
  }
  EXPECT_GT(personal, 0);
}

TEST(Surface, ConfigurationKeysAreTheDocumentedOnes) {
  // Tenancy has all the keys, but calls nobody.
  ExpectGolden("configuration.txt",
               platform::core::DescribeKeys(platform::service::KeysOf("tenancy", {"tenancy"})));
}

TEST(Surface, MetricNamesAreTheDocumentedOnes) {
  std::unique_ptr<platform::telemetry::Metrics> metrics;
  ASSERT_THAT(platform::telemetry::Metrics::Start("", &metrics), IsOk());
  metrics->CallFinished("a.Service/Method", "OK", absl::Milliseconds(1));
  metrics->FeedApplied("tenancy", 1, absl::Seconds(1));
  metrics->FeedFailed("tenancy");
  std::istringstream lines(metrics->Render());
  std::string names;
  for (std::string line; std::getline(lines, line);) {
    if (line.rfind("# TYPE ", 0) == 0) {
      absl::StrAppend(&names, line.substr(7), "\n");
    }
  }
  ExpectGolden("metrics.txt", names);
}

}  // namespace
}  // namespace buurtbrug
