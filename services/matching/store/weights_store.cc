#include "matching/store/weights_store.h"

#include <limits>
#include <pqxx/result>
#include <stdexcept>
#include <string>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "matching/store/weights_sql.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;

domain::WeightVersion VersionOf(const pqxx::row& row) {
  domain::WeightVersion version;
  version.version = row["version"].as<std::int64_t>();
  for (const absl::string_view each : absl::StrSplit(row["weights"].c_str(), ',')) {
    const std::pair<std::string, absl::string_view> part =
        absl::StrSplit(each, absl::MaxSplits('=', 1));
    int weight = 0;
    if (!absl::SimpleAtoi(part.second, &weight)) {
      throw std::runtime_error("unexpected form of column weights");
    }
    version.weights.emplace(part.first, weight);
  }
  version.recorded_at = postgres::ReadTime(row["recorded_at"]);
  version.recorded_by = row["recorded_by"].c_str();
  version.reason = row["reason"].c_str();
  return version;
}

std::optional<domain::WeightVersion> HighestUpTo(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, std::int64_t version) {
  const pqxx::result rows =
      transaction.Run(sql::kWeightVersion, {tenant.municipality, tenant.contract, version});
  return rows.empty() ? std::nullopt : std::optional<domain::WeightVersion>(VersionOf(rows[0]));
}

}  // namespace

domain::WeightVersion LatestWeights(ScopedTransaction& transaction, const TenantScope& tenant) {
  return HighestUpTo(transaction, tenant, std::numeric_limits<std::int64_t>::max())
      .value_or(domain::WeightVersion());
}

std::optional<domain::WeightVersion> ReadWeights(ScopedTransaction& transaction,
                                                 const TenantScope& tenant, std::int64_t version) {
  if (version == 0) {
    return domain::WeightVersion();
  }
  std::optional<domain::WeightVersion> found = HighestUpTo(transaction, tenant, version);
  return found && found->version == version ? found : std::nullopt;
}

std::vector<domain::WeightVersion> ListWeights(ScopedTransaction& transaction,
                                               const TenantScope& tenant, std::int64_t below,
                                               int size) {
  std::vector<domain::WeightVersion> versions;
  for (const auto& row :
       transaction.Run(sql::kListWeights, {tenant.municipality, tenant.contract, below, size})) {
    versions.push_back(VersionOf(row));
  }
  return versions;
}

void AppendWeights(ScopedTransaction& transaction, const TenantScope& tenant,
                   const domain::WeightVersion& weights) {
  transaction.Run(sql::kAppendWeights,
                  {tenant.municipality, tenant.contract, weights.version,
                   absl::StrJoin(weights.weights, ",", absl::PairFormatter("=")),
                   weights.recorded_at, weights.recorded_by, weights.reason});
}

}  // namespace buurtbrug::matching::store
