#include "registration/app/places.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "platform/tenant/gate.h"
#include "registration/store/place_store.h"

namespace buurtbrug::registration::app {

using platform::core::InvalidField;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Written;

namespace {

// The same refusal, saying which place of the import it is about.
absl::Status AtIndex(const absl::Status& refusal, size_t index) {
  platform::core::Metadata metadata = platform::core::MetadataOf(refusal);
  metadata.emplace_back("index", absl::StrCat(index));
  return platform::core::Error(refusal.code(), platform::core::ReasonOf(refusal), refusal.message(),
                               metadata);
}

absl::Status CheckRuns(const std::vector<domain::PlaceRun>& runs) {
  std::set<std::pair<std::string, std::pair<int, int>>> taken;
  for (size_t i = 0; i < runs.size(); ++i) {
    if (const absl::Status refusal = domain::CheckPlaceRun(runs[i]); !refusal.ok()) {
      return AtIndex(refusal, i);
    }
    const auto [added, fresh] =
        taken.insert({runs[i].postcode, {runs[i].first_number, runs[i].last_number}});
    const bool after_overlaps = std::next(added) != taken.end() &&
                                std::next(added)->first == runs[i].postcode &&
                                std::next(added)->second.first <= runs[i].last_number;
    const bool before_overlaps = added != taken.begin() &&
                                 std::prev(added)->first == runs[i].postcode &&
                                 std::prev(added)->second.second >= runs[i].first_number;
    if (!fresh || after_overlaps || before_overlaps) {
      return AtIndex(InvalidField("first_number", "RUNS_OVERLAP",
                                  "two runs of this postcode hold the same house number"),
                     i);
    }
  }
  return absl::OkStatus();
}

absl::Status CheckNames(const std::vector<domain::Neighbourhood>& neighbourhoods) {
  std::set<std::pair<std::string, int>> taken;
  for (size_t i = 0; i < neighbourhoods.size(); ++i) {
    if (const absl::Status refusal = domain::CheckNeighbourhood(neighbourhoods[i]); !refusal.ok()) {
      return AtIndex(refusal, i);
    }
    if (!taken.insert({neighbourhoods[i].code, neighbourhoods[i].year}).second) {
      return AtIndex(InvalidField("code", "TWICE", "this neighbourhood is in the import twice"), i);
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<int> Places::Import(const platform::access::Call& call, const PlaceImport& import) {
  if (import.runs.size() + import.neighbourhoods.size() > kMostImported) {
    return InvalidField(
        "runs", "TOO_MANY",
        absl::StrCat("at most ", kMostImported, " runs and neighbourhoods at once"));
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckRuns(import.runs));
  BUURTBRUG_RETURN_IF_ERROR(CheckNames(import.neighbourhoods));
  const auto put = [&](ScopedTransaction& transaction) {
    return store::PutRuns(transaction, import.runs) +
           store::PutNeighbourhoods(transaction, import.neighbourhoods);
  };
  if (import.mode == PlaceImport::Mode::kCheckOnly) {
    // Counted by doing it and undoing it: an error rolls back.
    int changed = 0;
    const absl::Status undone =
        database_.Run(Scope::Network(), [&](ScopedTransaction& transaction) -> absl::Status {
          changed = put(transaction);
          return platform::core::Error(absl::StatusCode::kCancelled, "CHECK_ONLY", "undone");
        });
    return platform::core::ReasonOf(undone) == "CHECK_ONLY" ? absl::StatusOr<int>(changed) : undone;
  }
  const TenantScope nobody = {platform::core::kNoMunicipality, {}};
  BUURTBRUG_ASSIGN_OR_RETURN(const platform::core::Receipt receipt,
                             platform::tenant::WriteOnce(
                                 database_, {call, Scope::Network(), nobody}, [] {},
                                 [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                                   return Written{{platform::core::Uuid(), put(transaction)}, {}};
                                 }));
  return static_cast<int>(receipt.version);
}

absl::StatusOr<domain::Place> FindPlace(ScopedTransaction& transaction, const std::string& postcode,
                                        const std::optional<domain::HouseNumber>& house) {
  const auto place = domain::Locate(store::RunsOf(transaction, postcode),
                                    house ? std::optional<int>(house->number) : std::nullopt);
  if (!place) {
    return platform::core::Error(
        absl::StatusCode::kNotFound, "PLACE_NOT_FOUND",
        house ? "it is not known in which municipality this house lies"
              : "it is not known in which municipality this postcode lies; add the house number",
        {{"field", "postcode"}});
  }
  return *place;
}

absl::StatusOr<NamedPlace> Places::LookUp(const std::string& postcode,
                                          const std::optional<domain::HouseNumber>& house) {
  return database_.Run(
      Scope::Network(), [&](ScopedTransaction& transaction) -> absl::StatusOr<NamedPlace> {
        NamedPlace named;
        BUURTBRUG_ASSIGN_OR_RETURN(named.place, FindPlace(transaction, postcode, house));
        auto names =
            store::NamesOf(transaction, {named.place.wijk, named.place.buurt}, named.place.year);
        named.wijk_name = names[named.place.wijk];
        named.buurt_name = names[named.place.buurt];
        return named;
      });
}

absl::Status CheckLivesIn(ScopedTransaction& transaction, const std::string& municipality,
                          const platform::core::Personal& postcode,
                          const std::optional<domain::HouseNumber>& house) {
  const auto place = FindPlace(transaction, postcode.Reveal(), house);
  if (place.ok() && place->municipality != municipality) {
    return platform::core::Error(
        absl::StatusCode::kFailedPrecondition, "OTHER_MUNICIPALITY",
        "this postcode lies in another municipality: withdraw, and register there",
        {{"field", "postcode"}});
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::app
