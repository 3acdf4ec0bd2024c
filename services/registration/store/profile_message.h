#pragma once

#include "absl/status/statusor.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "buurtbrug/registration/v1/profile.pb.h"
#include "registration/domain/profile.h"

// Needs and offers as messages: the form in which they come in, are sealed and are told. Neither
// family nor version are part of it.
namespace buurtbrug::registration::store {

void Write(const domain::Intake& intake, v1::Intake& out);
void Write(const domain::Offer& offer, v1::Offer& out);

// INVALID_ARGUMENT naming the field where a text or a number has not its form, as
// domain::ParseLanguage, domain::ParseFreeText and platform::core::ParseRange. Lists come out in
// order, each value once. All else is for domain::CheckIntake and domain::CheckOffer to say.
absl::StatusOr<domain::Intake> Read(const v1::Intake& message);
absl::StatusOr<domain::Offer> Read(const v1::Offer& message);

// Without what is personal, and without why a wish is one.
void WriteProfile(const domain::Intake& intake, v1::FamilyProfileChanged& out);
void WriteProfile(const domain::Offer& offer, v1::FamilyProfileChanged& out);

}  // namespace buurtbrug::registration::store
