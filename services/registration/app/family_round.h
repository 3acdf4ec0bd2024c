#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/app/means.h"
#include "registration/app/round.h"
#include "registration/domain/family.h"

// What the rounds that go through families have in common.
namespace buurtbrug::registration::app {

// What was done about some families.
struct Worked {
  std::vector<platform::feed::Fact> facts;
  int done = 0;
  // What is sealed of them is broken; they stay as they are.
  int unreadable = 0;
  // The last one that was looked at; nothing: there was none.
  std::optional<domain::FamilyId> last = {};
};

// What is told of one family, within the given transaction.
using WorkOnFamily = std::function<absl::StatusOr<std::vector<platform::feed::Fact>>(
    platform::postgres::ScopedTransaction&, const platform::access::Call&,
    const domain::FamilyId&)>;

// Works on each of them. A family whose key was destroyed is passed over. Fails as `work` does, but
// for what one family alone has.
absl::StatusOr<Worked> WorkOn(platform::postgres::ScopedTransaction& transaction,
                              const platform::access::Call& call,
                              const std::vector<domain::FamilyId>& families,
                              const WorkOnFamily& work);

struct FamilyWork {
  // Up to `most` families behind this one that are due, held until the end of the transaction;
  // those that another one holds are left out.
  std::function<std::vector<domain::FamilyId>(platform::postgres::ScopedTransaction&,
                                              const platform::access::Call&,
                                              const domain::FamilyId& behind, int most)>
      hold;
  WorkOnFamily work;
};

// Works on all families that are due in every contract that runs or is in its run-off. In batches,
// each a transaction of one contract with its answer and facts. How many there were.
//   UNAVAILABLE  at once; what fails otherwise in one contract does not keep the others waiting
absl::StatusOr<int> WorkInContracts(const Means& means, const Round::Turn& turn,
                                    const FamilyWork& work);

}  // namespace buurtbrug::registration::app
