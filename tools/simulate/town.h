#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "matching/engine/profile.h"

// A made-up municipality and the families that come to it in a year. Nothing in it is measured: the
// assumptions stand here and are printed beside every figure. The engine knows no target group; a
// group differs only in what its families tend to need. The same seed makes the same year with
// every compiler.
namespace buurtbrug::simulate {

enum class TargetGroup : std::uint8_t {
  kSingleMother = 0,
  kInformalCare = 1,
  kRefugee = 2,
  kMentalHealth = 3,
  kLearningDisability = 4,
};
inline constexpr int kTargetGroups = 5;
absl::string_view NameOf(TargetGroup group);

// Six neighbourhoods, 1.2 km from one to the next. Most request families come from the first two,
// most support families from the last two.
inline constexpr int kNeighbourhoods = 6;

inline constexpr int kWeeks = 52;
// The day on which the year begins, a Monday.
inline constexpr matching::engine::DayNumber kFirstDay = 18267;

struct RequestFamily {
  matching::engine::Unit unit;  // waits from its first day on
  int week = 0;                 // 0 up to kWeeks, in which it comes
  int gives_up = 0;             // the first week in which it no longer waits
  int neighbourhood = 0;
  TargetGroup group = TargetGroup::kSingleMother;
};
struct SupportFamily {
  matching::engine::Supporter supporter;
  int week = 0;
  int neighbourhood = 0;
};

struct Year {
  std::vector<RequestFamily> requests;  // by week
  std::vector<SupportFamily> supports;  // by week
  std::vector<std::string> languages;   // tags, by their numbers
};

struct Size {
  int request_families = 120;
  int support_families = 90;
};
Year MakeYear(std::uint64_t seed, const Size& size);

// Whether both families say yes when they are asked: the same answer for the same two in every run
// of a seed, whatever their fit is, because nothing is known of that. Seven in ten.
bool BothAccept(std::uint64_t seed, const matching::engine::FamilyId& request,
                const matching::engine::FamilyId& support);

}  // namespace buurtbrug::simulate
