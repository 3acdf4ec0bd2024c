#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "platform/access/call.h"
#include "platform/core/scope.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/app/family_round.h"
#include "registration/app/means.h"
#include "registration/domain/family.h"
#include "registration/domain/readiness.h"
#include "registration/domain/screening_steps.h"

// The readiness of one support family, as its facts and the protocols of its contract say.
namespace buurtbrug::registration::app {

// All that the judgement needs, and the judgement. Of people it knows numbers and birth dates.
struct Judgement {
  domain::FamilyHead head;
  std::vector<domain::FamilyStep> case_steps;
  std::vector<domain::ScreeningStep> steps;
  std::vector<domain::ScreenedPerson> people;
  std::vector<domain::ProtocolVersion> protocols;
  // It went on in the contract that follows.
  bool departed = false;
  // Derived from the others.
  domain::ScreeningFacts facts;
  domain::Timeline timeline;

  // Derives facts and timeline again, after a step was added.
  void Derive();
};

// NOT_FOUND FAMILY_NOT_FOUND, FAMILY_ERASED; FAILED_PRECONDITION WRONG_ROLE: not a support family.
absl::StatusOr<Judgement> LoadJudgement(platform::postgres::ScopedTransaction& transaction,
                                        const platform::core::TenantScope& tenant,
                                        store::Vault& vault, const domain::FamilyId& family);

// Stores what lists are made of, as of `call.today`; the fact to be told where the days on which
// the family is ready are others than were told before. On no day where its case is closed or went
// on in the contract that follows. In the transaction of every write that changes what `judgement`
// is made of.
std::vector<platform::feed::Fact> StoreReadiness(platform::postgres::ScopedTransaction& transaction,
                                                 const platform::access::Call& call,
                                                 platform::core::Random& random,
                                                 const Judgement& judgement);

// Both, after a write that stored its own change: a step of the case, its end too, or of the
// household.
absl::StatusOr<std::vector<platform::feed::Fact>> RefreshReadiness(
    platform::postgres::ScopedTransaction& transaction, const platform::access::Call& call,
    const Means& means, const domain::FamilyId& family);

// At most `most` support families behind `behind` whose derived rows are out of date on
// `call.today`, in their order, held until the end of the transaction; without those that another
// transaction holds.
std::vector<domain::FamilyId> HoldStale(platform::postgres::ScopedTransaction& transaction,
                                        const platform::access::Call& call,
                                        const domain::FamilyId& behind, int most);

// RefreshReadiness, for families that are stale. What `means` names outlives it.
WorkOnFamily ReadinessRefresher(const Means& means);

// The codes of what speaks against a trial on `day`, each once: CASE_CLOSED of a case that is
// closed, PAUSED on the days of a pause that lasts through `paused_until`, then what is lacking;
// PROTOCOL_NOT_STARTED before the first protocol.
std::vector<std::string> MissingCodes(const Judgement& judgement,
                                      std::optional<absl::CivilDay> paused_until,
                                      absl::CivilDay day);

// Whether one person alone may decide, `today` about `day`, and everything is there that the
// protocol asks for before the decision. FAILED_PRECONDITION FOUR_EYES_REQUIRED where the protocol
// of either day asks for them, else an earlier day would be a way around them;
// SCREENING_INCOMPLETE.
absl::Status CheckDecisionByOne(const Judgement& judgement, absl::CivilDay day,
                                absl::CivilDay today);

}  // namespace buurtbrug::registration::app
