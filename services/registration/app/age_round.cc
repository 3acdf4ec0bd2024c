#include "registration/app/age_round.h"

#include "platform/core/status.h"
#include "registration/app/family_round.h"
#include "registration/app/profiles.h"

namespace buurtbrug::registration::app {

Round::Work AgeWork(const Means& means) {
  FamilyWork work;
  work.hold = [](ScopedTransaction& transaction, const Call& call, const domain::FamilyId& behind,
                 int most) {
    return store::HoldAgesDue(transaction, call.scope, call.today, behind, most);
  };
  work.work = [means](
                  ScopedTransaction& transaction, const Call& call,
                  const domain::FamilyId& id) -> absl::StatusOr<std::vector<platform::feed::Fact>> {
    BUURTBRUG_ASSIGN_OR_RETURN(const OpenFamily family,
                               HoldFamily(transaction, call, means.vault, id));
    BUURTBRUG_ASSIGN_OR_RETURN(platform::feed::Fact told,
                               TellProfile(transaction, call, means, family, call.today));
    std::vector<platform::feed::Fact> facts;
    facts.push_back(std::move(told));
    return facts;
  };
  return {"ages", "ages told",
          [means, work](const Round::Turn& turn) { return WorkInContracts(means, turn, work); }};
}

}  // namespace buurtbrug::registration::app
