#include "registration/store/profile_store.h"

#include <google/protobuf/util/json_util.h>

#include <nlohmann/json.hpp>
#include <pqxx/result>
#include <utility>

#include "buurtbrug/matching/v1/events.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/profile_message.h"
#include "registration/store/profile_sql.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;
using core::Personal;
using postgres::Param;

constexpr char kSealed[] = "profile_steps.sealed";
// Urgency and priority of a family together: the list is in the order of the column `priority`.
constexpr int kPriorities = domain::kMostUrgency + 1;
constexpr char kRemark[] = "remark";

template <typename Message>
Personal JsonOf(const Message& message) {
  std::string json;
  // Of a message in memory: cannot fail.
  (void)google::protobuf::util::MessageToJsonString(message, &json);
  return Personal(std::move(json));
}

absl::Status Unreadable() {
  return core::Error(absl::StatusCode::kDataLoss, "SEAL_BROKEN",
                     "what is stored of the family cannot be read");
}

// A row of kReadProfileStep.
absl::StatusOr<Personal> Open(const FamilyKey& key, const pqxx::row& row) {
  return key.Open(kSealed, row["number"].as<int64_t>(), postgres::ReadBytes(row["sealed"]));
}

// The text of the step; nothing where it is not there.
struct OpenedStep {
  absl::CivilDay occurred_on;
  Personal text;
};
absl::StatusOr<std::optional<OpenedStep>> ReadStep(ScopedTransaction& transaction,
                                                   const TenantScope& tenant, const FamilyKey& key,
                                                   int64_t number) {
  const pqxx::result rows = transaction.Run(
      sql::kReadProfileStep, {tenant.municipality, tenant.contract, key.family(), number});
  if (rows.empty()) {
    return std::optional<OpenedStep>();
  }
  OpenedStep step;
  step.occurred_on = postgres::ReadDay(rows[0]["occurred_on"]);
  BUURTBRUG_ASSIGN_OR_RETURN(step.text, Open(key, rows[0]));
  return std::optional<OpenedStep>(std::move(step));
}

template <typename Message>
absl::Status Parse(const Personal& text, Message& message) {
  google::protobuf::util::JsonParseOptions options;
  options.ignore_unknown_fields = true;
  return google::protobuf::util::JsonStringToMessage(text.Reveal(), &message, options).ok()
             ? absl::OkStatus()
             : Unreadable();
}

absl::StatusOr<Personal> RemarkOf(const Personal& text) {
  const nlohmann::json object = nlohmann::json::parse(text.Reveal(), nullptr, false);
  if (!object.is_object() || !object.contains(kRemark) || !object[kRemark].is_string()) {
    return Unreadable();
  }
  return Personal(object[kRemark].get<std::string>());
}

template <typename Enum>
std::optional<int> NumberOf(const std::optional<Enum>& value) {
  return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

}  // namespace

domain::Listing ReadListing(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family) {
  domain::Listing listing;
  const pqxx::result rows =
      transaction.Run(sql::kReadListing, {tenant.municipality, tenant.contract, family});
  if (rows.empty()) {
    return listing;
  }
  const pqxx::row row = rows[0];
  listing.steps = row["steps"].as<int64_t>();
  listing.profile_step = row["profile_step"].as<int64_t>();
  listing.urgency_step = row["urgency_step"].as<int64_t>();
  listing.contact_step = row["contact_step"].as<int64_t>();
  listing.kinds = domain::KindsOf(row["kinds"].as<int32_t>());
  listing.children = postgres::ReadNumbers(row["children"]);
  listing.capacity = row["capacity"].as<int>();
  listing.urgency = kPriorities - row["priority"].as<int>();
  listing.intake_on = postgres::ReadOptionalDay(row["intake_on"]);
  listing.willing_on = postgres::ReadOptionalDay(row["willing_on"]);
  listing.paused_until = postgres::ReadOptionalDay(row["paused_until"]);
  listing.contact_on = postgres::ReadOptionalDay(row["contact_on"]);
  if (const auto contact = postgres::ReadOptional<int>(row["contact"])) {
    listing.contact = static_cast<domain::ContactKind>(*contact);
  }
  listing.waiting_since = postgres::ReadOptionalDay(row["waiting_since"]);
  listing.free_since = postgres::ReadOptionalDay(row["free_since"]);
  listing.matches = row["matches"].as<int>();
  listing.met = row["met"].as<int>();
  return listing;
}

void AppendProfileStep(ScopedTransaction& transaction, const TenantScope& tenant,
                       const FamilyKey& key, const domain::Listing& after,
                       const domain::ProfileStep& step) {
  const Param sealed = step.text.empty() ? Param(std::nullopt)
                                         : Param::Bytes(key.Seal(kSealed, after.steps, step.text));
  transaction.Run(sql::kAppendProfileStep, {tenant.municipality,
                                            tenant.contract,
                                            key.family(),
                                            after.steps,
                                            after.profile_step,
                                            after.urgency_step,
                                            after.contact_step,
                                            domain::MaskOf(after.kinds),
                                            after.children,
                                            after.capacity,
                                            kPriorities - after.urgency,
                                            after.intake_on,
                                            after.willing_on,
                                            after.paused_until,
                                            after.contact_on,
                                            NumberOf(after.contact),
                                            static_cast<int>(step.kind),
                                            step.occurred_on,
                                            step.recorded_at,
                                            step.recorded_by,
                                            step.correction,
                                            step.code,
                                            step.day,
                                            step.about,
                                            sealed});
  if (step.kind == domain::ProfileKind::kNeeds) {
    // Which of them are met already, by the matches that are known now.
    transaction.Run(sql::kCountMatches, {tenant.municipality, tenant.contract, key.family()});
  }
}

void FollowStep(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyHead& after, const domain::FamilyStep& step) {
  using domain::StepKind;
  const bool ends = domain::IsClosed(after.state);
  if (ends || step.kind == StepKind::kIntakeDone || step.kind == StepKind::kScreeningDone ||
      step.kind == StepKind::kResumed) {
    transaction.Run(sql::kFollowStep,
                    {tenant.municipality, tenant.contract, after.id, static_cast<int>(step.kind),
                     step.occurred_on, after.capacity});
  }
}

Personal TextOfIntake(const domain::Intake& intake) {
  v1::Intake message;
  Write(intake, message);
  return JsonOf(message);
}

Personal TextOfOffer(const domain::Offer& offer) {
  v1::Offer message;
  Write(offer, message);
  return JsonOf(message);
}

Personal TextOfRemark(const Personal& remark) {
  return Personal(nlohmann::json{{kRemark, remark.Reveal()}}.dump());
}

absl::StatusOr<std::optional<DatedIntake>> ReadIntake(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const FamilyKey& key, int64_t number) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto step, ReadStep(transaction, tenant, key, number));
  if (!step) {
    return std::optional<DatedIntake>();
  }
  v1::Intake message;
  BUURTBRUG_RETURN_IF_ERROR(Parse(step->text, message));
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Intake intake, Read(message));
  return std::optional<DatedIntake>(DatedIntake{step->occurred_on, std::move(intake)});
}

absl::StatusOr<std::optional<DatedOffer>> ReadOffer(ScopedTransaction& transaction,
                                                    const TenantScope& tenant, const FamilyKey& key,
                                                    int64_t number) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto step, ReadStep(transaction, tenant, key, number));
  if (!step) {
    return std::optional<DatedOffer>();
  }
  v1::Offer message;
  BUURTBRUG_RETURN_IF_ERROR(Parse(step->text, message));
  BUURTBRUG_ASSIGN_OR_RETURN(domain::Offer offer, Read(message));
  return std::optional<DatedOffer>(DatedOffer{step->occurred_on, std::move(offer)});
}

absl::StatusOr<domain::Remark> ReadRemark(ScopedTransaction& transaction, const TenantScope& tenant,
                                          const FamilyKey& key, int64_t number) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto step, ReadStep(transaction, tenant, key, number));
  domain::Remark remark;
  if (step) {
    remark.occurred_on = step->occurred_on;
    BUURTBRUG_ASSIGN_OR_RETURN(remark.text, RemarkOf(step->text));
  }
  return remark;
}

absl::StatusOr<std::vector<domain::ReferralOn>> ReadReferralsOn(ScopedTransaction& transaction,
                                                                const TenantScope& tenant,
                                                                const FamilyKey& key) {
  std::vector<domain::ReferralOn> referrals;
  for (const auto& row : transaction.Run(sql::kReadReferralsOn,
                                         {tenant.municipality, tenant.contract, key.family()})) {
    const int code = row["code"].as<int>();
    const absl::CivilDay day = postgres::ReadDay(row["occurred_on"]);
    if (static_cast<domain::ProfileKind>(row["kind"].as<int>()) ==
        domain::ProfileKind::kReferredOn) {
      domain::ReferralOn referral;
      referral.number = row["number"].as<int64_t>();
      referral.destination = static_cast<domain::Destination>(code);
      referral.reason.occurred_on = day;
      BUURTBRUG_ASSIGN_OR_RETURN(const Personal text, Open(key, row));
      BUURTBRUG_ASSIGN_OR_RETURN(referral.reason.text, RemarkOf(text));
      referrals.push_back(std::move(referral));
      continue;
    }
    const int64_t about = row["about"].as<int64_t>();
    for (domain::ReferralOn& referral : referrals) {
      if (referral.number == about) {
        referral.outcome = static_cast<domain::Outcome>(code);
        referral.outcome_on = day;
      }
    }
  }
  return referrals;
}

absl::StatusOr<absl::CivilDay> ReferredOnDay(ScopedTransaction& transaction,
                                             const TenantScope& tenant,
                                             const domain::FamilyId& family, int64_t number) {
  const pqxx::result rows = transaction.Run(sql::kReadProfileStep,
                                            {tenant.municipality, tenant.contract, family, number});
  if (rows.empty() || static_cast<domain::ProfileKind>(rows[0]["kind"].as<int>()) !=
                          domain::ProfileKind::kReferredOn) {
    return core::Error(absl::StatusCode::kNotFound, "REFERRAL_ON_NOT_FOUND",
                       "the family was not referred on under this number", {{"field", "number"}});
  }
  return postgres::ReadDay(rows[0]["occurred_on"]);
}

std::vector<ListedFamily> ListWaiting(ScopedTransaction& transaction, const TenantScope& tenant,
                                      const WaitingPlace& behind,
                                      const std::vector<domain::SupportKind>& kinds, int size) {
  transaction.Run(sql::kInOrder);
  std::vector<ListedFamily> families;
  for (const auto& row : transaction.Run(
           sql::kListWaiting, {tenant.municipality, tenant.contract, kPriorities - behind.urgency,
                               behind.waiting_since, behind.family, domain::MaskOf(kinds), size})) {
    ListedFamily listed;
    listed.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    listed.listing.urgency = kPriorities - row["priority"].as<int>();
    listed.listing.waiting_since = postgres::ReadDay(row["waiting_since"]);
    listed.listing.kinds = domain::KindsOf(row["kinds"].as<int32_t>());
    listed.listing.children = postgres::ReadNumbers(row["children"]);
    listed.listing.matches = row["matches"].as<int>();
    listed.listing.met = row["met"].as<int>();
    families.push_back(std::move(listed));
  }
  return families;
}

std::vector<ListedFamily> ListFree(ScopedTransaction& transaction, const TenantScope& tenant,
                                   const FreePlace& behind, int size) {
  transaction.Run(sql::kInOrder);
  std::vector<ListedFamily> families;
  for (const auto& row : transaction.Run(
           sql::kListFree,
           {tenant.municipality, tenant.contract, behind.free_since, behind.family, size})) {
    ListedFamily listed;
    listed.family = postgres::ReadId<domain::FamilyId>(row["family_id"]);
    listed.listing.free_since = postgres::ReadDay(row["free_since"]);
    listed.listing.kinds = domain::KindsOf(row["kinds"].as<int32_t>());
    listed.listing.capacity = row["capacity"].as<int>();
    listed.listing.willing_on = postgres::ReadOptionalDay(row["willing_on"]);
    listed.listing.paused_until = postgres::ReadOptionalDay(row["paused_until"]);
    listed.listing.contact_on = postgres::ReadOptionalDay(row["contact_on"]);
    if (const auto contact = postgres::ReadOptional<int>(row["contact"])) {
      listed.listing.contact = static_cast<domain::ContactKind>(*contact);
    }
    families.push_back(std::move(listed));
  }
  return families;
}

void PutAgesDue(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, std::optional<absl::CivilDay> due_on) {
  transaction.Run(sql::kPutAgesDue, {tenant.municipality, tenant.contract, family, due_on});
}

std::vector<domain::FamilyId> HoldAgesDue(ScopedTransaction& transaction, const TenantScope& tenant,
                                          absl::CivilDay day, const domain::FamilyId& behind,
                                          int most) {
  std::vector<domain::FamilyId> families;
  for (const auto& row : transaction.Run(
           sql::kHoldAgesDue, {tenant.municipality, tenant.contract, day, behind, most})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return families;
}

platform::feed::Fact FamilyProfileChanged(const platform::core::Uuid& event_id,
                                          absl::CivilDay occurred_on, const domain::Family& family,
                                          const domain::Listing& listing,
                                          const ProfileParts& parts) {
  v1::FamilyProfileChanged event;
  event.set_family_id(family.head.id.ToString());
  event.set_role(static_cast<v1::FamilyRole>(family.head.role));
  event.set_area(domain::AreaOf(family.postcode));
  if (parts.intake) {
    WriteProfile(*parts.intake, event);
  }
  if (parts.offer) {
    WriteProfile(*parts.offer, event);
  }
  event.set_pool_consent(parts.pool_consent);
  if (family.head.role == domain::FamilyRole::kRequest) {
    event.set_urgency(listing.urgency);
  }
  if (listing.willing_on) {
    event.set_willing_on(core::FormatDay(*listing.willing_on));
  }
  if (listing.paused_until) {
    event.set_paused_until(core::FormatDay(*listing.paused_until));
  }
  int number = 0;
  for (const absl::CivilDay birth : family.child_birth_dates) {
    v1::ChildAge& child = *event.add_children();
    child.set_number(++number);
    child.set_years(domain::AgeOn(birth, occurred_on));
  }
  return platform::feed::MakeFact(event_id, occurred_on, event);
}

RunningMatch RunningMatchOf(ScopedTransaction& transaction, const TenantScope& tenant,
                            const domain::FamilyId& family) {
  const pqxx::result rows =
      transaction.Run(sql::kRunningMatch, {tenant.municipality, tenant.contract, family});
  if (rows.empty()) {
    return RunningMatch::kNone;
  }
  return rows[0]["elsewhere"].as<bool>() ? RunningMatch::kElsewhere : RunningMatch::kHere;
}

namespace {

struct MatchTold {
  std::string match;
  // None: it is a family of another contract.
  std::optional<std::string> request_family;
  std::string support_family;
  matching::v1::MatchState state = matching::v1::MATCH_STATE_UNSPECIFIED;
  // None: they were not told.
  std::vector<int32_t> children = {};
  std::optional<absl::CivilDay> matched_on = {};
  std::optional<absl::CivilDay> ended_on = {};
  std::optional<core::PoolAgreementId> pool_agreement = {};
};

absl::Status PutMatch(ScopedTransaction& transaction, const platform::feed::Entry& entry,
                      const MatchTold& told) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::MatchId match,
                             core::MatchId::Parse("match_id", told.match));
  const auto put = [&](const std::string& raw, const std::vector<int32_t>& children) {
    BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                               domain::FamilyId::Parse("family_id", raw));
    transaction.Run(sql::kPutFamilyMatch,
                    {entry.tenant.municipality, entry.tenant.contract, family, match,
                     static_cast<int>(told.state), entry.position.sequence, told.matched_on,
                     told.ended_on, children, told.pool_agreement});
    transaction.Run(sql::kCountMatches, {entry.tenant.municipality, entry.tenant.contract, family});
    return absl::OkStatus();
  };
  if (told.request_family) {
    BUURTBRUG_RETURN_IF_ERROR(put(*told.request_family, told.children));
  }
  return put(told.support_family, {});
}

// A sustained match is not: the families go on, without the coordinator.
bool IsOver(matching::v1::MatchState state) {
  return state >= matching::v1::MATCH_STATE_DECLINED &&
         state <= matching::v1::MATCH_STATE_COMPLETED;
}

}  // namespace

absl::Status ApplyMatching(ScopedTransaction& transaction, const platform::feed::Entry& entry) {
  matching::v1::MatchChanged changed;
  matching::v1::MatchCarriedOver carried;
  matching::v1::PooledMatchChanged pooled;
  if (entry.Read(changed)) {
    MatchTold told = {changed.match_id(),
                      changed.request_family_id(),
                      changed.support_family_id(),
                      changed.state(),
                      {changed.children().begin(), changed.children().end()}};
    if (told.state == matching::v1::MATCH_STATE_IN_TRIAL) {
      told.matched_on = entry.fact.occurred_on;
    }
    if (IsOver(told.state)) {
      told.ended_on = entry.fact.occurred_on;
    }
    return PutMatch(transaction, entry, told);
  }
  if (entry.Read(carried)) {
    MatchTold told = {carried.match_id(),
                      carried.request_family_id(),
                      carried.support_family_id(),
                      carried.state(),
                      {carried.children().begin(), carried.children().end()}};
    BUURTBRUG_ASSIGN_OR_RETURN(told.matched_on,
                               core::ParseDay("trial_first_day", carried.trial_first_day()));
    return PutMatch(transaction, entry, told);
  }
  if (entry.Read(pooled)) {
    MatchTold told = {pooled.match_id(), std::nullopt, pooled.support_family_id(), pooled.state()};
    BUURTBRUG_ASSIGN_OR_RETURN(
        told.pool_agreement,
        core::PoolAgreementId::Parse("pool_agreement_id", pooled.pool_agreement_id()));
    if (pooled.has_trial_first_day()) {
      BUURTBRUG_ASSIGN_OR_RETURN(told.matched_on,
                                 core::ParseDay("trial_first_day", pooled.trial_first_day()));
    }
    if (IsOver(told.state)) {
      told.ended_on = entry.fact.occurred_on;
    }
    return PutMatch(transaction, entry, told);
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::registration::store
