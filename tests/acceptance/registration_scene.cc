#include "tests/acceptance/registration_scene.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "buurtbrug/matching/v1/matching_service.pb.h"
#include "buurtbrug/registration/v1/intake_service.pb.h"
#include "buurtbrug/registration/v1/offer_service.pb.h"
#include "buurtbrug/registration/v1/place_service.pb.h"
#include "buurtbrug/registration/v1/registration_service.pb.h"
#include "buurtbrug/registration/v1/screening_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/core/uuid.h"
#include "tests/acceptance/process.h"

namespace buurtbrug::acceptance {

RegistrationScene::RegistrationScene() {
  auto protocol = Read<tenancy::v1::CreateProtocolRequest>(R"pb(
    protocol {
      programme: "Buurtgezinnen"
      version: 1
      trial_weeks: 8
      vog_valid_months: 36
      guidance_months: 24
      evaluation_interval_months: 6
      requirements {
        kind: REQUIREMENT_KIND_VOG
        stage: REQUIREMENT_STAGE_DECISION
        scope: REQUIREMENT_SCOPE_EVERY_ADULT
        valid_months: 36
        renewal_lead_months: 3
        count: 1
      }
      requirements {
        kind: REQUIREMENT_KIND_INTERVIEW
        stage: REQUIREMENT_STAGE_DECISION
        scope: REQUIREMENT_SCOPE_PARTICIPATING_ADULTS
        count: 1
      }
      requirements {
        kind: REQUIREMENT_KIND_HOME_VISIT
        stage: REQUIREMENT_STAGE_DECISION
        scope: REQUIREMENT_SCOPE_FAMILY
        count: 1
      }
      requirements {
        kind: REQUIREMENT_KIND_REFERENCES
        stage: REQUIREMENT_STAGE_DECISION
        scope: REQUIREMENT_SCOPE_FAMILY
        count: 2
      }
      requirements {
        kind: REQUIREMENT_KIND_DECISION
        stage: REQUIREMENT_STAGE_TRIAL
        scope: REQUIREMENT_SCOPE_FAMILY
        count: 1
        four_eyes: true
      }
    }
  )pb");
  protocol.set_request_id(NewId());
  Must<tenancy::v1::CreateProtocolResponse>(fleet_.Operator(), protocol);
  CreateMunicipality("0610", "Sliedrecht");
  home_ = OpenContract("0610", absl::CivilDay(today_.year() - 1, 1, 1));
  fleet_.Appoint("coordinator-0610", common::v1::ROLE_COORDINATOR, "0610", home_.contract);
  fleet_.Appoint("coordinator-0610-b", common::v1::ROLE_COORDINATOR, "0610", home_.contract);
}

std::string RegistrationScene::NewId() {
  return platform::core::NewUuid(platform::core::SystemClock().Now(),
                                 platform::core::SystemRandom())
      .ToString();
}

void RegistrationScene::CreateMunicipality(const std::string& code, const std::string& name) {
  tenancy::v1::CreateMunicipalityRequest request;
  request.set_request_id(NewId());
  request.set_code(code);
  request.set_name(name);
  Must<tenancy::v1::CreateMunicipalityResponse>(fleet_.Operator(), request);
}

TenantContract RegistrationScene::OpenContract(const std::string& municipality,
                                               absl::CivilDay first_day) {
  auto contract = Read<tenancy::v1::CreateContractRequest>(R"pb(
    contract { programme: "Buurtgezinnen" protocol_version: 1 provider: "Stichting Buurtgezinnen" }
  )pb");
  contract.set_request_id(NewId());
  contract.set_municipality(municipality);
  contract.mutable_contract()->set_first_day(platform::core::FormatDay(first_day));
  const TenantContract tenant = {
      municipality,
      Must<tenancy::v1::CreateContractResponse>(fleet_.Operator(), contract).contract_id()};
  auto period = About<tenancy::v1::CreateSubsidyPeriodRequest>(tenant);
  period.mutable_period()->set_name("nu");
  period.mutable_period()->set_first_day(platform::core::FormatDay(first_day));
  period.mutable_period()->set_last_day(absl::StrCat(today_.year() + 1, "-12-31"));
  Must<tenancy::v1::CreateSubsidyPeriodResponse>(fleet_.Operator(), period);
  return tenant;
}

void RegistrationScene::ImportPlaces() {
  v1::ImportPlacesRequest request;
  request.set_request_id(NewId());
  int year = 0;
  const std::vector<std::string> lines =
      absl::StrSplit(ReadAll(Fleet::Example("places.csv")), '\n', absl::SkipEmpty());
  for (const std::string& line : lines) {
    if (line[0] == '#') {
      continue;
    }
    const std::vector<std::string> cells = absl::StrSplit(line, ';');
    ASSERT_EQ(cells.size(), 5U) << line;
    if (year == 0) {
      // The header: Gemeente2023.
      year = std::stoi(cells[4].substr(cells[4].size() - 4));
      continue;
    }
    v1::PlaceRun& run = *request.add_runs();
    run.set_postcode(cells[0]);
    run.set_first_number(1);
    run.set_last_number(99'999);
    run.set_municipality_code(cells[4]);
    run.set_year(year);
  }
  const auto imported =
      Must<v1::ImportPlacesResponse>(fleet_.As("operator", "registration"), request);
  EXPECT_EQ(imported.changed(), request.runs_size());
}

std::string RegistrationScene::AddPartner(const std::string& client,
                                          const std::string& organisation) {
  tenancy::v1::CreatePartnerRequest create;
  create.set_request_id(NewId());
  create.set_organisation(organisation);
  create.set_kind(tenancy::v1::PARTNER_KIND_SCHOOL);
  const std::string id =
      Must<tenancy::v1::CreatePartnerResponse>(fleet_.Operator(), create).partner_id();
  tenancy::v1::AddPartnerClientRequest add;
  add.set_request_id(NewId());
  add.set_partner_id(id);
  add.set_client_id(client);
  Must<tenancy::v1::AddPartnerClientResponse>(fleet_.Operator(), add);
  auto allow = About<tenancy::v1::AllowPartnerRequest>(home_);
  allow.set_partner_id(id);
  allow.set_first_day("2020-01-01");
  Must<tenancy::v1::AllowPartnerResponse>(fleet_.Operator(), allow);
  return id;
}

std::string RegistrationScene::Register(v1::FamilyRole role, int days,
                                        const std::vector<std::string>& adults,
                                        const std::vector<std::string>& births) {
  auto request = About<v1::RegisterFamilyRequest>(home_, R"pb(postcode: "3361 AB")pb");
  request.set_occurred_on(Ago(days));
  request.set_role(role);
  request.mutable_adult_names()->Assign(adults.begin(), adults.end());
  request.mutable_child_birth_dates()->Assign(births.begin(), births.end());
  return Must<v1::RegisterFamilyResponse>(desk_, request).family_id();
}

v1::FamilyState RegistrationScene::StateOf(const std::string& family) {
  return Must<v1::GetFamilyResponse>(desk_, Of<v1::GetFamilyRequest>(family)).family().state();
}

absl::Status RegistrationScene::Saw(const std::string& family, v1::ScreeningKind kind, int days,
                                    int adult) {
  auto request = Step<v1::RecordEvidenceRequest>(family, days);
  request.set_kind(kind);
  if (adult > 0) {
    request.mutable_person()->set_kind(v1::PERSON_KIND_ADULT);
    request.mutable_person()->set_number(adult);
  }
  return desk_.Call<v1::RecordEvidenceResponse>(request).status();
}

void RegistrationScene::GatherEvidence(const std::string& family, int days, int adults) {
  for (int adult = 1; adult <= adults; ++adult) {
    EXPECT_THAT(Saw(family, v1::SCREENING_KIND_INTERVIEW, days, adult), platform::testing::IsOk());
    EXPECT_THAT(Saw(family, v1::SCREENING_KIND_VOG, days, adult), platform::testing::IsOk());
  }
  for (const v1::ScreeningKind kind : {v1::SCREENING_KIND_HOME_VISIT, v1::SCREENING_KIND_REFERENCES,
                                       v1::SCREENING_KIND_REFERENCES}) {
    EXPECT_THAT(Saw(family, kind, days), platform::testing::IsOk());
  }
}

void RegistrationScene::Accept(const std::string& family, int days, int capacity) {
  auto propose = Step<v1::ProposeDecisionRequest>(family, days);
  propose.set_outcome(v1::DECISION_OUTCOME_ACCEPT);
  propose.set_capacity(capacity);
  Must<v1::ProposeDecisionResponse>(desk_, propose);
  Must<v1::ConfirmDecisionResponse>(colleague_, Confirmation(family, days));
}

v1::ConfirmDecisionRequest RegistrationScene::Confirmation(const std::string& family, int days) {
  auto read = About<v1::GetScreeningRequest>(home_);
  read.set_family_id(family);
  auto confirm = Step<v1::ConfirmDecisionRequest>(family, days);
  const auto screening = Must<v1::GetScreeningResponse>(colleague_, read);
  for (const auto& step : screening.steps()) {
    if (step.kind() == v1::SCREENING_STEP_KIND_DECISION_PROPOSED) {
      confirm.set_proposal(step.number());
    }
  }
  return confirm;
}

std::string RegistrationScene::Agree(const std::string& request_family,
                                     const std::vector<int>& children,
                                     const std::string& support_family, int proposed, int agreed) {
  auto propose = About<matching::v1::ProposeMatchRequest>(home_);
  propose.set_occurred_on(Ago(proposed));
  propose.set_request_family_id(request_family);
  propose.mutable_children()->Assign(children.begin(), children.end());
  propose.set_support_family_id(support_family);
  propose.set_reason("Wat het kind nodig heeft, biedt dit gezin, om de hoek.");
  const std::string match = Must<matching::v1::ProposeMatchResponse>(matching_, propose).match_id();
  auto introduce = About<matching::v1::IntroduceMatchRequest>(home_);
  introduce.set_occurred_on(Ago(agreed));
  introduce.set_match_id(match);
  Must<matching::v1::IntroduceMatchResponse>(matching_, introduce);
  auto agree = About<matching::v1::AgreeMatchRequest>(home_);
  agree.set_occurred_on(Ago(agreed));
  agree.set_match_id(match);
  agree.set_request_family_signed(true);
  agree.set_support_family_signed(true);
  Must<matching::v1::AgreeMatchResponse>(matching_, agree);
  return match;
}

absl::Status RegistrationScene::StartTrial(const std::string& match, int days) {
  auto start = About<matching::v1::StartTrialRequest>(home_);
  start.set_occurred_on(Ago(days));
  start.set_match_id(match);
  return matching_.Call<matching::v1::StartTrialResponse>(start).status();
}

std::vector<std::string> RegistrationScene::Waiting(const std::string& text) {
  const auto list =
      Must<v1::ListWaitingResponse>(desk_, About<v1::ListWaitingRequest>(home_, text));
  std::vector<std::string> families;
  for (const v1::WaitingFamily& family : list.families()) {
    families.push_back(family.family_id());
  }
  return families;
}

std::vector<std::string> RegistrationScene::Offering() {
  const auto list = Must<v1::ListOffersResponse>(desk_, About<v1::ListOffersRequest>(home_));
  std::vector<std::string> families;
  for (const v1::UnmatchedOffer& offer : list.offers()) {
    families.push_back(offer.family_id());
  }
  return families;
}

}  // namespace buurtbrug::acceptance
