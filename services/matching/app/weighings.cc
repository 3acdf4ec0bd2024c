#include "matching/app/weighings.h"

#include <set>
#include <utility>

#include "absl/strings/str_cat.h"
#include "matching/engine/weighing.h"
#include "matching/store/weights_store.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::matching::app {
namespace {

using absl::StatusCode;
using platform::core::Error;
using platform::core::InvalidField;
using platform::core::Receipt;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::Protocol;
using platform::tenant::Written;

// With every part.
domain::WeightVersion Whole(domain::WeightVersion version) {
  version.weights = engine::ByCode(engine::OfVersion(version.weights));
  return version;
}

// The version after `before`. INVALID_ARGUMENT as Weighings::Set.
absl::StatusOr<domain::WeightVersion> After(const domain::WeightVersion& before, const Call& call,
                                            const WeightChange& change) {
  domain::WeightVersion after = Whole(before);
  std::set<std::string> named;
  for (const WeightChange::One& one : change.weights) {
    if (!engine::PartOf(one.part)) {
      return InvalidField("weights", "INVALID_PART",
                          absl::StrCat("there is no part of the fit called '", one.part, "'"));
    }
    if (!named.insert(one.part).second) {
      return InvalidField("weights", "TWICE", absl::StrCat(one.part, " is named twice"));
    }
    BUURTBRUG_RETURN_IF_ERROR(
        platform::core::ParseRange("weights", one.weight, 0, engine::kMostWeight).status());
    after.weights[one.part] = one.weight;
  }
  if (!engine::AreUsable(engine::OfVersion(after.weights))) {
    return InvalidField("weights", "NO_WEIGHT", "at least one part has a weight above 0");
  }
  if (after.weights == Whole(before).weights) {
    return InvalidField("weights", "NO_CHANGE", "these are the weights already");
  }
  after.version = before.version + 1;
  after.recorded_at = call.now;
  after.recorded_by = call.caller.subject;
  after.reason = change.reason;
  return after;
}

absl::Status CheckExpected(const WeightChange& change, const domain::WeightVersion& current) {
  return !change.expected_version || *change.expected_version == current.version
             ? absl::OkStatus()
             : Error(StatusCode::kAborted, "ETAG_MISMATCH",
                     "they were changed since they were read; read them again");
}

}  // namespace

absl::StatusOr<domain::WeightVersion> Weighings::Set(const Call& call, const WeightChange& change) {
  constexpr char kCheckOnly[] = "CHECK_ONLY";
  domain::WeightVersion after;
  const auto work = [&](ScopedTransaction& transaction,
                        const Protocol& /*protocol*/) -> absl::StatusOr<Written> {
    const domain::WeightVersion current = store::LatestWeights(transaction, call.scope);
    BUURTBRUG_RETURN_IF_ERROR(CheckExpected(change, current));
    BUURTBRUG_ASSIGN_OR_RETURN(after, After(current, call, change));
    if (change.mode == WeightChange::Mode::kCheckOnly) {
      // An error leaves nothing behind.
      return Error(StatusCode::kCancelled, kCheckOnly, "undone");
    }
    store::AppendWeights(transaction, call.scope, after);
    return Written{{call.scope.contract.value(), after.version}, {}};
  };
  const absl::StatusOr<Receipt> receipt = gate_.Admit({call, call.today}, work);
  const std::string reason = platform::core::ReasonOf(receipt.status());
  if (reason == kCheckOnly) {
    return after;
  }
  if (reason == "DUPLICATE") {
    return Error(StatusCode::kAborted, "CONFLICT", "somebody else changed them now; try again");
  }
  BUURTBRUG_RETURN_IF_ERROR(receipt.status());
  return Get(call, receipt->version);
}

absl::StatusOr<domain::WeightVersion> Weighings::Get(const Call& call,
                                                     std::optional<std::int64_t> version) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::WeightVersion> {
        if (!version) {
          return Whole(store::LatestWeights(transaction, call.scope));
        }
        std::optional<domain::WeightVersion> found =
            store::ReadWeights(transaction, call.scope, *version);
        if (!found) {
          return Error(StatusCode::kNotFound, "WEIGHTS_NOT_FOUND",
                       "there is no such version of the weights", {{"field", "version"}});
        }
        return Whole(*std::move(found));
      });
}

absl::StatusOr<std::vector<domain::WeightVersion>> Weighings::List(const Call& call,
                                                                   std::int64_t below, int size) {
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::WeightVersion>> {
        std::vector<domain::WeightVersion> versions;
        for (domain::WeightVersion& version :
             store::ListWeights(transaction, call.scope, below, size)) {
          versions.push_back(Whole(std::move(version)));
        }
        if (static_cast<int>(versions.size()) < size && below > 0) {
          versions.push_back(Whole({}));
        }
        return versions;
      });
}

}  // namespace buurtbrug::matching::app
