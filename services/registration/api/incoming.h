#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/registration/v1/consent.pb.h"
#include "buurtbrug/registration/v1/family.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/app/online.h"
#include "registration/domain/person_name.h"

// Families that come in, out of the requests that bring them.
namespace buurtbrug::registration::api {

// INVALID_ARGUMENT INVALID_ROLE.
inline absl::StatusOr<domain::FamilyRole> RoleOf(v1::FamilyRole role) {
  if (role == v1::FAMILY_ROLE_REQUEST || role == v1::FAMILY_ROLE_SUPPORT) {
    return static_cast<domain::FamilyRole>(role);
  }
  return platform::core::InvalidField("role", "INVALID_ROLE",
                                      "role must be FAMILY_ROLE_REQUEST or FAMILY_ROLE_SUPPORT");
}

// INVALID_ARGUMENT INVALID_PURPOSE about `field`.
inline absl::StatusOr<domain::ConsentPurpose> PurposeOf(const char* field, int purpose) {
  if (purpose != v1::CONSENT_PURPOSE_UNSPECIFIED && v1::ConsentPurpose_IsValid(purpose)) {
    return static_cast<domain::ConsentPurpose>(purpose);
  }
  return platform::core::InvalidField(field, "INVALID_PURPOSE", "there is no such purpose");
}

// INVALID_ARGUMENT INVALID_POSTCODE, INVALID_NAME, MIXED_SCRIPTS, CITIZEN_NUMBER, INVALID_TEXT,
// INVALID_DATE. The role is the caller's to set.
template <typename Request>
absl::StatusOr<domain::Registration> PeopleOf(const Request& request) {
  domain::Registration registration;
  BUURTBRUG_ASSIGN_OR_RETURN(std::string postcode, domain::ParsePostcode(request.postcode()));
  registration.postcode = domain::Personal(std::move(postcode));
  for (const std::string& raw : request.adult_names()) {
    BUURTBRUG_ASSIGN_OR_RETURN(std::string name, domain::ParsePersonName("adult_names", raw));
    registration.adult_names.emplace_back(std::move(name));
  }
  for (const std::string& raw : request.child_birth_dates()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay day,
                               platform::core::ParseDay("child_birth_dates", raw));
    registration.child_birth_dates.push_back(day);
  }
  return registration;
}

// As PeopleOf; INVALID_HOUSE_NUMBER, INVALID_EMAIL, INVALID_PHONE, NO_CONTACT, INVALID_PURPOSE,
// NOT_TOLD.
template <typename Request>
absl::StatusOr<app::OnlineRegistration> OnlineOf(const Request& request) {
  app::OnlineRegistration online;
  BUURTBRUG_ASSIGN_OR_RETURN(online.registration, PeopleOf(request));
  if (!request.house_number().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(online.house,
                               domain::ParseHouseNumber("house_number", request.house_number()));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(online.contact,
                             domain::ParseContact(request.email(), request.phone()));
  for (const int purpose : request.consents()) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::ConsentPurpose parsed, PurposeOf("consents", purpose));
    online.consents.insert(parsed);
  }
  if (!request.told_information()) {
    return platform::core::InvalidField(
        "told_information", "NOT_TOLD",
        "the family is first shown what is kept of it, why and for how long");
  }
  return online;
}

}  // namespace buurtbrug::registration::api
