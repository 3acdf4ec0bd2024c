#include "registration/store/place_store.h"

#include <algorithm>
#include <pqxx/result>

#include "registration/store/place_sql.h"

namespace buurtbrug::registration::store {
namespace {

using RunsByPostcode = std::map<std::string, std::vector<domain::PlaceRun>>;

RunsByPostcode ReadRuns(ScopedTransaction& transaction, const std::vector<std::string>& postcodes) {
  RunsByPostcode runs;
  for (const auto& row : transaction.Run(sql::kPlaceRuns, {postcodes})) {
    domain::PlaceRun run;
    run.postcode = row["postcode"].c_str();
    run.first_number = row["first_number"].as<int>();
    run.last_number = row["last_number"].as<int>();
    run.municipality = row["municipality_code"].c_str();
    run.wijk = row["wijk"].c_str();
    run.buurt = row["buurt"].c_str();
    run.year = row["year"].as<int>();
    runs[run.postcode].push_back(run);
  }
  return runs;
}

}  // namespace

std::vector<domain::PlaceRun> RunsOf(ScopedTransaction& transaction, const std::string& postcode) {
  const std::string digits = postcode.substr(0, 4);
  RunsByPostcode runs = ReadRuns(transaction, {postcode, digits});
  return runs.contains(postcode) ? runs[postcode] : runs[digits];
}

int PutRuns(ScopedTransaction& transaction, const std::vector<domain::PlaceRun>& runs) {
  RunsByPostcode wanted;
  for (const domain::PlaceRun& run : runs) {
    wanted[run.postcode].push_back(run);
  }
  std::vector<std::string> postcodes;
  for (auto& [postcode, of_postcode] : wanted) {
    std::sort(of_postcode.begin(), of_postcode.end(),
              [](const auto& a, const auto& b) { return a.first_number < b.first_number; });
    postcodes.push_back(postcode);
  }
  const RunsByPostcode there = ReadRuns(transaction, postcodes);
  std::vector<std::string> changed, codes, municipalities, wijken, buurten;
  std::vector<int32_t> firsts, lasts, years;
  for (const auto& [postcode, of_postcode] : wanted) {
    const auto before = there.find(postcode);
    if (before != there.end() && before->second == of_postcode) {
      continue;
    }
    changed.push_back(postcode);
    for (const domain::PlaceRun& run : of_postcode) {
      codes.push_back(postcode);
      firsts.push_back(run.first_number);
      lasts.push_back(run.last_number);
      municipalities.push_back(run.municipality);
      wijken.push_back(run.wijk);
      buurten.push_back(run.buurt);
      years.push_back(run.year);
    }
  }
  if (!changed.empty()) {
    transaction.Run(sql::kPlaceClear, {changed});
    transaction.Run(sql::kPlacePut, {codes, firsts, lasts, municipalities, wijken, buurten, years});
  }
  return static_cast<int>(changed.size());
}

int PutNeighbourhoods(ScopedTransaction& transaction,
                      const std::vector<domain::Neighbourhood>& neighbourhoods) {
  std::vector<std::string> codes, names;
  std::vector<int32_t> years;
  for (const domain::Neighbourhood& each : neighbourhoods) {
    codes.push_back(each.code);
    years.push_back(each.year);
    names.push_back(each.name);
  }
  return codes.empty()
             ? 0
             : static_cast<int>(transaction.Run(sql::kPlacePutNames, {codes, years, names}).size());
}

std::map<std::string, std::string> NamesOf(ScopedTransaction& transaction,
                                           const std::vector<std::string>& codes, int year) {
  std::map<std::string, std::string> names;
  for (const auto& row : transaction.Run(sql::kPlaceNames, {codes, year})) {
    names.emplace(row["code"].c_str(), row["name"].c_str());
  }
  return names;
}

}  // namespace buurtbrug::registration::store
