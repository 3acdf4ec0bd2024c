#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "platform/testing/matchers.h"
#include "tests/acceptance/fleet.h"
#include "tests/acceptance/sliedrecht.h"

namespace buurtbrug::acceptance {
namespace {

using absl::StatusCode;
using platform::testing::Fails;
using platform::testing::IsOk;
using platform::testing::RefusesField;
using ::testing::HasSubstr;

// One replayed year for all tests here; each test leaves it as it was, or adds nothing that counts.
class MainJob : public ::testing::Test {
 protected:
  static void SetUpTestSuite() {
    fleet_ = new Fleet(Servers::Get());
    LoadMunicipalities(*fleet_);
    ReplayYear(*fleet_);
  }
  static void TearDownTestSuite() {
    delete fleet_;
    fleet_ = nullptr;
  }

  static std::string NewId() {
    return platform::core::NewUuid(platform::core::SystemClock().Now(),
                                   platform::core::SystemRandom())
        .ToString();
  }

  // A request family that could be registered on 2 March 2020.
  static registration::v1::RegisterFamilyRequest Registration() {
    registration::v1::RegisterFamilyRequest request;
    request.set_request_id(NewId());
    request.set_municipality(kSliedrecht);
    request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
    request.set_occurred_on("2020-03-02");
    request.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    request.set_postcode("3361 AB");
    request.add_adult_names("Vraagouder Proef");
    request.add_child_birth_dates("2014-05-02");
    return request;
  }
  static absl::StatusOr<registration::v1::RegisterFamilyResponse> Register(
      const registration::v1::RegisterFamilyRequest& request) {
    return fleet_->As("coordinator-0610", "registration")
        .Call<registration::v1::RegisterFamilyResponse>(request);
  }

  // The first family with this role.
  static std::string AnyFamily(registration::v1::FamilyRole role) {
    registration::v1::ListFamiliesRequest request;
    request.set_municipality(kSliedrecht);
    request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
    request.set_role(role);
    const auto families = fleet_->As("coordinator-0610", "registration")
                              .Call<registration::v1::ListFamiliesResponse>(request);
    EXPECT_THAT(families, IsOk());
    return families->families(0).family_id();
  }

  static matching::v1::ListMatchesResponse Matches() {
    matching::v1::ListMatchesRequest request;
    request.set_municipality(kSliedrecht);
    request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
    const auto matches =
        fleet_->As("coordinator-0610", "matching").Call<matching::v1::ListMatchesResponse>(request);
    EXPECT_THAT(matches, IsOk());
    return *matches;
  }

  static Fleet* fleet_;
};

Fleet* MainJob::fleet_ = nullptr;

TEST_F(MainJob, GivesTheQuarterlyTableOfTheCaseRecords) { ExpectSliedrechtTable(*fleet_); }

TEST_F(MainJob, TheSameCaseFileTwiceChangesNothing) {
  const std::string before = RowCounts(*fleet_);
  ReplayYear(*fleet_);
  LoadMunicipalities(*fleet_);
  ExpectSliedrechtTable(*fleet_);
  EXPECT_EQ(RowCounts(*fleet_), before);
}

TEST_F(MainJob, ARebuiltReportIsTheSame) {
  const auto rebuilt =
      fleet_->As("operator", "reporting")
          .Call<reporting::v1::RebuildFactsResponse>(reporting::v1::RebuildFactsRequest());
  ASSERT_THAT(rebuilt, IsOk());
  EXPECT_GT(rebuilt->facts(), 13 + 21 + 8);
  ExpectSliedrechtTable(*fleet_);
}

TEST_F(MainJob, ThePublishedTableStandsBesideItWithEachDifferenceNamed) {
  const auto imported = fleet_->Run({"report", "import-published", "--municipality", kSliedrecht,
                                     Fleet::Example("sliedrecht-2020-published.json")});
  ASSERT_EQ(imported.exit_code, 0) << imported.output;
  reporting::v1::CompareWithPublishedRequest request;
  request.set_municipality(kSliedrecht);
  request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
  request.set_period("2020");
  const auto answer = fleet_->As("municipality-0610", "reporting")
                          .Call<reporting::v1::CompareWithPublishedResponse>(request);
  ASSERT_THAT(answer, IsOk());
  ASSERT_EQ(answer->comparisons_size(), 1);
  const reporting::v1::Comparison& comparison = answer->comparisons(0);
  reporting::v1::ProgressTable printed;
  *printed.mutable_rows() = comparison.published().rows();
  EXPECT_EQ(RowText(printed, reporting::v1::INDICATOR_REALISED), "0 1 6 1 = 7");
  EXPECT_EQ(RowText(printed, reporting::v1::INDICATOR_ENDED_IN_TRIAL), "0 0 0 - = -");
  std::vector<std::string> differences;
  for (const reporting::v1::Difference& difference : comparison.differences()) {
    differences.push_back(absl::StrCat(
        reporting::v1::Indicator_Name(difference.indicator()), " ",
        difference.has_quarter() ? absl::StrCat("quarter ", difference.quarter() + 1) : "total",
        " ", reporting::v1::DifferenceKind_Name(difference.kind())));
  }
  EXPECT_THAT(differences, ::testing::UnorderedElementsAre(
                               "INDICATOR_REALISED total DIFFERENCE_KIND_VALUE",
                               "INDICATOR_REALISED total DIFFERENCE_KIND_DOES_NOT_ADD_UP",
                               "INDICATOR_ENDED_IN_TRIAL quarter 4 DIFFERENCE_KIND_BLANK",
                               "INDICATOR_ENDED_IN_TRIAL total DIFFERENCE_KIND_BLANK"));
}

TEST_F(MainJob, BeforeAQuarterBeginsItIsBlank) {
  reporting::v1::GetQuarterlyProgressRequest request;
  request.set_municipality(kSliedrecht);
  request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
  request.set_period("2020");
  request.set_as_of("2020-06-30");
  const auto answer = fleet_->As("operator", "reporting")
                          .Call<reporting::v1::GetQuarterlyProgressResponse>(request);
  ASSERT_THAT(answer, IsOk());
  EXPECT_EQ(RowText(answer->table(), reporting::v1::INDICATOR_REALISED), "0 1 - - = 1");
  EXPECT_EQ(RowText(answer->table(), reporting::v1::INDICATOR_TARGET), "0 3 3 4 = 10");
}

TEST_F(MainJob, BeforeAnythingWasRecordedNothingWasKnown) {
  reporting::v1::GetQuarterlyProgressRequest request;
  request.set_municipality(kSliedrecht);
  request.set_contract_id(ContractOf(*fleet_, kSliedrecht));
  request.set_period("2020");
  request.set_as_of("2020-10-31");
  request.mutable_known_at()->set_seconds(1604188800);  // 1 November 2020: nothing was entered yet
  EXPECT_THAT(fleet_->As("operator", "reporting")
                  .Call<reporting::v1::GetQuarterlyProgressResponse>(request),
              Fails(StatusCode::kNotFound, "PERIOD_NOT_FOUND"));
}

TEST_F(MainJob, ADefinitiveMatchHasItsEvaluationMomentsPlanned) {
  bool seen = false;
  const matching::v1::ListMatchesResponse matches = Matches();
  for (const matching::v1::Match& match : matches.matches()) {
    if (match.state() != matching::v1::MATCH_STATE_DEFINITIVE) {
      continue;
    }
    evaluation::v1::ListMomentsRequest request;
    request.set_municipality(kSliedrecht);
    request.set_contract_id(match.contract_id());
    request.set_match_id(match.match_id());
    const auto moments = fleet_->As("coordinator-0610", "evaluation")
                             .Call<evaluation::v1::ListMomentsResponse>(request);
    ASSERT_THAT(moments, IsOk());
    EXPECT_EQ(moments->moments_size(), 5);
    seen = true;
  }
  EXPECT_TRUE(seen);
}

TEST_F(MainJob, TheClientPrintsTheTableInDutch) {
  const auto printed = fleet_->Run({"report", "progress", "--municipality", kSliedrecht, "--period",
                                    "2020", "--as-of", "2020-10-31"});
  ASSERT_EQ(printed.exit_code, 0) << printed.output;
  EXPECT_THAT(printed.output, HasSubstr("Streefgetal koppelingen"));
  EXPECT_THAT(printed.output, HasSubstr("31 oktober 2020"));
}

// Refusals: each with its code and reason, and nothing changed.
class Refusal : public MainJob {
 protected:
  void SetUp() override { before_ = RowCounts(*fleet_); }
  void TearDown() override { EXPECT_EQ(RowCounts(*fleet_), before_); }
  std::string before_;
};

TEST_F(Refusal, HaarlemsContractWithSliedrechtsFamily) {
  const std::string family = AnyFamily(registration::v1::FAMILY_ROLE_REQUEST);
  registration::v1::GetFamilyRequest read;
  read.set_municipality("0392");
  read.set_contract_id(ContractOf(*fleet_, "0392"));
  read.set_family_id(family);
  EXPECT_THAT(fleet_->As("coordinator-0392", "registration")
                  .Call<registration::v1::GetFamilyResponse>(read),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  registration::v1::RecordIntakeRequest write;
  write.set_request_id(NewId());
  write.set_municipality("0392");
  write.set_contract_id(read.contract_id());
  write.set_family_id(family);
  write.set_occurred_on("2020-11-01");
  EXPECT_THAT(fleet_->As("coordinator-0392", "registration")
                  .Call<registration::v1::RecordIntakeResponse>(write),
              Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
  matching::v1::ProposeMatchRequest propose;
  propose.set_request_id(NewId());
  propose.set_municipality("0392");
  propose.set_contract_id(read.contract_id());
  propose.set_occurred_on("2020-11-01");
  propose.set_request_family_id(family);
  propose.add_children(1);
  propose.set_support_family_id(AnyFamily(registration::v1::FAMILY_ROLE_SUPPORT));
  propose.set_reason("over de grens");
  EXPECT_THAT(
      fleet_->As("coordinator-0392", "matching").Call<matching::v1::ProposeMatchResponse>(propose),
      Fails(StatusCode::kNotFound, "FAMILY_NOT_FOUND"));
}

TEST_F(Refusal, HaarlemsCoordinatorWithSliedrechtsContract) {
  EXPECT_THAT(fleet_->As("coordinator-0392", "registration")
                  .Call<registration::v1::RegisterFamilyResponse>(Registration()),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(Refusal, SliedrechtsMunicipalityWithHaarlemsContractId) {
  auto request = Registration();
  request.set_contract_id(ContractOf(*fleet_, "0392"));
  EXPECT_THAT(Register(request), Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(Refusal, ARegistrationDatedOutsideTheSubsidyPeriod) {
  auto request = Registration();
  request.set_occurred_on("2021-01-01");
  EXPECT_THAT(Register(request), Fails(StatusCode::kFailedPrecondition, "PERIOD_NOT_RUNNING"));
  request.set_occurred_on("2019-12-31");
  EXPECT_THAT(Register(request), Fails(StatusCode::kFailedPrecondition, "OUTSIDE_CONTRACT"));
}

TEST_F(Refusal, ATrialWithoutAVog) {
  // A screened support family of which one of two adults has no VOG, agreed with a waiting request
  // family.
  const std::string contract = ContractOf(*fleet_, kSliedrecht);
  const auto step = [&](auto request) {
    request.set_request_id(NewId());
    request.set_municipality(kSliedrecht);
    request.set_contract_id(contract);
    request.set_occurred_on("2020-11-02");
    return request;
  };
  const Caller registration = fleet_->As("coordinator-0610", "registration");
  const Caller matching = fleet_->As("coordinator-0610", "matching");
  auto family = Registration();
  family.set_role(registration::v1::FAMILY_ROLE_SUPPORT);
  family.add_adult_names("Steunouder Proef");
  const std::string support = Register(family)->family_id();
  auto vog = step(registration::v1::RecordVogRequest());
  vog.set_family_id(support);
  vog.set_adult(1);
  ASSERT_THAT(registration.Call<registration::v1::RecordVogResponse>(vog), IsOk());
  auto screening = step(registration::v1::RecordScreeningRequest());
  screening.set_family_id(support);
  screening.set_capacity(1);
  ASSERT_THAT(registration.Call<registration::v1::RecordScreeningResponse>(screening), IsOk());
  const std::string asking = Register(Registration())->family_id();
  auto intake = step(registration::v1::RecordIntakeRequest());
  intake.set_family_id(asking);
  ASSERT_THAT(registration.Call<registration::v1::RecordIntakeResponse>(intake), IsOk());
  auto propose = step(matching::v1::ProposeMatchRequest());
  propose.set_request_family_id(asking);
  propose.add_children(1);
  propose.set_support_family_id(support);
  propose.set_reason("wonen om de hoek");
  const auto match = matching.Call<matching::v1::ProposeMatchResponse>(propose);
  ASSERT_THAT(match, IsOk());
  auto introduce = step(matching::v1::IntroduceMatchRequest());
  introduce.set_match_id(match->match_id());
  ASSERT_THAT(matching.Call<matching::v1::IntroduceMatchResponse>(introduce), IsOk());
  auto agree = step(matching::v1::AgreeMatchRequest());
  agree.set_match_id(match->match_id());
  agree.set_request_family_signed(true);
  agree.set_support_family_signed(true);
  ASSERT_THAT(matching.Call<matching::v1::AgreeMatchResponse>(agree), IsOk());

  before_ = RowCounts(*fleet_);
  auto start = step(matching::v1::StartTrialRequest());
  start.set_match_id(match->match_id());
  EXPECT_THAT(matching.Call<matching::v1::StartTrialResponse>(start),
              Fails(StatusCode::kFailedPrecondition, "VOG_MISSING"));
  // With the VOG the same trial starts: it was this that was missing.
  EXPECT_EQ(RowCounts(*fleet_), before_);
  auto second = step(registration::v1::RecordVogRequest());
  second.set_family_id(support);
  second.set_adult(2);
  ASSERT_THAT(registration.Call<registration::v1::RecordVogResponse>(second), IsOk());
  EXPECT_THAT(matching.Call<matching::v1::StartTrialResponse>([&] {
    auto again = start;
    again.set_request_id(NewId());
    return again;
  }()),
              IsOk());
  before_ = RowCounts(*fleet_);
}

TEST_F(Refusal, AStepDatedTomorrow) {
  auto request = Registration();
  const absl::CivilDay tomorrow =
      platform::core::AmsterdamDay(platform::core::SystemClock().Now()) + 1;
  request.set_occurred_on(platform::core::FormatDay(tomorrow));
  EXPECT_THAT(Register(request), RefusesField("occurred_on", "OCCURRED_IN_FUTURE"));
}

TEST_F(Refusal, AMalformedPostcode) {
  for (const char* postcode : {"", "3361", "0361 AB", "3361 A1", "3361  AB", "3361 SS", "AB 3361",
                               "3361 ABC", "3361\tAB"}) {
    auto request = Registration();
    request.set_postcode(postcode);
    EXPECT_THAT(Register(request), RefusesField("postcode", "INVALID_POSTCODE")) << postcode;
  }
}

TEST_F(Refusal, OtherRolesThanACoordinator) {
  const Caller others[] = {
      fleet_->As("operator", "registration"), fleet_->As("municipality-0610", "registration"),
      fleet_->As("nobody", "registration"), fleet_->AsPartner("partner-0610", "registration"),
      fleet_->AsService("matching", "registration")};
  for (const Caller& other : others) {
    EXPECT_THAT(other.Call<registration::v1::RegisterFamilyResponse>(Registration()),
                Fails(StatusCode::kPermissionDenied, "ROLE_NOT_ALLOWED"));
  }
}

TEST_F(Refusal, WithoutATokenOrWithThatOfAnUnknownClient) {
  EXPECT_THAT(fleet_->Connect("registration")
                  .Call<registration::v1::RegisterFamilyResponse>(Registration()),
              Fails(StatusCode::kUnauthenticated, "TOKEN_MISSING"));
  EXPECT_THAT(fleet_->AsPartner("somebody", "registration")
                  .Call<registration::v1::RegisterFamilyResponse>(Registration()),
              Fails(StatusCode::kUnauthenticated, "TOKEN_CLIENT"));
}

}  // namespace
}  // namespace buurtbrug::acceptance
