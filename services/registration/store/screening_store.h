#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/civil_time.h"
#include "platform/core/personal.h"
#include "platform/core/scope.h"
#include "platform/core/uuid.h"
#include "platform/feed/entry.h"
#include "platform/postgres/database.h"
#include "registration/domain/screening_steps.h"
#include "registration/store/vault.h"

// Steps of the screening, and what is derived from them for lists. Every function works within the
// given transaction.
namespace buurtbrug::registration::store {

// What is personal in a step.
struct ScreeningTexts {
  platform::core::Personal seen_by = {};
  platform::core::Personal approver = {};
  platform::core::Personal note = {};
};

// The family has the version `step.number` from then on.
void AppendScreeningStep(ScopedTransaction& transaction, const TenantScope& tenant,
                         const FamilyKey& key, const domain::ScreeningStep& step,
                         const ScreeningTexts& texts);

// In the order of their numbers.
std::vector<domain::ScreeningStep> ReadScreeningSteps(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const domain::FamilyId& family);

struct ScreeningRecord {
  domain::ScreeningStep step;
  ScreeningTexts texts;
};
// With what is sealed. DATA_LOSS SEAL_BROKEN.
absl::StatusOr<std::vector<ScreeningRecord>> ReadScreeningRecords(ScopedTransaction& transaction,
                                                                  const TenantScope& tenant,
                                                                  const FamilyKey& key);

// What lists are made of, as judged on `today`.
struct ReadinessRow {
  std::optional<absl::CivilDay> ready_from = {};
  std::optional<absl::CivilDay> ready_until = {};
  std::optional<absl::CivilDay> remind_from = {};
  // The first day on which this does not hold any more; nothing: it holds for ever.
  std::optional<absl::CivilDay> recheck_on = {};
  int protocols = 0;
  // The days on which the family is ready, without those that are over.
  std::vector<domain::Interval> spans = {};
};
ReadinessRow RowOf(const domain::Timeline& timeline, const std::vector<domain::Reminder>& reminders,
                   const std::vector<domain::ProtocolVersion>& protocols, absl::CivilDay today);

// The fact to be told when the spans are not those that were told before.
std::optional<platform::feed::Fact> PutReadiness(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::FamilyId& family,
                                                 const ReadinessRow& row, absl::CivilDay today,
                                                 const platform::core::Uuid& event_id);

void PutVogDesk(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, const std::vector<domain::VogDeskEntry>& entries);

// One page of the desk: entries behind this one.
struct DeskPage {
  int size = 50;
  // Nothing: from the first.
  std::optional<absl::CivilDay> action_from = {};
  domain::FamilyId family = {};
  domain::PersonRef person = {domain::PersonKind::kAdult, 0};
};
struct DeskRow {
  domain::FamilyId family;
  domain::VogDeskEntry entry;
};
// Open cases, with something to do by `today`; the longest first.
std::vector<DeskRow> ListVogDesk(ScopedTransaction& transaction, const TenantScope& tenant,
                                 domain::VogStatus status, absl::CivilDay today,
                                 const DeskPage& page);

struct LapsePage {
  int size = 50;
  // Nothing: from the first.
  std::optional<absl::CivilDay> ready_until = {};
  domain::FamilyId family = {};
};
struct LapseRow {
  domain::FamilyId family;
  absl::CivilDay ready_from;
  absl::CivilDay ready_until;
  std::optional<absl::CivilDay> remind_from;
};
// Open cases that are ready for the last time before `day`; the earliest first.
std::vector<LapseRow> ListLapses(ScopedTransaction& transaction, const TenantScope& tenant,
                                 absl::CivilDay day, const LapsePage& page);

// Support families behind `behind` whose derived rows are out of date, held until the end of the
// transaction; without those that another one holds.
std::vector<domain::FamilyId> HoldStale(ScopedTransaction& transaction, const TenantScope& tenant,
                                        int protocols, absl::CivilDay today,
                                        const domain::FamilyId& behind, int most);

}  // namespace buurtbrug::registration::store
