#include "registration/app/destruction.h"

#include <set>

#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "registration/store/destruction_store.h"
#include "registration/store/family_store.h"

namespace buurtbrug::registration::app {

using absl::StatusCode;
using domain::Verdict;
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

// Looks at families as the contract has them today.
class Judge {
 public:
  Judge(ScopedTransaction& transaction, const Call& call)
      : day_(call.today),
        run_off_day_(store::HoldRunOff(transaction, call.scope)),
        terms_(store::ListTerms(transaction, call.scope)) {}

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
    if (!domain::IsClosed(family.state) && !(run_off_day_ && *run_off_day_ < day_)) {
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

void Count(const domain::KeptFamily& family, const Verdict& verdict, Proposal& proposal) {
  domain::DestructionList& list = proposal.list;
  if (verdict.kind == Verdict::Kind::kHeld) {
    ++list.held;
  } else if (verdict.kind == Verdict::Kind::kOpen) {
    ++list.open;
  } else if (verdict.kind == Verdict::Kind::kGoes) {
    ++list.families;
    ++(verdict.reason == domain::DestructionReason::kRequested ? list.requested : list.term_over);
    proposal.items.push_back(
        {family.id, domain::ClassesOf(family).front(), verdict.reason, verdict.since});
  }
}

absl::StatusOr<Proposal> OfNamed(ScopedTransaction& transaction, const Call& call,
                                 const Judge& judge,
                                 const std::vector<domain::FamilyId>& families) {
  const std::set<domain::FamilyId> named(families.begin(), families.end());
  const std::vector<domain::KeptFamily> kept =
      store::LockKept(transaction, call.scope, {named.begin(), named.end()}, call.today);
  if (kept.size() < named.size()) {
    return Error(StatusCode::kNotFound, "FAMILY_NOT_FOUND",
                 "there is no such family in this contract", {{"field", "family_ids"}});
  }
  Proposal proposal;
  for (const domain::KeptFamily& family : kept) {
    BUURTBRUG_RETURN_IF_ERROR(judge.Refusal(family));
    if (family.erased) {
      return Error(StatusCode::kNotFound, "FAMILY_ERASED", "the family was erased before",
                   {{"family_id", family.id.ToString()}});
    }
    Count(family, judge.Of(family), proposal);
  }
  return proposal;
}

Proposal OfAll(ScopedTransaction& transaction, const Call& call, const Judge& judge) {
  Proposal proposal;
  platform::core::Page page;
  page.size = kScanned;
  while (true) {
    const std::vector<domain::KeptFamily> kept =
        store::ScanKept(transaction, call.scope, page, call.today);
    for (const domain::KeptFamily& family : kept) {
      Count(family, judge.Of(family), proposal);
      if (proposal.list.families == domain::kMostDestroyed) {
        return proposal;
      }
    }
    if (static_cast<int>(kept.size()) < page.size) {
      return proposal;
    }
    page.after = kept.back().id.value();
  }
}

absl::StatusOr<Proposal> Propose(ScopedTransaction& transaction, const Call& call,
                                 const std::vector<domain::FamilyId>& families) {
  const Judge judge(transaction, call);
  Proposal proposal;
  if (families.empty()) {
    proposal = OfAll(transaction, call, judge);
  } else {
    BUURTBRUG_ASSIGN_OR_RETURN(proposal, OfNamed(transaction, call, judge, families));
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

absl::StatusOr<Proposal> Destruction::Preview(const Call& call,
                                              const std::vector<domain::FamilyId>& families) {
  return means_.database.Run(Scope::Tenant(call.scope),
                             [&](ScopedTransaction& transaction) -> absl::StatusOr<Proposal> {
                               return app::Propose(transaction, call, families);
                             });
}

absl::StatusOr<Proposal> Destruction::Propose(const Call& call,
                                              const std::vector<domain::FamilyId>& families) {
  BUURTBRUG_ASSIGN_OR_RETURN(
      const Receipt receipt,
      WriteOnce(means_.database, WriteOf(call), on_facts_,
                [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
                  BUURTBRUG_ASSIGN_OR_RETURN(Proposal proposal,
                                             app::Propose(transaction, call, families));
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
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::DestructionList list,
                                   store::LockList(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, list.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckApproval(list, call.caller.subject));
        const Judge judge(transaction, call);
        for (const domain::KeptFamily& family : store::LockKept(
                 transaction, call.scope, FamiliesOf(store::ListItems(transaction, call.scope, id)),
                 call.today)) {
          if (family.held || judge.Of(family).kind == Verdict::Kind::kHeld) {
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
  return WriteOnce(
      means_.database, WriteOf(call), on_facts_,
      [&](ScopedTransaction& transaction) -> absl::StatusOr<Written> {
        BUURTBRUG_ASSIGN_OR_RETURN(domain::DestructionList list,
                                   store::LockList(transaction, call.scope, id));
        BUURTBRUG_RETURN_IF_ERROR(platform::core::CheckEtag(expected_version, list.version));
        BUURTBRUG_RETURN_IF_ERROR(domain::CheckCarryOut(list));
        const std::vector<domain::DestructionItem> items =
            store::ListItems(transaction, call.scope, id);
        const Judge judge(transaction, call);
        std::vector<domain::FamilyId> erased;
        Written written;
        for (const domain::KeptFamily& family :
             store::LockKept(transaction, call.scope, FamiliesOf(items), call.today)) {
          BUURTBRUG_RETURN_IF_ERROR(judge.Refusal(family));
          if (!family.erased) {
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
