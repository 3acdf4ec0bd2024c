#include <google/protobuf/message.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <mutex>
#include <random>
#include <set>
#include <sstream>
#include <thread>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/common/v1/access.pb.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "buurtbrug/common/v1/feed_service.pb.h"
#include "buurtbrug/evaluation/v1/evaluation_service.pb.h"
#include "buurtbrug/matching/v1/area_service.pb.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/matching/v1/search_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/offer_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/auth/fetch.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "tests/acceptance/process.h"
#include "tests/isolation/canaries/any_request.h"
#include "tests/isolation/canaries/jury.h"
#include "tests/isolation/canaries/mark.h"
#include "tests/isolation/house.h"

// Many tenants at work at random over few connections while connections to the database are killed.
// Every text field carries its tenant's mark; everything that leaves is searched for marks that do
// not belong there. BUURTBRUG_CANARY_ANSWERS says how many answers (tests/isolation/canaries/run).
namespace buurtbrug::isolation {
namespace {

using google::protobuf::Message;
using platform::core::ReasonOf;
using platform::testing::Servers;

constexpr int kTenants = 50;
constexpr int kWorkers = 12;
constexpr int kFamiliesKept = 40;
constexpr int kShortRun = 3000;
constexpr char kDay[] = "2024-06-03";
constexpr char kPostcode[] = "1234AB";
constexpr int kKilometres = 20;
constexpr absl::Duration kBetweenKills = absl::Milliseconds(150);

int AnswersWanted() {
  const char* wanted = std::getenv("BUURTBRUG_CANARY_ANSWERS");
  return wanted == nullptr ? kShortRun : std::atoi(wanted);
}

// One tenant with its people, and ids of what it has; guarded by its mutex.
struct Tenant {
  Tenancy tenancy;
  std::string coordinator, official, officer, partner_client;
  std::mutex mutex;
  std::vector<std::string> families, supporters, matches;
  // What answers told, by the name of the field.
  std::map<std::string, std::vector<std::string>> ids;
  std::atomic<int> row = 100;

  const std::string& code() const { return tenancy.municipality; }
  std::string Text(Field field) { return Mark(field, code(), ++row); }
};

class Canaries : public ::testing::Test {
 protected:
  void SetUp() override {
    house_.CreateProtocol();
    matching::v1::ImportAreasRequest areas;
    areas.set_request_id(House::NewId());
    auto& area = *areas.add_points();
    area.set_area("1234");
    area.set_x_m(104000);
    area.set_y_m(425000);
    house_.Make<matching::v1::ImportAreasResponse>(areas);
    for (int i = 0; i < kTenants; ++i) {
      auto tenant = std::make_unique<Tenant>();
      const std::string code = std::to_string(1001 + i);
      house_.CreateMunicipality(code, Mark(Field::kOther, code, 1));
      tenant->tenancy =
          house_.OpenContract(code, {"2020-01-01", "", ""}, Mark(Field::kOther, code, 2));
      house_.OpenPeriod(tenant->tenancy, Mark(Field::kOther, code, 3), "2020-01-01", "2099-12-31");
      tenant->coordinator = Mark(Field::kOther, code, 4);
      tenant->official = Mark(Field::kOther, code, 5);
      tenant->partner_client = Mark(Field::kOther, code, 6);
      house_.Appoint(tenant->coordinator, common::v1::ROLE_COORDINATOR, tenant->tenancy);
      tenant->officer = Mark(Field::kOther, code, 8);
      house_.Appoint(tenant->officer, common::v1::ROLE_SAFETY_OFFICER, tenant->tenancy);
      house_.Appoint(tenant->official, common::v1::ROLE_MUNICIPALITY, tenant->tenancy);
      const std::string partner =
          house_.AddPartner(Mark(Field::kOther, code, 7), tenant->partner_client);
      house_.Allow(partner, tenant->tenancy);
      tenants_.push_back(std::move(tenant));
    }
  }

  // What an answer told the tenant; its ids serve for later calls.
  void JudgeAnswer(Tenant& tenant, const std::string& where, const Message& answer) {
    jury_.JudgeAnswer(tenant.code(), where, answer);
    ForIds(answer, [&](const std::string& name, const std::string& id) {
      const std::lock_guard lock(tenant.mutex);
      std::vector<std::string>& kept = tenant.ids[name];
      if (kept.size() < kFamiliesKept) {
        kept.push_back(id);
      }
    });
  }

  // ---- Working ----

  // Asks, counts the answer, and searches it: message, error text, metadata.
  template <typename Response, typename Request>
  absl::StatusOr<Response> Ask(Tenant& tenant, const Identity& identity, const Request& request) {
    const auto response = house_.Ask<Response>(identity, request);
    ++answers_;
    const std::string where = Request::descriptor()->name();
    if (response.ok()) {
      JudgeAnswer(tenant, where, *response);
    } else {
      ++errors_;
      jury_.Judge(
          tenant.code(), where,
          absl::StrCat(response.status().ToString(), " ",
                       ::testing::PrintToString(platform::core::MetadataOf(response.status()))));
      if (response.status().code() == absl::StatusCode::kInternal) {
        ADD_FAILURE() << where << ": " << response.status();
      }
    }
    return response;
  }

  template <typename Request>
  static Request About(const Tenancy& tenancy) {
    Request request;
    request.set_municipality(tenancy.municipality);
    request.set_contract_id(tenancy.contract);
    return request;
  }
  template <typename Request>
  static Request Step(const Tenancy& tenancy) {
    Request request = About<Request>(tenancy);
    request.set_request_id(House::NewId());
    request.set_occurred_on(kDay);
    return request;
  }

  static std::string Any(std::vector<std::string>& ids, std::mt19937& random) {
    return ids.empty() ? House::NewId() : ids[random() % ids.size()];
  }
  static std::string AnyOf(Tenant& tenant, std::vector<std::string> Tenant::*ids,
                           std::mt19937& random) {
    const std::lock_guard lock(tenant.mutex);
    return Any(tenant.*ids, random);
  }
  static void Keep(Tenant& tenant, std::vector<std::string> Tenant::*ids, const std::string& id,
                   std::mt19937& random) {
    const std::lock_guard lock(tenant.mutex);
    std::vector<std::string>& kept = tenant.*ids;
    if (kept.size() < kFamiliesKept) {
      kept.push_back(id);
    } else {
      kept[random() % kept.size()] = id;
    }
  }

  void Register(Tenant& tenant, std::mt19937& random) {
    using registration::v1::RegisterFamilyRequest;
    const Identity coordinator = Identity::Person(tenant.coordinator);
    auto request = Step<RegisterFamilyRequest>(tenant.tenancy);
    const bool support = random() % 2 == 0;
    request.set_role(support ? registration::v1::FAMILY_ROLE_SUPPORT
                             : registration::v1::FAMILY_ROLE_REQUEST);
    request.set_postcode(kPostcode);
    request.add_adult_names(tenant.Text(Field::kPersonal));
    request.add_child_birth_dates("2015-05-05");
    const auto response =
        Ask<registration::v1::RegisterFamilyResponse>(tenant, coordinator, request);
    if (!response.ok()) return;
    if (support) {
      auto offer = Step<registration::v1::RecordOfferRequest>(tenant.tenancy);
      offer.set_family_id(response->family_id());
      offer.set_capacity(5);
      offer.add_kinds(registration::v1::SUPPORT_KIND_HOMEWORK);
      offer.set_frequency(registration::v1::FREQUENCY_WEEKLY);
      offer.set_oldest_age(18);
      offer.set_distance_km(kKilometres);
      Ask<registration::v1::RecordOfferResponse>(tenant, coordinator, offer).IgnoreError();
      auto vog = Step<registration::v1::RecordVogRequest>(tenant.tenancy);
      vog.set_family_id(response->family_id());
      vog.set_adult(1);
      Ask<registration::v1::RecordVogResponse>(tenant, coordinator, vog).IgnoreError();
      auto screening = Step<registration::v1::RecordScreeningRequest>(tenant.tenancy);
      screening.set_family_id(response->family_id());
      screening.set_capacity(5);
      if (Ask<registration::v1::RecordScreeningResponse>(tenant, coordinator, screening).ok()) {
        Keep(tenant, &Tenant::supporters, response->family_id(), random);
      }
    } else {
      auto needs = Step<registration::v1::RecordNeedsRequest>(tenant.tenancy);
      needs.set_family_id(response->family_id());
      auto& need = *needs.add_needs();
      need.set_child(1);
      need.add_kinds(registration::v1::SUPPORT_KIND_HOMEWORK);
      need.set_frequency(registration::v1::FREQUENCY_WEEKLY);
      need.set_distance_km(kKilometres);
      Ask<registration::v1::RecordNeedsResponse>(tenant, coordinator, needs).IgnoreError();
      auto intake = Step<registration::v1::RecordIntakeRequest>(tenant.tenancy);
      intake.set_family_id(response->family_id());
      if (Ask<registration::v1::RecordIntakeResponse>(tenant, coordinator, intake).ok()) {
        Keep(tenant, &Tenant::families, response->family_id(), random);
      }
    }
  }

  void Match(Tenant& tenant, std::mt19937& random) {
    const Identity coordinator = Identity::Person(tenant.coordinator);
    auto propose = Step<matching::v1::ProposeMatchRequest>(tenant.tenancy);
    propose.set_request_family_id(AnyOf(tenant, &Tenant::families, random));
    propose.set_support_family_id(AnyOf(tenant, &Tenant::supporters, random));
    propose.add_children(1);
    propose.set_reason(tenant.Text(Field::kOther));
    const auto response = Ask<matching::v1::ProposeMatchResponse>(tenant, coordinator, propose);
    if (!response.ok()) return;
    Keep(tenant, &Tenant::matches, response->match_id(), random);
    auto introduce = Step<matching::v1::IntroduceMatchRequest>(tenant.tenancy);
    introduce.set_match_id(response->match_id());
    Ask<matching::v1::IntroduceMatchResponse>(tenant, coordinator, introduce).IgnoreError();
    auto agree = Step<matching::v1::AgreeMatchRequest>(tenant.tenancy);
    agree.set_match_id(response->match_id());
    agree.set_request_family_signed(true);
    agree.set_support_family_signed(true);
    Ask<matching::v1::AgreeMatchResponse>(tenant, coordinator, agree).IgnoreError();
    auto trial = Step<matching::v1::StartTrialRequest>(tenant.tenancy);
    trial.set_match_id(response->match_id());
    Ask<matching::v1::StartTrialResponse>(tenant, coordinator, trial).IgnoreError();
  }

  void Read(Tenant& tenant, Tenant& stranger, std::mt19937& random) {
    const Identity coordinator = Identity::Person(tenant.coordinator);
    const Identity official = Identity::Person(tenant.official);
    switch (random() % 14) {
      case 0: {
        auto request = About<registration::v1::ListFamiliesRequest>(tenant.tenancy);
        request.set_page_size(20);
        Ask<registration::v1::ListFamiliesResponse>(tenant, coordinator, request).IgnoreError();
        return;
      }
      case 1: {
        // A stranger's family under the own contract, and under the stranger's.
        auto request = About<registration::v1::GetFamilyRequest>(
            random() % 2 == 0 ? tenant.tenancy : stranger.tenancy);
        request.set_family_id(AnyOf(stranger, &Tenant::families, random));
        const auto answer = Ask<registration::v1::GetFamilyResponse>(tenant, coordinator, request);
        EXPECT_FALSE(answer.ok());
        return;
      }
      case 2: {
        auto request = About<matching::v1::ListMatchesRequest>(tenant.tenancy);
        request.set_page_size(20);
        Ask<matching::v1::ListMatchesResponse>(tenant, coordinator, request).IgnoreError();
        return;
      }
      case 3: {
        auto request = About<matching::v1::GetMatchRequest>(tenant.tenancy);
        request.set_match_id(
            AnyOf(random() % 3 == 0 ? stranger : tenant, &Tenant::matches, random));
        Ask<matching::v1::GetMatchResponse>(tenant, coordinator, request).IgnoreError();
        return;
      }
      case 4: {
        tenancy::v1::ListContractsRequest request;
        request.set_municipality(random() % 4 == 0 ? stranger.code() : tenant.code());
        Ask<tenancy::v1::ListContractsResponse>(tenant, official, request).IgnoreError();
        return;
      }
      case 5:
        Ask<tenancy::v1::ListAppointmentsResponse>(
            tenant, official, About<tenancy::v1::ListAppointmentsRequest>(tenant.tenancy))
            .IgnoreError();
        return;
      case 6: {
        auto request = About<reporting::v1::GetQuarterlyProgressRequest>(tenant.tenancy);
        request.set_period(Mark(Field::kOther, tenant.code(), 3));
        request.set_as_of("2024-12-31");
        Ask<reporting::v1::GetQuarterlyProgressResponse>(tenant, official, request).IgnoreError();
        return;
      }
      case 7: {
        auto request = About<common::v1::ListAccessRequest>(tenant.tenancy);
        common::v1::ListAccessResponse response;
        const auto* method = common::v1::ListAccessRequest::descriptor()
                                 ->file()
                                 ->FindServiceByName("AccessLogService")
                                 ->FindMethodByName("ListAccess");
        request.set_page_size(20);
        const absl::Status status =
            house_.Ask(coordinator, "registration", *method, request, response);
        ++answers_;
        JudgeAccessLog(tenant, response, status);
        return;
      }
      case 8: {
        auto request = About<evaluation::v1::ListMomentsRequest>(tenant.tenancy);
        Ask<evaluation::v1::ListMomentsResponse>(tenant, coordinator, request).IgnoreError();
        return;
      }
      case 9: {
        auto request = About<registration::v1::ListReferralsRequest>(tenant.tenancy);
        Ask<registration::v1::ListReferralsResponse>(
            tenant, Identity::Client(tenant.partner_client), request)
            .IgnoreError();
        return;
      }
      case 10: {
        // From the memory that all tenants share.
        auto request = About<matching::v1::FindSupportFamiliesRequest>(tenant.tenancy);
        request.set_request_family_id(
            AnyOf(random() % 4 == 0 ? stranger : tenant, &Tenant::families, random));
        request.add_children(1);
        request.set_day(kDay);
        const auto answer =
            Ask<matching::v1::FindSupportFamiliesResponse>(tenant, coordinator, request);
        found_ += answer.ok() ? answer->support_families_size() + answer->near_misses_size() : 0;
        return;
      }
      case 11: {
        auto request = About<matching::v1::FindRequestFamiliesRequest>(tenant.tenancy);
        request.set_support_family_id(
            AnyOf(random() % 4 == 0 ? stranger : tenant, &Tenant::supporters, random));
        request.set_day(kDay);
        const auto answer =
            Ask<matching::v1::FindRequestFamiliesResponse>(tenant, coordinator, request);
        found_ += answer.ok() ? answer->request_families_size() + answer->near_misses_size() : 0;
        return;
      }
      default: {
        auto request = About<registration::v1::GetFamilyRequest>(tenant.tenancy);
        request.set_family_id(AnyOf(tenant, &Tenant::families, random));
        Ask<registration::v1::GetFamilyResponse>(tenant, coordinator, request).IgnoreError();
        return;
      }
    }
  }

  // A tenant sees in its log that a stranger was refused, by the stranger's name: that is what the
  // log is for. Everything else in it is its own.
  void JudgeAccessLog(Tenant& tenant, common::v1::ListAccessResponse& response,
                      const absl::Status& status) {
    jury_.Judge(tenant.code(), "ListAccess", status.ToString());
    for (common::v1::AccessEntry& entry : *response.mutable_entries()) {
      if (entry.result() == common::v1::ACCESS_RESULT_REFUSED) {
        entry.clear_subject();
      }
    }
    jury_.Judge(tenant.code(), "ListAccess", response.SerializeAsString());
  }

  void Refer(Tenant& tenant) {
    auto request = Step<registration::v1::ReferFamilyRequest>(tenant.tenancy);
    request.set_role(registration::v1::FAMILY_ROLE_REQUEST);
    request.set_postcode(kPostcode);
    request.set_reference(tenant.Text(Field::kOther));
    request.add_adult_names(tenant.Text(Field::kPersonal));
    request.add_child_birth_dates("2015-05-05");
    Ask<registration::v1::ReferFamilyResponse>(tenant, Identity::Client(tenant.partner_client),
                                               request)
        .IgnoreError();
  }

  // Of each kind of id one that the tenant has.
  std::map<std::string, std::string> KnownOf(Tenant& tenant, std::mt19937& random) {
    std::map<std::string, std::string> known;
    {
      const std::lock_guard lock(tenant.mutex);
      for (auto& [name, ids] : tenant.ids) {
        known[name] = Any(ids, random);
      }
    }
    known["municipality"] = tenant.code();
    known["contract_id"] = tenant.tenancy.contract;
    known["occurred_on"] = kDay;
    known["family_id"] =
        AnyOf(tenant, random() % 2 == 0 ? &Tenant::families : &Tenant::supporters, random);
    known["request_family_id"] = AnyOf(tenant, &Tenant::families, random);
    known["support_family_id"] = AnyOf(tenant, &Tenant::supporters, random);
    known["substitute_family_id"] = AnyOf(tenant, &Tenant::supporters, random);
    known["match_id"] = AnyOf(tenant, &Tenant::matches, random);
    known["other_plan_id"] = known["plan_id"];
    return known;
  }

  // Any call of registration or matching that a coordinator or a safety officer may make about what
  // the tenant has, with a mark in every text of it: methods of tomorrow too. Matching keeps no
  // names, so its marks are of the other kind.
  void AskAnything(Tenant& tenant, std::mt19937& random) {
    const auto* method = methods_[random() % methods_.size()];
    const auto& access = method->options().GetExtension(common::v1::access);
    const bool coordinator = std::count(access.roles().begin(), access.roles().end(),
                                        static_cast<int>(common::v1::ROLE_COORDINATOR)) > 0;
    auto* factory = google::protobuf::MessageFactory::generated_factory();
    const std::unique_ptr<Message> request(factory->GetPrototype(method->input_type())->New());
    const std::unique_ptr<Message> response(factory->GetPrototype(method->output_type())->New());
    const std::string service =
        std::vector<std::string>(absl::StrSplit(method->full_name(), '.')).at(1);
    const Field field = service == "matching" ? Field::kOther : Field::kPersonal;
    FillRequest(
        KnownOf(tenant, random), [&] { return tenant.Text(field); }, random, *request);
    const absl::Status status =
        house_.Ask(Identity::Person(coordinator ? tenant.coordinator : tenant.officer), service,
                   *method, *request, *response);
    ++answers_;
    if (status.ok()) {
      JudgeAnswer(tenant, method->name(), *response);
      const std::lock_guard lock(answered_mutex_);
      answered_.insert(method->full_name());
    } else {
      ++errors_;
      jury_.Judge(tenant.code(), method->name(),
                  absl::StrCat(status.ToString(), " ",
                               ::testing::PrintToString(platform::core::MetadataOf(status))));
      EXPECT_NE(status.code(), absl::StatusCode::kInternal) << method->name() << ": " << status;
    }
  }

  // What nobody may take, with a mark in it: the error must not tell it to anybody else.
  void Fail(Tenant& tenant) {
    auto request = Step<registration::v1::RegisterFamilyRequest>(tenant.tenancy);
    request.set_occurred_on(tenant.Text(Field::kOther));
    request.set_postcode(tenant.Text(Field::kOther));
    request.add_adult_names(tenant.Text(Field::kPersonal));
    EXPECT_FALSE(Ask<registration::v1::RegisterFamilyResponse>(
                     tenant, Identity::Person(tenant.coordinator), request)
                     .ok());
  }

  void Work(unsigned seed, int wanted) {
    std::mt19937 random(seed);
    while (answers_ < wanted) {
      Tenant& tenant = *tenants_[random() % tenants_.size()];
      Tenant& stranger = *tenants_[random() % tenants_.size()];
      if (&tenant == &stranger) continue;
      const unsigned dice = static_cast<unsigned>(random() % 20);
      if (dice < 2) {
        Register(tenant, random);
      } else if (dice < 3) {
        Match(tenant, random);
      } else if (dice < 4) {
        Refer(tenant);
      } else if (dice < 5) {
        Fail(tenant);
      } else if (dice < 13) {
        AskAnything(tenant, random);
      } else {
        Read(tenant, stranger, random);
      }
    }
  }

  // Ends sessions of the database at random, again and again.
  void KillSessions(int wanted) {
    std::mutex mutex;
    std::condition_variable never;
    while (answers_ < wanted) {
      std::unique_lock lock(mutex);
      never.wait_for(lock, absl::ToChronoMilliseconds(kBetweenKills));
      kills_ += absl::StrContains(
          fleet_.database().Ask("SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                                "WHERE datname = current_database() AND pid <> pg_backend_pid() "
                                "ORDER BY random() LIMIT 1"),
          "t");
    }
  }

  // ---- What leaves besides answers ----

  void JudgeFeeds() {
    for (const std::string& service : acceptance::Fleet::Services()) {
      const auto* method = common::v1::ReadFeedRequest::descriptor()
                               ->file()
                               ->FindServiceByName("FeedService")
                               ->FindMethodByName("ReadFeed");
      common::v1::ReadFeedRequest request;
      request.set_page_size(1000);
      bool more = true;
      while (more) {
        common::v1::ReadFeedResponse response;
        ASSERT_TRUE(
            house_.Ask(Identity::Service("reporting"), service, *method, request, response).ok());
        for (const common::v1::FeedEntry& entry : response.entries()) {
          const std::string bytes = entry.SerializeAsString();
          for (const Sighting& sighting : FindMarks(bytes)) {
            const bool partner = entry.municipality() == "0000";
            if (sighting.field == Field::kPersonal ||
                (!partner && sighting.municipality != entry.municipality())) {
              jury_.Report(absl::StrCat("feed of ", service, ": ", sighting.text));
            }
          }
          *request.mutable_after() = entry.position();
        }
        more = response.entries_size() == 1000;
      }
    }
  }

  void JudgeExports() {
    for (const int i : {0, 17, 49}) {
      Tenant& tenant = *tenants_[static_cast<size_t>(i)];
      house_.KeepToken(Identity::Person(tenant.official));
      const auto outcome =
          fleet_.Run({"--as", tenant.official, "report", "progress", "--municipality",
                      tenant.code(), "--period", Mark(Field::kOther, tenant.code(), 3), "--as-of",
                      "2024-12-31", "--output", "json"});
      EXPECT_EQ(outcome.exit_code, 0) << outcome.output;
      jury_.Judge(tenant.code(), "export", outcome.output);
    }
  }

  void JudgeFiles(const std::string& redis) {
    jury_.JudgeBare("Redis", acceptance::ReadAll(redis));
    const std::string logs = Servers::Get().base() + "/log";
    for (const auto& entry : std::filesystem::directory_iterator(logs)) {
      const std::string name = entry.path().filename();
      if (absl::StartsWith(name, fleet_.database().name()) && absl::EndsWith(name, ".log")) {
        jury_.JudgeLines(name, acceptance::ReadAll(entry.path()));
      } else if (absl::StrContains(name, "postgres")) {
        for (const Sighting& sighting : FindMarks(acceptance::ReadAll(entry.path()))) {
          if (sighting.field == Field::kPersonal) {
            jury_.Report(absl::StrCat("log of PostgreSQL: ", sighting.text));
          }
        }
      }
    }
    for (const std::string& service : acceptance::Fleet::Services()) {
      const auto metrics =
          platform::auth::Fetch(platform::auth::Place::kUrl,
                                absl::StrCat("http://", fleet_.MetricsOf(service), "/metrics"),
                                absl::Seconds(5), 1 << 24);
      ASSERT_TRUE(metrics.ok()) << metrics.status();
      jury_.JudgeBare("metrics of " + service, *metrics);
    }
  }

  // What people are called stands nowhere on the disk of the database, but sealed; what else is
  // marked does, or the search would be no proof.
  void JudgeDisk() {
    fleet_.database().Ask("CHECKPOINT");
    const std::string number =
        fleet_.database().Ask("SELECT oid FROM pg_database WHERE datname = current_database()");
    const std::string data = Servers::Get().base() + "/postgres";
    const std::string own(absl::StripAsciiWhitespace(number));
    int others = 0;
    for (const std::string& folder : {absl::StrCat(data, "/base/", own), data + "/pg_wal"}) {
      for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (!entry.is_regular_file()) continue;
        for (const Sighting& sighting : FindMarks(acceptance::ReadAll(entry.path()))) {
          if (sighting.field == Field::kPersonal) {
            jury_.Report(absl::StrCat(std::string(entry.path()), ": ", sighting.text));
          } else {
            ++others;
          }
        }
      }
    }
    EXPECT_GT(others, 0);
  }

  acceptance::Fleet fleet_{Servers::Get()};
  House house_{fleet_};
  std::vector<std::unique_ptr<Tenant>> tenants_;
  static std::vector<const google::protobuf::MethodDescriptor*> MethodsOfPeople() {
    std::vector<const google::protobuf::MethodDescriptor*> methods;
    for (const char* package : {"buurtbrug.registration.v1", "buurtbrug.matching.v1"}) {
      const auto more =
          MethodsOf(package, {common::v1::ROLE_COORDINATOR, common::v1::ROLE_SAFETY_OFFICER});
      methods.insert(methods.end(), more.begin(), more.end());
    }
    return methods;
  }
  const std::vector<const google::protobuf::MethodDescriptor*> methods_ = MethodsOfPeople();
  std::atomic<int> answers_ = 0, errors_ = 0, kills_ = 0, found_ = 0;
  std::mutex answered_mutex_;
  std::set<std::string> answered_;
  Jury jury_;
};

TEST_F(Canaries, NothingThatLeavesHoldsAnotherTenantsMark) {
  const int wanted = AnswersWanted();
  const std::string redis =
      absl::StrCat(Servers::Get().base(), "/log/", fleet_.database().name(), "-redis-monitor.txt");
  acceptance::Process monitor({"redis-cli", "-s", Servers::Get().redis_socket(), "monitor"}, {},
                              redis);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < kWorkers; ++i) {
    threads.emplace_back([this, i, wanted] { Work(i + 1, wanted); });
  }
  threads.emplace_back([this, wanted] { KillSessions(wanted); });
  for (std::thread& thread : threads) {
    thread.join();
  }
  monitor.Terminate();
  JudgeFeeds();
  JudgeExports();
  JudgeFiles(redis);
  JudgeDisk();
  EXPECT_EQ(jury_.foreign(), 0);
  EXPECT_GE(answers_, wanted);
  EXPECT_GT(kills_, 0);
  EXPECT_GT(jury_.marks(), wanted / 4) << "the marks are not where the answers are";
  EXPECT_LT(errors_, answers_ / 2) << "most answers were refusals: nothing was shown";
  EXPECT_GT(answered_.size(), methods_.size() / 3) << "the new methods refuse everything";
  EXPECT_GT(found_, wanted / 1000) << "search finds nobody who could be another tenant's";
  for (const auto* method : methods_) {
    if (!answered_.contains(method->full_name())) {
      std::cout << "never answered: " << method->full_name() << "\n";
    }
  }
  std::cout << answered_.size() << " of " << methods_.size()
            << " methods of registration and matching, " << found_ << " families found, "
            << answers_ << " answers (" << errors_ << " refusals), " << jury_.marks()
            << " marks seen, " << kills_ << " sessions killed, " << jury_.foreign()
            << " foreign marks\n";
}

}  // namespace
}  // namespace buurtbrug::isolation
