#include "registration/api/household_api.h"

#include <google/protobuf/util/time_util.h>

#include <set>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "platform/core/page.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/api/about.h"
#include "registration/domain/contact.h"
#include "registration/domain/free_text.h"
#include "registration/domain/house_number.h"
#include "registration/domain/person_name.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;
using core::Personal;
using platform::access::Call;

template <typename Request>
absl::StatusOr<app::HouseholdInput> InputOf(const Request& request) {
  app::HouseholdInput input;
  BUURTBRUG_ASSIGN_OR_RETURN(input.family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.occurred_on,
                             core::ParseDay("occurred_on", request.occurred_on()));
  BUURTBRUG_ASSIGN_OR_RETURN(input.expected_version, core::ParseEtag(request.etag()));
  return input;
}

absl::StatusOr<domain::PersonKind> KindOf(v1::PersonKind kind) {
  if (kind == v1::PERSON_KIND_ADULT || kind == v1::PERSON_KIND_CHILD) {
    return static_cast<domain::PersonKind>(kind);
  }
  return core::InvalidField("kind", "INVALID_KIND",
                            "kind must be PERSON_KIND_ADULT or PERSON_KIND_CHILD");
}

template <typename Request>
absl::StatusOr<domain::PersonRef> RefOf(const Request& request) {
  domain::PersonRef ref;
  BUURTBRUG_ASSIGN_OR_RETURN(ref.kind, KindOf(request.kind()));
  BUURTBRUG_ASSIGN_OR_RETURN(ref.number, core::ParseRange("number", request.number(), 1, 1000));
  return ref;
}

absl::StatusOr<Personal> TextOf(absl::string_view field, const std::string& raw, int least,
                                int most) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string text, domain::ParseFreeText(field, raw, least, most));
  return Personal(std::move(text));
}

// What `parse` makes of `raw`; empty where it is.
absl::StatusOr<Personal> Optional(absl::string_view field, const std::string& raw,
                                  absl::StatusOr<std::string> (*parse)(absl::string_view,
                                                                       absl::string_view)) {
  if (raw.empty()) {
    return Personal();
  }
  BUURTBRUG_ASSIGN_OR_RETURN(std::string text, parse(field, raw));
  return Personal(std::move(text));
}

absl::StatusOr<std::string> ParseHouse(absl::string_view field, absl::string_view raw) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::HouseNumber house, domain::ParseHouseNumber(field, raw));
  return domain::FormatHouseNumber(house);
}

template <typename Request>
absl::StatusOr<domain::PersonFacts> FactsOf(const Request& request) {
  domain::PersonFacts facts;
  BUURTBRUG_ASSIGN_OR_RETURN(facts.given_name,
                             Optional("given_name", request.given_name(), domain::ParsePersonName));
  BUURTBRUG_ASSIGN_OR_RETURN(
      facts.family_name, Optional("family_name", request.family_name(), domain::ParsePersonName));
  BUURTBRUG_ASSIGN_OR_RETURN(facts.birth_date,
                             core::ParseOptionalDay("birth_date", request.birth_date()));
  return facts;
}

}  // namespace

platform::rpc::Service HouseholdApi::Describe() {
  platform::rpc::Service service(
      v1::GetHouseholdRequest::descriptor()->file()->FindServiceByName("HouseholdService"));
  service.Bind(this, &HouseholdApi::GetHousehold)
      .Bind(this, &HouseholdApi::AddPerson)
      .Bind(this, &HouseholdApi::CorrectPerson)
      .Bind(this, &HouseholdApi::LeaveHousehold)
      .Bind(this, &HouseholdApi::SetContact)
      .Bind(this, &HouseholdApi::SetTargetGroups);
  return service;
}

absl::StatusOr<v1::GetHouseholdResponse> HouseholdApi::GetHousehold(
    const Call& call, const v1::GetHouseholdRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId id,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Household household, households_.Get(call, id));
  v1::GetHouseholdResponse response;
  for (const domain::FamilyMember& person : household.people) {
    v1::Person& out = *response.add_people();
    out.set_kind(static_cast<v1::PersonKind>(person.ref.kind));
    out.set_number(person.ref.number);
    out.set_name(person.facts.name.Reveal());
    out.set_given_name(person.facts.given_name.Reveal());
    out.set_family_name(person.facts.family_name.Reveal());
    if (person.facts.birth_date) {
      out.set_birth_date(core::FormatDay(*person.facts.birth_date));
    }
    out.set_first_day(core::FormatDay(person.first_day));
    if (person.last_day) {
      out.set_last_day(core::FormatDay(*person.last_day));
    }
  }
  v1::Contact& contact = *response.mutable_contact();
  contact.set_postcode(household.contact.postcode.Reveal());
  contact.set_street(household.contact.street.Reveal());
  contact.set_house_number(household.contact.house_number.Reveal());
  contact.set_email(household.contact.email.Reveal());
  contact.set_phone(household.contact.phone.Reveal());
  for (const domain::TargetGroup group : household.target_groups) {
    response.add_target_groups(static_cast<v1::TargetGroup>(group));
  }
  for (const domain::PersonChange& change : household.changes) {
    v1::PersonChange& out = *response.add_changes();
    out.set_person_kind(static_cast<v1::PersonKind>(change.person.kind));
    out.set_person(change.person.number);
    out.set_kind(static_cast<v1::PersonChangeKind>(change.kind));
    out.set_occurred_on(core::FormatDay(change.occurred_on));
    *out.mutable_recorded_at() = google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(
        absl::ToUnixMicros(change.recorded_at));
    out.set_recorded_by(change.recorded_by);
    out.set_correction(change.correction);
  }
  response.set_etag(absl::StrCat(household.version));
  return response;
}

absl::StatusOr<v1::AddPersonResponse> HouseholdApi::AddPerson(const Call& call,
                                                              const v1::AddPersonRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::HouseholdInput input, InputOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonKind kind, KindOf(request.kind()));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonFacts facts, FactsOf(request));
  return AnswerOf<v1::AddPersonResponse>(households_.Add(call, input, kind, facts));
}

absl::StatusOr<v1::CorrectPersonResponse> HouseholdApi::CorrectPerson(
    const Call& call, const v1::CorrectPersonRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::HouseholdInput input, InputOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonRef person, RefOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonFacts facts, FactsOf(request));
  return AnswerOf<v1::CorrectPersonResponse>(households_.Correct(call, input, person, facts));
}

absl::StatusOr<v1::LeaveHouseholdResponse> HouseholdApi::LeaveHousehold(
    const Call& call, const v1::LeaveHouseholdRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::HouseholdInput input, InputOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::PersonRef person, RefOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const Personal reason, TextOf("reason", request.reason(), 1, 200));
  return AnswerOf<v1::LeaveHouseholdResponse>(households_.Leave(call, input, person, reason));
}

absl::StatusOr<v1::SetContactResponse> HouseholdApi::SetContact(
    const Call& call, const v1::SetContactRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::HouseholdInput input, InputOf(request));
  domain::Contact contact;
  BUURTBRUG_ASSIGN_OR_RETURN(std::string postcode, domain::ParsePostcode(request.postcode()));
  contact.postcode = Personal(std::move(postcode));
  BUURTBRUG_ASSIGN_OR_RETURN(contact.street, TextOf("street", request.street(), 0, 80));
  BUURTBRUG_ASSIGN_OR_RETURN(contact.house_number,
                             Optional("house_number", request.house_number(), ParseHouse));
  BUURTBRUG_ASSIGN_OR_RETURN(contact.email, Optional("email", request.email(), domain::ParseEmail));
  BUURTBRUG_ASSIGN_OR_RETURN(contact.phone, Optional("phone", request.phone(), domain::ParsePhone));
  return AnswerOf<v1::SetContactResponse>(households_.SetContact(call, input, contact));
}

absl::StatusOr<v1::SetTargetGroupsResponse> HouseholdApi::SetTargetGroups(
    const Call& call, const v1::SetTargetGroupsRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::HouseholdInput input, InputOf(request));
  std::set<domain::TargetGroup> groups;
  for (const int group : request.target_groups()) {
    if (group < v1::TARGET_GROUP_SINGLE_PARENT || group > v1::TARGET_GROUP_POVERTY) {
      return core::InvalidField("target_groups", "INVALID_TARGET_GROUP",
                                "target_groups must name known groups");
    }
    groups.insert(static_cast<domain::TargetGroup>(group));
  }
  return AnswerOf<v1::SetTargetGroupsResponse>(
      households_.SetTargetGroups(call, input, {groups.begin(), groups.end()}));
}

}  // namespace buurtbrug::registration::api
