// The families of the search benchmark as matching keeps them:
//   buurtbrug-bench-search-rows --contract=ID --folder=FOLDER
// writes rows.sql for psql, and the ids of the families as requests and supports.

#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "absl/flags/flag.h"
#include "absl/flags/parse.h"
#include "absl/flags/usage.h"
#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/time/civil_time.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "tests/bench/family.h"
#include "tests/bench/search/families.h"

ABSL_FLAG(std::string, contract, "", "id of the contract");
ABSL_FLAG(std::string, folder, ".", "where the files go");
ABSL_FLAG(std::uint32_t, supporters, 100'000, "available support families");
ABSL_FLAG(std::uint32_t, units, 2'000, "request families, with a child each");
ABSL_FLAG(std::uint64_t, seed, 1, "of the families");

namespace buurtbrug::bench {
namespace {

using namespace matching::engine;
namespace reg = registration::v1;

// Codes of the areas by their points, in the order in which they come.
class Areas {
 public:
  std::string CodeOf(Point point) {
    const auto [found, added] = codes_.try_emplace({point.x_m, point.y_m}, next_);
    next_ += added ? 1 : 0;
    return std::to_string(found->second);
  }
  const std::map<std::pair<std::int32_t, std::int32_t>, int>& codes() const { return codes_; }

 private:
  static constexpr int kFirst = 1000;
  int next_ = kFirst;
  std::map<std::pair<std::int32_t, std::int32_t>, int> codes_;
};

void AddWish(reg::WishKind kind, reg::WishStrength strength, auto& out, const auto& fill) {
  reg::Wish& wish = *out.add_wishes();
  wish.set_kind(kind);
  wish.set_strength(strength);
  fill(wish);
}

void WriteWishes(const WishSet& set, reg::WishStrength strength, const Languages& languages,
                 auto& out) {
  const auto nothing = [](reg::Wish&) {};
  for (const std::string& tag : languages.TagsOf(set.languages)) {
    AddWish(reg::WISH_KIND_LANGUAGE, strength, out,
            [&](reg::Wish& wish) { wish.set_language(tag); });
  }
  ForEach(set.pets, [&](Pet pet) {
    AddWish(reg::WISH_KIND_NO_PET, strength, out,
            [&](reg::Wish& wish) { wish.set_pet(static_cast<reg::Pet>(pet)); });
  });
  ForEach(set.accessibility, [&](Accessibility value) {
    AddWish(reg::WISH_KIND_ACCESSIBLE, strength, out, [&](reg::Wish& wish) {
      wish.set_accessibility(static_cast<reg::Accessibility>(value));
    });
  });
  constexpr std::pair<Quality, reg::WishKind> kQualities[] = {
      {Quality::kNoSmoking, reg::WISH_KIND_NO_SMOKING},
      {Quality::kFatherFigure, reg::WISH_KIND_FATHER_FIGURE},
      {Quality::kExperiencedParents, reg::WISH_KIND_EXPERIENCED_PARENTS},
      {Quality::kChildrenOfSameAge, reg::WISH_KIND_CHILDREN_OF_SAME_AGE}};
  for (const auto& [quality, kind] : kQualities) {
    if (set.qualities.Has(quality)) {
      AddWish(kind, strength, out, nothing);
    }
  }
}

void WriteTerms(const Terms& terms, const Languages& languages, auto& out) {
  ForEach(terms.kinds,
          [&](SupportKind kind) { out.add_kinds(static_cast<reg::SupportKind>(kind)); });
  ForEach(terms.moments,
          [&](Moment moment) { out.add_moments(static_cast<reg::WeekMoment>(moment)); });
  out.set_frequency(static_cast<reg::Frequency>(terms.frequency));
  out.set_distance_km(terms.distance_m / 1000);
  ForEach(terms.transports,
          [&](Transport transport) { out.add_transports(static_cast<reg::Transport>(transport)); });
  ForEach(terms.interests,
          [&](Interest interest) { out.add_interests(static_cast<reg::Interest>(interest)); });
  WriteWishes(terms.wishes.better, reg::WISH_STRENGTH_WISH, languages, out);
  WriteWishes(terms.wishes.limits, reg::WISH_STRENGTH_LIMIT, languages, out);
}

void WriteTraits(const Traits& traits, const Languages& languages, reg::FamilyTraits& out) {
  for (const std::string& tag : languages.TagsOf(traits.languages)) {
    out.add_languages(tag);
  }
  ForEach(traits.pets, [&](Pet pet) { out.add_pets(static_cast<reg::Pet>(pet)); });
  out.set_smoking(static_cast<reg::Smoking>(traits.smoking));
  ForEach(traits.accessibility, [&](Accessibility value) {
    out.add_accessibility(static_cast<reg::Accessibility>(value));
  });
  out.set_father_figure(traits.father_figure);
  out.set_experienced_parents(traits.experienced_parents);
}

void WriteChildren(AgeSet ages, reg::FamilyProfileChanged& out) {
  ForEach(ages, [&](int years) {
    reg::ChildAge& child = *out.add_children();
    child.set_number(out.children_size());
    child.set_years(years);
  });
}

// As if the benchmark's day were today.
class Rows {
 public:
  Rows(const Country& country, absl::CivilDay today) : country_(country), today_(today) {}

  void Write(const std::string& folder) {
    std::ofstream out(folder + "/rows.sql");
    out << "SET search_path TO matching;\nBEGIN;\n"
        << "COPY profiles (municipality, contract_id, family_id, role, state, children, capacity,"
           " sequence, waiting_since, told, told_on, told_sequence) FROM stdin;\n";
    std::ofstream supports(folder + "/supports");
    for (const Supporter& supporter : country_.supporters) {
      out << ProfileLine(supporter);
      supports << supporter.family.ToString() << "\n";
    }
    std::ofstream requests(folder + "/requests");
    for (const Unit& unit : country_.units) {
      out << ProfileLine(unit);
      requests << unit.family.ToString() << "\n";
    }
    out << "\\.\nCOPY readiness (municipality, contract_id, family_id, told_on, sequence, spans)"
           " FROM stdin;\n";
    for (const Supporter& supporter : country_.supporters) {
      out << Key(supporter.family) << "\t" << DayOf(supporter.ready[0].first) << "\t1\t"
          << DayOf(supporter.ready[0].first) << "/\n";
    }
    out << "\\.\nCOPY area_points (area, x_m, y_m) FROM stdin;\n";
    for (const auto& [point, code] : areas_.codes()) {
      out << code << "\t" << point.first << "\t" << point.second << "\n";
    }
    out << "\\.\nCOMMIT;\nANALYZE;\n";
  }

 private:
  static std::string Key(const FamilyId& family) {
    return absl::StrCat(SampleFamily().municipality, "\t", absl::GetFlag(FLAGS_contract), "\t",
                        family.ToString());
  }
  std::string DayOf(DayNumber day) const {
    return platform::core::FormatDay(today_ + (std::int64_t{day} - kBenchDay));
  }
  // `role` and the rest of a row of a family.
  std::string Line(const FamilyId& family, const char* role_to_capacity, const std::string& waiting,
                   const reg::FamilyProfileChanged& told) const {
    return absl::StrCat(Key(family), "\t", role_to_capacity, "\t1\t", waiting, "\t\\\\x",
                        absl::BytesToHexString(told.SerializeAsString()), "\t", DayOf(kBenchDay),
                        "\t2\n");
  }

  std::string ProfileLine(const Supporter& supporter) {
    reg::FamilyProfileChanged told;
    told.set_family_id(supporter.family.ToString());
    told.set_role(reg::FAMILY_ROLE_SUPPORT);
    told.set_area(areas_.CodeOf(supporter.terms.point));
    reg::OfferProfile& offer = *told.mutable_offer();
    WriteTerms(supporter.terms, country_.languages, offer);
    offer.set_capacity(supporter.capacity);
    offer.set_youngest_age(supporter.ages.front());
    offer.set_oldest_age(supporter.ages.back());
    WriteTraits(supporter.terms.traits, country_.languages, *told.mutable_traits());
    WriteChildren(supporter.children, told);
    told.set_willing_on(DayOf(supporter.willing_on));
    return Line(supporter.family, "2\t3\t1\t3", "\\N", told);
  }

  std::string ProfileLine(const Unit& unit) {
    reg::FamilyProfileChanged told;
    told.set_family_id(unit.family.ToString());
    told.set_role(reg::FAMILY_ROLE_REQUEST);
    told.set_area(areas_.CodeOf(unit.terms.point));
    reg::NeedProfile& need = *told.add_needs();
    need.set_child(1);
    WriteTerms(unit.terms, country_.languages, need);
    WriteTraits(unit.terms.traits, country_.languages, *told.mutable_traits());
    WriteChildren(unit.ages, told);
    told.set_urgency(unit.urgency);
    return Line(unit.family, "1\t2\t1\t0", DayOf(unit.waiting_since), told);
  }

  const Country& country_;
  const absl::CivilDay today_;
  Areas areas_;
};

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  using namespace buurtbrug;
  absl::SetProgramUsageMessage("--contract=ID --folder=FOLDER: rows of matching for psql");
  absl::ParseCommandLine(argc, argv);
  const bench::Country country = bench::MakeCountry(
      absl::GetFlag(FLAGS_seed), absl::GetFlag(FLAGS_supporters), absl::GetFlag(FLAGS_units));
  bench::Rows(country, platform::core::AmsterdamDay(platform::core::SystemClock().Now()))
      .Write(absl::GetFlag(FLAGS_folder));
  return 0;
}
