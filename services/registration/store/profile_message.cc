#include "registration/store/profile_message.h"

#include <algorithm>
#include <string>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/free_text.h"

namespace buurtbrug::registration::store {
namespace {

using platform::core::Personal;

constexpr int kLongestRemarks = 2000;
constexpr int kLongestNote = 500;

template <typename Enum>
void WriteAll(const std::vector<Enum>& values, google::protobuf::RepeatedField<int>& out) {
  for (const Enum value : values) {
    out.Add(static_cast<int>(value));
  }
}

template <typename Enum>
std::vector<Enum> ReadAll(const google::protobuf::RepeatedField<int>& numbers) {
  std::vector<Enum> values;
  for (const int number : numbers) {
    values.push_back(static_cast<Enum>(number));
  }
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

absl::StatusOr<Personal> ReadText(absl::string_view field, const std::string& text, int most) {
  BUURTBRUG_ASSIGN_OR_RETURN(std::string parsed, domain::ParseFreeText(field, text, 0, most));
  return Personal(std::move(parsed));
}

void WriteTraits(const domain::Traits& traits, v1::FamilyTraits& out) {
  for (const std::string& language : traits.languages) {
    out.add_languages(language);
  }
  WriteAll(traits.pets, *out.mutable_pets());
  out.set_smoking(static_cast<v1::Smoking>(traits.smoking));
  WriteAll(traits.accessibility, *out.mutable_accessibility());
  out.set_father_figure(traits.father_figure);
  out.set_experienced_parents(traits.experienced_parents);
}

absl::StatusOr<domain::Traits> ReadTraits(const v1::FamilyTraits& message) {
  domain::Traits traits;
  for (const std::string& language : message.languages()) {
    BUURTBRUG_ASSIGN_OR_RETURN(std::string tag,
                               domain::ParseLanguage("traits.languages", language));
    traits.languages.push_back(std::move(tag));
  }
  std::sort(traits.languages.begin(), traits.languages.end());
  traits.languages.erase(std::unique(traits.languages.begin(), traits.languages.end()),
                         traits.languages.end());
  traits.pets = ReadAll<domain::Pet>(message.pets());
  traits.smoking = static_cast<domain::Smoking>(message.smoking());
  traits.accessibility = ReadAll<domain::Accessibility>(message.accessibility());
  traits.father_figure = message.father_figure();
  traits.experienced_parents = message.experienced_parents();
  return traits;
}

// Of Need, Offer and their profiles: the fields have the same names.
template <typename Message>
void WriteTerms(const domain::SupportTerms& terms, Message& out) {
  WriteAll(terms.kinds, *out.mutable_kinds());
  for (int moment = 0; moment < domain::kWeekMoments; ++moment) {
    if (terms.moments.test(static_cast<size_t>(moment))) {
      out.add_moments(static_cast<v1::WeekMoment>(moment + 1));
    }
  }
  out.set_frequency(static_cast<v1::Frequency>(terms.frequency));
  out.set_distance_km(terms.distance_km);
  WriteAll(terms.transports, *out.mutable_transports());
  WriteAll(terms.interests, *out.mutable_interests());
  for (const domain::Wish& wish : terms.wishes) {
    v1::Wish& out_wish = *out.add_wishes();
    out_wish.set_kind(static_cast<v1::WishKind>(wish.kind));
    out_wish.set_strength(static_cast<v1::WishStrength>(wish.strength));
    out_wish.set_language(wish.language);
    out_wish.set_pet(static_cast<v1::Pet>(wish.pet));
    out_wish.set_accessibility(static_cast<v1::Accessibility>(wish.accessibility));
  }
}

template <typename Message>
absl::StatusOr<domain::SupportTerms> ReadTerms(const Message& message) {
  domain::SupportTerms terms;
  terms.kinds = ReadAll<domain::SupportKind>(message.kinds());
  for (const int moment : message.moments()) {
    BUURTBRUG_RETURN_IF_ERROR(
        platform::core::ParseRange("moments", moment, 1, domain::kWeekMoments).status());
    terms.moments.set(static_cast<size_t>(moment) - 1);
  }
  terms.frequency = static_cast<domain::Frequency>(message.frequency());
  terms.distance_km = message.distance_km();
  terms.transports = ReadAll<domain::Transport>(message.transports());
  terms.interests = ReadAll<domain::Interest>(message.interests());
  for (const v1::Wish& raw : message.wishes()) {
    domain::Wish wish;
    wish.kind = static_cast<domain::WishKind>(raw.kind());
    wish.strength = static_cast<domain::WishStrength>(raw.strength());
    if (!raw.language().empty()) {
      BUURTBRUG_ASSIGN_OR_RETURN(wish.language,
                                 domain::ParseLanguage("wishes.language", raw.language()));
    }
    wish.pet = static_cast<domain::Pet>(raw.pet());
    wish.accessibility = static_cast<domain::Accessibility>(raw.accessibility());
    terms.wishes.push_back(std::move(wish));
  }
  return terms;
}

}  // namespace

void Write(const domain::Intake& intake, v1::Intake& out) {
  for (const domain::Need& need : intake.needs) {
    v1::Need& out_need = *out.add_needs();
    out_need.set_child(need.child);
    WriteTerms(need.terms, out_need);
    out_need.set_allergies(need.allergies.Reveal());
    out_need.set_remarks(need.remarks.Reveal());
  }
  WriteTraits(intake.traits, *out.mutable_traits());
  WriteAll(intake.gives_back, *out.mutable_gives_back());
  out.set_gives_back_remarks(intake.gives_back_remarks.Reveal());
  out.set_money_talked_through(intake.money_talked_through);
  out.set_remarks(intake.remarks.Reveal());
}

void Write(const domain::Offer& offer, v1::Offer& out) {
  out.set_capacity(offer.capacity);
  WriteTerms(offer.terms, out);
  out.set_youngest_age(offer.youngest_age);
  out.set_oldest_age(offer.oldest_age);
  WriteTraits(offer.traits, *out.mutable_traits());
  out.set_remarks(offer.remarks.Reveal());
}

absl::StatusOr<domain::Intake> Read(const v1::Intake& message) {
  domain::Intake intake;
  for (const v1::Need& raw : message.needs()) {
    domain::Need need;
    need.child = raw.child();
    BUURTBRUG_ASSIGN_OR_RETURN(need.terms, ReadTerms(raw));
    BUURTBRUG_ASSIGN_OR_RETURN(need.allergies,
                               ReadText("needs.allergies", raw.allergies(), kLongestNote));
    BUURTBRUG_ASSIGN_OR_RETURN(need.remarks,
                               ReadText("needs.remarks", raw.remarks(), kLongestRemarks));
    intake.needs.push_back(std::move(need));
  }
  BUURTBRUG_ASSIGN_OR_RETURN(intake.traits, ReadTraits(message.traits()));
  intake.gives_back = ReadAll<domain::Reciprocity>(message.gives_back());
  BUURTBRUG_ASSIGN_OR_RETURN(
      intake.gives_back_remarks,
      ReadText("gives_back_remarks", message.gives_back_remarks(), kLongestNote));
  intake.money_talked_through = message.money_talked_through();
  BUURTBRUG_ASSIGN_OR_RETURN(intake.remarks,
                             ReadText("remarks", message.remarks(), kLongestRemarks));
  return intake;
}

absl::StatusOr<domain::Offer> Read(const v1::Offer& message) {
  domain::Offer offer;
  offer.capacity = message.capacity();
  BUURTBRUG_ASSIGN_OR_RETURN(offer.terms, ReadTerms(message));
  offer.youngest_age = message.youngest_age();
  offer.oldest_age = message.oldest_age();
  BUURTBRUG_ASSIGN_OR_RETURN(offer.traits, ReadTraits(message.traits()));
  BUURTBRUG_ASSIGN_OR_RETURN(offer.remarks,
                             ReadText("remarks", message.remarks(), kLongestRemarks));
  return offer;
}

void WriteProfile(const domain::Intake& intake, v1::FamilyProfileChanged& out) {
  for (const domain::Need& need : intake.needs) {
    v1::NeedProfile& profile = *out.add_needs();
    profile.set_child(need.child);
    WriteTerms(need.terms, profile);
  }
  WriteTraits(intake.traits, *out.mutable_traits());
}

void WriteProfile(const domain::Offer& offer, v1::FamilyProfileChanged& out) {
  v1::OfferProfile& profile = *out.mutable_offer();
  profile.set_capacity(offer.capacity);
  WriteTerms(offer.terms, profile);
  profile.set_youngest_age(offer.youngest_age);
  profile.set_oldest_age(offer.oldest_age);
  WriteTraits(offer.traits, *out.mutable_traits());
}

}  // namespace buurtbrug::registration::store
