#include <gmock/gmock.h>
#include <google/protobuf/descriptor.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "platform/core/config.h"
#include "platform/rpc/access.h"
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
  for (const char* service :
       {"buurtbrug.common.v1.FeedService", "buurtbrug.tenancy.v1.TenancyService",
        "buurtbrug.registration.v1.RegistrationService", "buurtbrug.matching.v1.MatchingService",
        "buurtbrug.evaluation.v1.EvaluationService", "buurtbrug.reporting.v1.ReportingService"}) {
    const auto* descriptor =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(service);
    EXPECT_NE(descriptor, nullptr) << service;
    for (int i = 0; descriptor != nullptr && i < descriptor->method_count(); ++i) {
      methods.push_back(descriptor->method(i));
    }
  }
  return methods;
}

TEST(Surface, EveryMethodSaysWhoMayCallItAndWhatItDoes) {
  std::string text;
  for (const auto* method : AllMethods()) {
    ASSERT_THAT(platform::rpc::ReadAccessPolicy(*method), IsOk());
    const common::v1::Access& access = method->options().GetExtension(common::v1::access);
    std::vector<std::string> roles;
    for (const int role : access.roles()) {
      roles.push_back(common::v1::Role_Name(role));
    }
    absl::StrAppend(&text, method->full_name(), "\n  ", absl::StrJoin(roles, " "), "\n  ",
                    common::v1::Scope_Name(access.scope()), " ",
                    common::v1::Disclosure_Name(access.discloses()), " ",
                    common::v1::Effect_Name(access.effect()), "\n");
  }
  ExpectGolden("access.txt", text);
}

TEST(Surface, NoTwoMethodsShareARequest) {
  std::set<const google::protobuf::Descriptor*> requests;
  for (const auto* method : AllMethods()) {
    EXPECT_TRUE(requests.insert(method->input_type()).second) << method->full_name();
  }
}

TEST(Surface, OnlyCoordinatorsSeePersonalData) {
  for (const auto* method : AllMethods()) {
    const common::v1::Access& access = method->options().GetExtension(common::v1::access);
    if (access.discloses() == common::v1::DISCLOSURE_PERSONAL) {
      EXPECT_THAT(access.roles(), ::testing::ElementsAre(common::v1::ROLE_COORDINATOR))
          << method->full_name();
    }
  }
}

TEST(Surface, ConfigurationKeysAreTheDocumentedOnes) {
  ExpectGolden("configuration.txt",
               platform::core::DescribeKeys(platform::service::KeysOf({"tenancy"})));
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
