#include "matching/api/supporter_profile.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "matching/domain/family_card.h"
#include "matching/engine/dutch.h"

namespace buurtbrug::matching::api {
namespace {

std::vector<std::string> TagsOf(const engine::Snapshot& snapshot,
                                const engine::LanguageSet& numbers) {
  std::vector<std::string> tags;
  for (std::size_t number = 0; number < snapshot.languages.size(); ++number) {
    if (numbers.Has(static_cast<int>(number))) {
      tags.push_back(snapshot.languages[number]);
    }
  }
  return tags;
}

// Without those that go without saying: who speaks ar-SY speaks ar.
std::vector<std::string> TagsSpoken(const engine::Snapshot& snapshot,
                                    const engine::LanguageSet& numbers) {
  const std::vector<std::string> tags = TagsOf(snapshot, numbers);
  std::vector<std::string> told;
  std::copy_if(tags.begin(), tags.end(), std::back_inserter(told), [&](const std::string& tag) {
    return std::none_of(tags.begin(), tags.end(), [&](const std::string& longer) {
      return absl::StartsWith(longer, tag + "-");
    });
  });
  return told;
}

v1::ProfileWish& AddWish(domain::WishKind kind, domain::WishStrength strength,
                         v1::SupporterProfile& out) {
  v1::ProfileWish& wish = *out.add_wishes();
  wish.set_kind(static_cast<int>(kind));
  wish.set_strength(static_cast<int>(strength));
  return wish;
}

void WriteWishes(const engine::Snapshot& snapshot, const engine::WishSet& wishes,
                 domain::WishStrength strength, v1::SupporterProfile& out) {
  using domain::WishKind;
  using engine::Quality;
  for (const std::string& tag : TagsOf(snapshot, wishes.languages)) {
    AddWish(WishKind::kLanguage, strength, out).set_language(tag);
  }
  engine::ForEach(wishes.pets, [&](engine::Pet pet) {
    AddWish(WishKind::kNoPet, strength, out).set_pet(static_cast<int>(pet));
  });
  engine::ForEach(wishes.accessibility, [&](engine::Accessibility accessibility) {
    AddWish(WishKind::kAccessible, strength, out)
        .set_accessibility(static_cast<int>(accessibility));
  });
  for (const auto& [quality, kind] :
       {std::pair(Quality::kNoSmoking, WishKind::kNoSmoking),
        {Quality::kFatherFigure, WishKind::kFatherFigure},
        {Quality::kExperiencedParents, WishKind::kExperiencedParents},
        {Quality::kChildrenOfSameAge, WishKind::kChildrenOfSameAge}}) {
    if (wishes.qualities.Has(quality)) {
      AddWish(kind, strength, out);
    }
  }
}

template <typename Set>
std::vector<std::string> Names(const Set& set) {
  std::vector<std::string> names;
  engine::ForEach(set, [&](auto value) { names.emplace_back(engine::DutchOf(value)); });
  return names;
}

// What recruiting asks for first.
std::string Say(const engine::Supporter& supporter, const std::string& area) {
  constexpr std::size_t kMostMoments = 4;
  const engine::Terms& terms = supporter.terms;
  std::string words = absl::StrCat(
      area.empty() ? "" : absl::StrCat("in postcodegebied ", area, ", "), "biedt ",
      engine::DutchList(Names(terms.kinds)), ", ",
      terms.moments.empty()
          ? "op elk moment"
          : absl::StrCat("op ", engine::DutchListUpTo(Names(terms.moments), kMostMoments)),
      ", ", engine::DutchOf(terms.frequency), ", tot ", engine::DutchOfDistance(terms.distance_m));
  if (!supporter.ages.empty()) {
    absl::StrAppend(&words, ", voor ", supporter.ages.front(), " tot en met ",
                    supporter.ages.back(), " jaar");
  }
  return words;
}

}  // namespace

void Write(const engine::Snapshot& snapshot, const engine::Supporter& supporter,
           const std::string& area, v1::SupporterProfile& out) {
  const engine::Terms& terms = supporter.terms;
  out.set_area(area);
  out.set_x_m(terms.point.x_m);
  out.set_y_m(terms.point.y_m);
  out.set_distance_m(terms.distance_m);
  engine::ForEach(terms.kinds,
                  [&](engine::SupportKind kind) { out.add_kinds(static_cast<int>(kind)); });
  engine::ForEach(terms.moments,
                  [&](engine::Moment moment) { out.add_moments(static_cast<int>(moment)); });
  out.set_frequency(static_cast<int>(terms.frequency));
  engine::ForEach(terms.transports, [&](engine::Transport transport) {
    out.add_transports(static_cast<int>(transport));
  });
  if (!supporter.ages.empty()) {
    out.set_youngest(supporter.ages.front());
    out.set_eldest(supporter.ages.back());
  }
  out.set_places(supporter.free_places);
  for (const std::string& tag : TagsSpoken(snapshot, terms.traits.languages)) {
    out.add_languages(tag);
  }
  engine::ForEach(terms.traits.pets, [&](engine::Pet pet) { out.add_pets(static_cast<int>(pet)); });
  out.set_smoking(static_cast<int>(terms.traits.smoking));
  engine::ForEach(terms.traits.accessibility, [&](engine::Accessibility accessibility) {
    out.add_accessibility(static_cast<int>(accessibility));
  });
  out.set_father_figure(terms.traits.father_figure);
  out.set_experienced_parents(terms.traits.experienced_parents);
  engine::ForEach(supporter.children, [&](int years) { out.add_children_years(years); });
  WriteWishes(snapshot, terms.wishes.better, domain::WishStrength::kWish, out);
  WriteWishes(snapshot, terms.wishes.limits, domain::WishStrength::kLimit, out);
  out.set_contract_id(snapshot.contracts[terms.contract].ToString());
  out.set_words(Say(supporter, area));
}

}  // namespace buurtbrug::matching::api
