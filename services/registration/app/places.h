#pragma once

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/personal.h"
#include "platform/postgres/database.h"
#include "registration/domain/house_number.h"
#include "registration/domain/place.h"

namespace buurtbrug::registration::app {

// Runs and neighbourhoods in one import.
inline constexpr int kMostImported = 5000;

struct PlaceImport {
  std::vector<domain::PlaceRun> runs;
  std::vector<domain::Neighbourhood> neighbourhoods;
  enum class Mode { kStore, kCheckOnly };
  Mode mode = Mode::kStore;
};

// A place with what it is called; empty names are not known.
struct NamedPlace {
  domain::Place place;
  std::string wijk_name;
  std::string buurt_name;
};

// Where postcodes lie. Thread-safe.
class Places {
 public:
  explicit Places(platform::postgres::Database& database) : database_(database) {}

  // Stores all of it in one transaction, or nothing; how many postcodes and neighbourhoods are not
  // as they were. The same import twice changes nothing. INVALID_ARGUMENT as CheckPlaceRun and
  // CheckNeighbourhood, RUNS_OVERLAP, TWICE, each with `index` in its metadata; TOO_MANY.
  absl::StatusOr<int> Import(const platform::access::Call& call, const PlaceImport& import);

  // NOT_FOUND PLACE_NOT_FOUND, about the field `postcode`.
  absl::StatusOr<NamedPlace> LookUp(const std::string& postcode,
                                    const std::optional<domain::HouseNumber>& house);

 private:
  platform::postgres::Database& database_;
};

// NOT_FOUND PLACE_NOT_FOUND, about the field `postcode`; within a transaction.
absl::StatusOr<domain::Place> FindPlace(platform::postgres::ScopedTransaction& transaction,
                                        const std::string& postcode,
                                        const std::optional<domain::HouseNumber>& house);

// FAILED_PRECONDITION OTHER_MUNICIPALITY, about the field `postcode`. A postcode that is not known
// is no reason to refuse: the table may be older than the street.
absl::Status CheckLivesIn(platform::postgres::ScopedTransaction& transaction,
                          const std::string& municipality, const platform::core::Personal& postcode,
                          const std::optional<domain::HouseNumber>& house);

}  // namespace buurtbrug::registration::app
