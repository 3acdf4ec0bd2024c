#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

// Where a postcode lies, after the file of Statistics Netherlands (CBS) that gives each postcode
// and house number its neighbourhood. Reference data: nothing about people.
namespace buurtbrug::registration::domain {

inline constexpr int kHighestHouseNumber = 99999;

// House numbers of one postcode that lie in one neighbourhood: from the first to the last that the
// file has, with no other neighbourhood's number between them.
struct PlaceRun {
  // Six characters, or four digits: then of every postcode with these digits that has no runs of
  // its own.
  std::string postcode;
  int first_number = 0;
  int last_number = 0;
  // CBS codes: four digits; six of the wijk and eight of the buurt, empty where they are not known.
  std::string municipality;
  std::string wijk;
  std::string buurt;
  // Of the division into neighbourhoods.
  int year = 0;

  friend bool operator==(const PlaceRun&, const PlaceRun&) = default;
};

// INVALID_ARGUMENT naming the field: INVALID_POSTCODE, INVALID_HOUSE_NUMBER, INVALID_MUNICIPALITY,
// INVALID_NEIGHBOURHOOD (no code, or not one of this municipality), OUT_OF_RANGE (the year). Pure.
absl::Status CheckPlaceRun(const PlaceRun& run);

// A wijk or buurt and its name, "BU03921234" without its letters.
struct Neighbourhood {
  std::string code;
  int year = 0;
  std::string name;
};

// INVALID_ARGUMENT INVALID_NEIGHBOURHOOD, INVALID_TEXT, OUT_OF_RANGE. Pure.
absl::Status CheckNeighbourhood(const Neighbourhood& neighbourhood);

// Where a house lies, as far as it is known.
struct Place {
  std::string municipality;
  // Empty: not known.
  std::string wijk;
  std::string buurt;
  int year = 0;
};

// Of the runs of one postcode, in any order. Nothing when the runs do not say in which municipality
// the house lies: there are none, or the postcode is divided and the number is in none of them.
// Without a number, or with one outside all runs, what all runs have in common is known. Pure.
std::optional<Place> Locate(const std::vector<PlaceRun>& runs, std::optional<int> house_number);

}  // namespace buurtbrug::registration::domain
