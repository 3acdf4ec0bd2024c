#include "registration/domain/place.h"

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/domain/family.h"

namespace buurtbrug::registration::domain {
namespace {

using platform::core::InvalidField;

constexpr int kFirstYear = 1995;
constexpr int kLastYear = 2199;
constexpr int kLongestName = 100;

bool AreDigits(absl::string_view text, size_t count) {
  return text.size() == count && std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

absl::Status InvalidNeighbourhood(absl::string_view field) {
  return InvalidField(field, "INVALID_NEIGHBOURHOOD",
                      absl::StrCat(field,
                                   " must be a CBS code of the municipality: six digits of a wijk, "
                                   "eight of a buurt in it"));
}

bool IsPostcode(absl::string_view text) {
  if (text.size() == 4) {
    return AreDigits(text, 4) && text[0] != '0';
  }
  const auto parsed = ParsePostcode(text);
  return parsed.ok() && *parsed == text;
}

}  // namespace

absl::Status CheckPlaceRun(const PlaceRun& run) {
  if (!IsPostcode(run.postcode)) {
    return InvalidField("postcode", "INVALID_POSTCODE",
                        "postcode must be like 3361AB, or the four digits alone");
  }
  if (run.first_number < 1 || run.last_number < run.first_number ||
      run.last_number > kHighestHouseNumber) {
    return InvalidField("first_number", "INVALID_HOUSE_NUMBER",
                        absl::StrCat("house numbers run upwards from 1 to ", kHighestHouseNumber));
  }
  BUURTBRUG_RETURN_IF_ERROR(
      platform::core::ParseMunicipality("municipality_code", run.municipality).status());
  if (!run.wijk.empty() &&
      !(AreDigits(run.wijk, 6) && absl::StartsWith(run.wijk, run.municipality))) {
    return InvalidNeighbourhood("wijk");
  }
  if (!run.buurt.empty() &&
      !(AreDigits(run.buurt, 8) && !run.wijk.empty() && absl::StartsWith(run.buurt, run.wijk))) {
    return InvalidNeighbourhood("buurt");
  }
  return platform::core::ParseRange("year", run.year, kFirstYear, kLastYear).status();
}

absl::Status CheckNeighbourhood(const Neighbourhood& neighbourhood) {
  if (!AreDigits(neighbourhood.code, 6) && !AreDigits(neighbourhood.code, 8)) {
    return InvalidNeighbourhood("code");
  }
  BUURTBRUG_RETURN_IF_ERROR(
      platform::core::ParseText("name", neighbourhood.name, 1, kLongestName).status());
  return platform::core::ParseRange("year", neighbourhood.year, kFirstYear, kLastYear).status();
}

std::optional<Place> Locate(const std::vector<PlaceRun>& runs, std::optional<int> house_number) {
  if (runs.empty()) {
    return std::nullopt;
  }
  if (house_number) {
    const auto found = std::find_if(runs.begin(), runs.end(), [&](const PlaceRun& run) {
      return run.first_number <= *house_number && *house_number <= run.last_number;
    });
    if (found != runs.end()) {
      return Place{found->municipality, found->wijk, found->buurt, found->year};
    }
  }
  Place place = {runs[0].municipality, runs[0].wijk, runs[0].buurt, runs[0].year};
  for (const PlaceRun& run : runs) {
    if (run.municipality != place.municipality) {
      return std::nullopt;
    }
    if (run.wijk != place.wijk) {
      place.wijk.clear();
    }
    if (run.buurt != place.buurt) {
      place.buurt.clear();
    }
  }
  return place;
}

}  // namespace buurtbrug::registration::domain
