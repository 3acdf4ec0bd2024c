#include "reporting/app/reports.h"

#include <mutex>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/feed/follower.h"
#include "platform/tenant/gate.h"
#include "reporting/store/fact_store.h"
#include "reporting/store/published_store.h"

namespace buurtbrug::reporting::app {

using platform::core::InvalidField;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;

namespace {

domain::ProgressTable Table(ScopedTransaction& transaction, const Call& call,
                            const domain::SubsidyPeriod& period, absl::CivilDay as_of,
                            absl::Time known_at) {
  return domain::QuarterlyProgress(
      period, as_of, known_at,
      store::ListFacts(transaction, call.scope, period.first_day, period.last_day, known_at));
}

}  // namespace

absl::Status Reports::ReadFeeds(const Call& call) { return catch_up_(call.deadline - call.now); }

absl::StatusOr<domain::ProgressTable> Reports::Progress(const Call& call,
                                                        const ProgressQuestion& question) {
  if (question.as_of > call.today) {
    return InvalidField("as_of", "AS_OF_IN_FUTURE", "as_of must be today or a day before");
  }
  if (question.known_at > call.now) {
    return InvalidField("known_at", "KNOWN_AT_IN_FUTURE", "known_at must not be in the future");
  }
  const std::shared_lock no_rebuild(rebuilding_);
  BUURTBRUG_RETURN_IF_ERROR(ReadFeeds(call));
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<domain::ProgressTable> {
        BUURTBRUG_ASSIGN_OR_RETURN(
            const domain::SubsidyPeriod period,
            store::FindPeriod(transaction, call.scope, question.period, question.known_at));
        return Table(transaction, call, period, question.as_of, question.known_at);
      });
}

absl::StatusOr<Receipt> Reports::ImportPublished(const Call& call, const std::string& period,
                                                 const domain::PublishedTable& table) {
  BUURTBRUG_RETURN_IF_ERROR(ReadFeeds(call));
  return platform::tenant::WriteOnce(
      database_, {call, Scope::Tenant(call.scope), call.scope}, [] {},
      [&](ScopedTransaction& transaction) -> absl::StatusOr<platform::tenant::Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod known,
                                   store::FindPeriod(transaction, call.scope, period, call.now));
        BUURTBRUG_RETURN_IF_ERROR(domain::ValidatePublished(table, known));
        const store::StoredTable stored = {platform::core::NewUuid(call.now, random_), table};
        store::InsertPublished(transaction, call.scope, period, stored,
                               {call.now, call.caller.subject});
        return platform::tenant::Written{{stored.id, 1}, {}};
      });
}

absl::StatusOr<std::vector<Comparison>> Reports::Compare(const Call& call,
                                                         const std::string& period) {
  const std::shared_lock no_rebuild(rebuilding_);
  BUURTBRUG_RETURN_IF_ERROR(ReadFeeds(call));
  return database_.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<Comparison>> {
        BUURTBRUG_ASSIGN_OR_RETURN(const domain::SubsidyPeriod known,
                                   store::FindPeriod(transaction, call.scope, period, call.now));
        std::vector<Comparison> comparisons;
        for (store::StoredTable& stored : store::ListPublished(transaction, call.scope, period)) {
          Comparison comparison;
          comparison.table_id = stored.id;
          comparison.computed = Table(transaction, call, known, stored.table.as_of, call.now);
          comparison.published = std::move(stored.table);
          comparison.differences = domain::Compare(comparison.published, comparison.computed);
          comparisons.push_back(std::move(comparison));
        }
        return comparisons;
      });
}

absl::StatusOr<int64_t> Reports::Rebuild(const Call& call) {
  const std::unique_lock rebuild(rebuilding_);
  BUURTBRUG_RETURN_IF_ERROR(
      database_.Run(Scope::Rebuild(), [](ScopedTransaction& transaction) -> absl::Status {
        // The positions first: they hold back whoever is applying entries.
        platform::feed::RewindAll(transaction);
        store::ForgetFacts(transaction);
        return absl::OkStatus();
      }));
  BUURTBRUG_RETURN_IF_ERROR(ReadFeeds(call));
  return database_.Run(Scope::Rebuild(),
                       [](ScopedTransaction& transaction) -> absl::StatusOr<int64_t> {
                         return store::CountFacts(transaction);
                       });
}

}  // namespace buurtbrug::reporting::app
