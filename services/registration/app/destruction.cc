#include "registration/app/destruction.h"

#include <algorithm>
#include <map>
#include <set>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/store/destruction_store.h"
#include "registration/store/family_store.h"
#include "registration/store/link_store.h"

namespace buurtbrug::registration::app {

using absl::StatusCode;
using domain::Verdict;
using platform::core::ContractId;
using platform::core::Error;
using platform::core::NewUuid;
using platform::core::TenantScope;
using platform::postgres::Scope;
using platform::postgres::ScopedTransaction;
using platform::tenant::UngatedWrite;
using platform::tenant::WriteOnce;
using platform::tenant::Written;

namespace {

constexpr int kScanned = 500;

UngatedWrite WriteOf(const Call& call) { return {call, Scope::Tenant(call.scope), call.scope}; }

// Looks at families as a contract has them today.
class Judge {
 public:
  Judge(ScopedTransaction& transaction, const TenantScope& tenant, absl::CivilDay today)
      : day_(today),
        run_off_day_(store::HoldRunOff(transaction, tenant)),
        terms_(store::ListTerms(transaction, tenant)) {}

  Verdict Of(const domain::KeptFamily& family) const {
    return domain::JudgeOn(day_, family, run_off_day_, terms_);
  }

  // Why a family that was named cannot go; OK when it can, or has gone.
  absl::Status Refusal(const domain::KeptFamily& family) const {
    const platform::core::Metadata which = {{"family_id", family.id.ToString()}};
    switch (Of(family).kind) {
      case Verdict::Kind::kGoes:
      case Verdict::Kind::kErased:
        return absl::OkStatus();
      case Verdict::Kind::kHeld:
        return Held(which);
      case Verdict::Kind::kOpen:
        return CaseOpen(which);
      case Verdict::Kind::kKept:
        break;
    }
    if (!domain::IsClosed(family) && !(run_off_day_ && *run_off_day_ < day_)) {
      return CaseOpen(which);
    }
    return Error(StatusCode::kFailedPrecondition, "NOT_DUE",
                 "no term of this family is over, and it did not ask to be erased", which);
  }

  // Says the same for a legal hold and for a concern, of which coordinators do not learn.
  static absl::Status Held(const platform::core::Metadata& which) {
    return Error(StatusCode::kFailedPrecondition, "LEGAL_HOLD",
                 "a legal hold, or another duty to keep it, keeps the file of this family", which);
  }

 private:
  static absl::Status CaseOpen(const platform::core::Metadata& which) {
    return Error(StatusCode::kFailedPrecondition, "CASE_OPEN",
                 "close the case of this family first", which);
  }

  const absl::CivilDay day_;
  const std::optional<absl::CivilDay> run_off_day_;
  const std::vector<domain::RetentionTerm> terms_;
};

// The files that some families have in the other contracts of the municipality, where they came
// from or were carried over to. The same key opens them all, so that none goes while another stays.
struct Elsewhere {
  // A duty keeps a file there, it may not go today, or it is on no approved list: in which
  // contract.
  std::map<domain::FamilyId, ContractId> held;
  std::map<domain::FamilyId, ContractId> staying;
  std::map<domain::FamilyId, ContractId> not_approved;

  // Of `family`, or of one that it was merged with.
  static std::optional<ContractId> Find(const std::map<domain::FamilyId, ContractId>& found,
                                        const domain::KeptFamily& family) {
    for (const domain::FamilyId& each : family.together) {
      if (const auto contract = found.find(each); contract != found.end()) {
        return contract->second;
      }
    }
    return std::nullopt;
  }
};

// All contracts of the municipality, which no transaction under the scope of one can see.
absl::StatusOr<std::vector<ContractId>> ContractsOf(const Means& means, const Call& call) {
  const std::string& municipality = call.scope.municipality;
  return means.database.Run(
      Scope::Municipality(municipality),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<ContractId>> {
        return store::ContractsOf(transaction, municipality, std::nullopt);
      });
}

absl::StatusOr<Elsewhere> LookElsewhere(ScopedTransaction& transaction, const Call& call,
                                        const std::vector<ContractId>& contracts,
                                        const std::vector<domain::KeptFamily>& families) {
  std::set<domain::FamilyId> ids;
  for (const domain::KeptFamily& family : families) {
    ids.insert(family.together.begin(), family.together.end());
  }
  const std::vector<domain::FamilyId> wanted(ids.begin(), ids.end());
  Elsewhere elsewhere;
  for (const ContractId& contract : contracts) {
    if (contract == call.scope.contract) {
      continue;
    }
    const TenantScope there = {call.scope.municipality, contract};
    BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(there)));
    const Judge judge(transaction, there, call.today);
    const std::set<domain::FamilyId> approved = store::ApprovedOf(transaction, there, wanted);
    for (const domain::KeptFamily& family :
         store::ReadKept(transaction, there, wanted, call.today)) {
      const Verdict::Kind kind = judge.Of(family).kind;
      if (kind == Verdict::Kind::kErased) {
        continue;
      }
      if (family.held || kind == Verdict::Kind::kHeld) {
        elsewhere.held.emplace(family.id, contract);
      }
      if (kind != Verdict::Kind::kGoes) {
        elsewhere.staying.emplace(family.id, contract);
      }
      if (!approved.contains(family.id)) {
        elsewhere.not_approved.emplace(family.id, contract);
      }
    }
  }
  BUURTBRUG_RETURN_IF_ERROR(transaction.Enter(Scope::Tenant(call.scope)));
  return elsewhere;
}

// Why a family that may go here cannot, for its files in other contracts.
absl::Status RefusalElsewhere(const Elsewhere& elsewhere, const domain::KeptFamily& family,
                              bool carrying_out) {
  const platform::core::Metadata which = {{"family_id", family.id.ToString()}};
  if (Elsewhere::Find(elsewhere.held, family)) {
    return Judge::Held(which);
  }
  std::optional<ContractId> contract = Elsewhere::Find(elsewhere.staying, family);
  if (!contract && carrying_out) {
    contract = Elsewhere::Find(elsewhere.not_approved, family);
  }
  if (contract) {
    return Error(StatusCode::kFailedPrecondition, "FAMILY_ELSEWHERE",
                 "this family has a file in another contract too, which the same key opens: have a "
                 "list with it approved there first",
                 {{"family_id", family.id.ToString()}, {"contract_id", contract->ToString()}});
  }
  return absl::OkStatus();
}

// With all that were merged with it.
void Count(const domain::KeptFamily& family, const Verdict& verdict, Proposal& proposal) {
  domain::DestructionList& list = proposal.list;
  if (verdict.kind == Verdict::Kind::kHeld) {
    ++list.held;
  } else if (verdict.kind == Verdict::Kind::kOpen) {
    ++list.open;
  } else if (verdict.kind == Verdict::Kind::kGoes) {
    for (const domain::FamilyId& id : family.together) {
      ++list.families;
      ++(verdict.reason == domain::DestructionReason::kRequested ? list.requested : list.term_over);
      proposal.items.push_back(
          {id, domain::ClassesOf(family).front(), verdict.reason, verdict.since});
    }
  }
}

// Whether `family` still fits on the list.
bool Fits(const domain::KeptFamily& family, const Proposal& proposal) {
  return proposal.list.families + static_cast<int>(family.together.size()) <=
         domain::kMostDestroyed;
}

absl::StatusOr<Proposal> OfNamed(ScopedTransaction& transaction, const Call& call,
                                 const Judge& judge, const std::vector<ContractId>& contracts,
                                 const std::vector<domain::FamilyId>& families) {
  const std::set<domain::FamilyId> named(families.begin(), families.end());
  const std::vector<domain::KeptFamily> kept =
      store::LockKept(transaction, call.scope, {named.begin(), named.end()}, call.today);
  if (kept.size() < named.size()) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no such family in this contract", {{"field", "family_ids"}});
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const Elsewhere elsewhere,
                             LookElsewhere(transaction, call, contracts, kept));
  Proposal proposal;
  std::set<domain::FamilyId> counted;
  for (const domain::KeptFamily& family : kept) {
    if (counted.contains(family.id)) {
      continue;
    }
    BUURTBRUG_RETURN_IF_ERROR(judge.Refusal(family));
    if (family.erased) {
      return Error(StatusCode::kNotFound, "FAMILY_ERASED", "the family was erased before",
                   {{"family_id", family.id.ToString()}});
    }
    BUURTBRUG_RETURN_IF_ERROR(RefusalElsewhere(elsewhere, family, false));
    if (!Fits(family, proposal)) {
      return platform::core::InvalidField("family_ids", "OUT_OF_RANGE",
                                          "with those that were merged with them, these are too "
                                          "many for one list");
    }
    Count(family, judge.Of(family), proposal);
    counted.insert(family.together.begin(), family.together.end());
  }
  return proposal;
}

absl::StatusOr<Proposal> OfAll(ScopedTransaction& transaction, const Call& call, const Judge& judge,
                               const std::vector<ContractId>& contracts) {
  Proposal proposal;
  std::set<domain::FamilyId> counted;
  platform::core::Page page;
  page.size = kScanned;
  while (true) {
    const std::vector<domain::KeptFamily> kept =
        store::ScanKept(transaction, call.scope, page, call.today);
    BUURTBRUG_ASSIGN_OR_RETURN(const Elsewhere elsewhere,
                               LookElsewhere(transaction, call, contracts, kept));
    for (const domain::KeptFamily& family : kept) {
      if (counted.contains(family.id)) {
        continue;
      }
      Verdict verdict = judge.Of(family);
      if (verdict.kind == Verdict::Kind::kGoes) {
        if (!Fits(family, proposal)) {
          return proposal;
        }
        if (Elsewhere::Find(elsewhere.held, family)) {
          verdict.kind = Verdict::Kind::kHeld;
        } else if (Elsewhere::Find(elsewhere.staying, family)) {
          verdict.kind = Verdict::Kind::kOpen;
        }
      }
      Count(family, verdict, proposal);
      counted.insert(family.together.begin(), family.together.end());
    }
    if (static_cast<int>(kept.size()) < page.size) {
      return proposal;
    }
    page.after = kept.back().id.value();
  }
}

absl::StatusOr<Proposal> Propose(ScopedTransaction& transaction, const Call& call,
                                 const std::vector<ContractId>& contracts,
                                 const std::vector<domain::FamilyId>& families) {
  const Judge judge(transaction, call.scope, call.today);
  Proposal proposal;
  if (families.empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(proposal, OfAll(transaction, call, judge, contracts));
  } else {
    BUURTBRUG_ASSIGN_OR_RETURN(proposal, OfNamed(transaction, call, judge, contracts, families));
  }
  if (proposal.items.empty()) {
    return Error(StatusCode::kFailedPrecondition, "NOTHING_DUE",
                 "no family of this contract is due, or may go");
  }
  proposal.list.proposed_at = call.now;
  proposal.list.proposed_by = call.caller.subject;
  proposal.list.version = 1;
  return proposal;
}

std::vector<domain::FamilyId> FamiliesOf(const std::vector<domain::DestructionItem>& items) {
  std::vector<domain::FamilyId> families;
  families.reserve(items.size());
  for (const domain::DestructionItem& item : items) {
    families.push_back(item.family);
  }
  return families;
}

}  // namespace

absl::StatusOr<Receipt> Destruction::SetTerm(const Call& call, domain::DataClass data_class,
                                             domain::TermFrom from, std::optional<int> months) {
  return WriteOnce(means_.database, WriteOf(call), on_facts_,
                   [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                     store::InsertTerm(transaction, call.scope, data_class, from, months, call.now,
                                       call.caller.subject);
                     return Written{{call.scope.contract.value(), 1}, {}};
                   });
}

absl::StatusOr<std::vector<domain::RetentionTerm>> Destruction::ListTerms(const Call& call) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::RetentionTerm>> {
        return store::ListTerms(transaction, call.scope);
      });
}

absl::StatusOr<Receipt> Destruction::RequestErasure(const Call& call,
                                                    const domain::FamilyId& family,
                                                    absl::CivilDay requested_on) {
  if (requested_on > call.today) {
    return platform::core::InvalidField("requested_on", "OCCURRED_IN_FUTURE",
                                        "record it on or after the day on which the family asks");
  }
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        BUURTBRUG_RETURN_IF_ERROR(means_.vault.Find(transaction, call.scope, family).status());
        store::InsertErasureRequest(transaction, call.scope, family, requested_on, call.now,
                                    call.caller.subject);
        return Written{{family.value(), 1}, {}};
      });
}

absl::StatusOr<Receipt> Destruction::WithdrawErasure(const Call& call,
                                                     const domain::FamilyId& family,
                                                     absl::CivilDay withdrawn_on) {
  if (withdrawn_on > call.today) {
    return platform::core::InvalidField("withdrawn_on", "OCCURRED_IN_FUTURE",
                                        "record it on or after the day on which the family asks");
  }
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        std::vector<domain::FamilyId> together;
        for (const domain::KeptFamily& one :
             store::ReadKept(transaction, call.scope, {family}, call.today)) {
          together = one.together;
        }
        const std::vector<domain::KeptFamily> kept =
            store::LockKept(transaction, call.scope, together, call.today);
        BUURTBRUG_RETURN_IF_ERROR(store::LockFamily(transaction, call.scope, family).status());
        BUURTBRUG_RETURN_IF_ERROR(means_.vault.Find(transaction, call.scope, family).status());
        const bool asked = std::any_of(kept.begin(), kept.end(),
                                       [](const auto& each) { return each.requested_on; });
        if (asked && withdrawn_on < store::LastErasureRequest(transaction, call.scope, together)) {
          return Error(StatusCode::kFailedPrecondition, "STEP_TOO_EARLY",
                       "this day lies before the one on which the family asked",
                       {{"field", "withdrawn_on"}});
        }
        if (!store::WithdrawErasureRequests(transaction, call.scope, together, withdrawn_on,
                                            call.now, call.caller.subject)) {
          return Error(StatusCode::kFailedPrecondition, "NOT_REQUESTED",
                       "the family did not ask to be erased, or took it back before");
        }
        return Written{{family.value(), 1}, {}};
      });
}

absl::StatusOr<Proposal> Destruction::Preview(const Call& call,
                                              const std::vector<domain::FamilyId>& families) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> contracts, ContractsOf(means_, call));
  return means_.database.Run(Scope::Tenant(call.scope),
                             [&](ScopedTransaction& transaction) -> absl::StatusOr<Proposal> {
                               return app::Propose(transaction, call, contracts, families);
                             });
}

absl::StatusOr<Proposal> Destruction::Propose(const Call& call,
                                              const std::vector<domain::FamilyId>& families) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> contracts, ContractsOf(means_, call));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const Receipt receipt,
      WriteOnce(means_.database, WriteOf(call), on_facts_,
                [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                  BUURTBRUG_ASSIGN_OR_RETURN(Proposal proposal,
                                             app::Propose(transaction, call, contracts, families));
                  proposal.list.id = domain::DestructionListId(NewUuid(call.now, means_.random));
                  store::InsertList(transaction, call.scope, proposal.list, proposal.items);
                  return Written{{proposal.list.id.value(), 1}, {}};
                }));
  return Get(call, domain::DestructionListId(receipt.subject));
}

absl::StatusOr<Proposal> Destruction::Get(const Call& call, const domain::DestructionListId& id) {
  return means_.database.Run(
      Scope::Tenant(call.scope), [&](ScopedTransaction& transaction) -> absl::StatusOr<Proposal> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::DestructionList list,
                                   store::ReadList(transaction, call.scope, id));
        return Proposal{std::move(list), store::ListItems(transaction, call.scope, id)};
      });
}

absl::StatusOr<std::vector<domain::DestructionList>> Destruction::List(
    const Call& call, const platform::core::Page& page) {
  return means_.database.Run(
      Scope::Tenant(call.scope),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<domain::DestructionList>> {
        return store::ListLists(transaction, call.scope, page);
      });
}

absl::StatusOr<Receipt> Destruction::Approve(const Call& call, const domain::DestructionListId& id,
                                             int64_t expected_version) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> contracts, ContractsOf(means_, call));
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::DestructionList list,
                                   store::LockList(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, list.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckApproval(list, call.caller.subject));
        const Judge judge(transaction, call.scope, call.today);
        const std::vector<domain::KeptFamily> families =
            store::LockKept(transaction, call.scope,
                            FamiliesOf(store::ListItems(transaction, call.scope, id)), call.today);
        BUURTBRUG_ASSIGN_OR_RETURN(const Elsewhere elsewhere,
                                   LookElsewhere(transaction, call, contracts, families));
        for (const domain::KeptFamily& family : families) {
          if (family.held || judge.Of(family).kind == Verdict::Kind::kHeld ||
              Elsewhere::Find(elsewhere.held, family)) {
            return Judge::Held({});
          }
        }
        list.approvals.push_back({call.now, call.caller.subject});
        if (static_cast<int>(list.approvals.size()) == domain::kApprovalsNeeded) {
          list.state = domain::ListState::kApproved;
        }
        ++list.version;
        store::AddApproval(transaction, call.scope, list);
        return Written{{id.value(), list.version}, {}};
      });
}

absl::StatusOr<Receipt> Destruction::CarryOut(const Call& call, const domain::DestructionListId& id,
                                              int64_t expected_version) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<ContractId> contracts, ContractsOf(means_, call));
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::DestructionList list,
                                   store::LockList(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, list.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckCarryOut(list));
        const std::vector<domain::DestructionItem> items =
            store::ListItems(transaction, call.scope, id);
        const Judge judge(transaction, call.scope, call.today);
        const std::vector<domain::FamilyId> listed = FamiliesOf(items);
        const std::vector<domain::KeptFamily> families =
            store::LockKept(transaction, call.scope, listed, call.today);
        BUURTBRUG_ASSIGN_OR_RETURN(const Elsewhere elsewhere,
                                   LookElsewhere(transaction, call, contracts, families));
        std::vector<domain::FamilyId> erased;
        Written written;
        for (const domain::KeptFamily& family : families) {
          BUURTBRUG_RETURN_IF_ERROR(judge.Refusal(family));
          if (!family.erased) {
            BUURTBRUG_RETURN_IF_ERROR(RefusalElsewhere(elsewhere, family, true));
            if (!std::includes(listed.begin(), listed.end(), family.together.begin(),
                               family.together.end())) {
              return Error(StatusCode::kFailedPrecondition, "MERGED_SINCE",
                           "a family was merged with one on this list since: make a new list",
                           {{"family_id", family.id.ToString()}});
            }
            BUURTBRUG_RETURN_IF_ERROR(
                means_.vault.Destroy(transaction, call.scope, family.id, call.now));
            erased.push_back(family.id);
            written.facts.push_back(
                store::FamilyErased(NewUuid(call.now, means_.random), family.id, call.today));
          }
        }
        store::EraseFamilies(transaction, call.scope, erased, call.now);
        list.state = domain::ListState::kCarriedOut;
        list.carried_out_at = call.now;
        list.carried_out_by = call.caller.subject;
        list.erased = static_cast<int>(erased.size());
        ++list.version;
        store::PutCarriedOut(transaction, call.scope, list, domain::ProofText(list, items));
        written.receipt = {id.value(), list.erased};
        return written;
      });
}

absl::StatusOr<domain::DestructionList> Destruction::Proof(const Call& call,
                                                           const domain::DestructionListId& id) {
  BUURTBRUG_ASSIGN_OR_RETURN(Proposal proposal, Get(call, id));
  if (proposal.list.state != domain::ListState::kCarriedOut) {
    return Error(StatusCode::kFailedPrecondition, "NOT_CARRIED_OUT",
                 "nothing was destroyed by this list yet");
  }
  return std::move(proposal.list);
}

}  // namespace buurtbrug::registration::app
