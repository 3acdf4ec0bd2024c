#include "registration/store/screening_store.h"

#include <nlohmann/json.hpp>
#include <pqxx/result>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"
#include "registration/store/screening_sql.h"
#include "registration/store/sealed.h"

namespace buurtbrug::registration::store {
namespace {

namespace core = platform::core;
namespace postgres = platform::postgres;

constexpr char kScreeningSealed[] = "screening_steps.sealed";
// Before every day of a page.
constexpr char kNoDay[] = "-infinity";

template <typename Enum>
std::optional<Enum> ReadEnum(const pqxx::field& field) {
  const std::optional<int> number = postgres::ReadOptional<int>(field);
  return number ? std::optional<Enum>(static_cast<Enum>(*number)) : std::nullopt;
}

template <typename Enum>
std::optional<int> NumberOf(const std::optional<Enum>& value) {
  return value ? std::optional<int>(static_cast<int>(*value)) : std::nullopt;
}

std::string DayText(const std::optional<absl::CivilDay>& day) {
  return day ? core::FormatDay(*day) : "";
}

domain::ScreeningStep StepOf(const pqxx::row& row) {
  domain::ScreeningStep step;
  step.number = row["number"].as<int64_t>();
  step.kind = static_cast<domain::ScreeningStepKind>(row["kind"].as<int>());
  step.requirement = ReadEnum<domain::RequirementKind>(row["requirement"]);
  if (const auto kind = ReadEnum<domain::PersonKind>(row["person_kind"])) {
    step.person = domain::PersonRef{*kind, row["person_number"].as<int>()};
  }
  step.occurred_on = postgres::ReadDay(row["occurred_on"]);
  step.last_day = postgres::ReadOptionalDay(row["last_day"]);
  step.about = postgres::ReadOptional<int64_t>(row["about"]);
  step.by_professional = row["by_professional"].as<bool>();
  step.asks_follow_up = row["asks_follow_up"].as<bool>();
  step.outcome = ReadEnum<domain::DecisionOutcome>(row["outcome"]);
  step.capacity = row["capacity"].as<int>();
  step.recorded_at = postgres::ReadTime(row["recorded_at"]);
  step.recorded_by = row["recorded_by"].c_str();
  step.correction = row["correction"].as<bool>();
  return step;
}

std::string SpansText(const std::vector<domain::Interval>& spans) {
  return absl::StrJoin(spans, ",", [](std::string* out, const domain::Interval& span) {
    absl::StrAppend(out, core::FormatDay(span.first_day), "/", DayText(span.last_day));
  });
}

platform::feed::Fact ReadinessChanged(const core::Uuid& event_id, const domain::FamilyId& family,
                                      const std::vector<domain::Interval>& spans,
                                      absl::CivilDay today) {
  v1::ReadinessChanged event;
  event.set_family_id(family.ToString());
  for (const domain::Interval& span : spans) {
    v1::ReadySpan& out = *event.add_spans();
    out.set_first_day(core::FormatDay(span.first_day));
    out.set_last_day(DayText(span.last_day));
  }
  return platform::feed::MakeFact(event_id, today, event);
}

}  // namespace

void AppendScreeningStep(ScopedTransaction& transaction, const TenantScope& tenant,
                         const FamilyKey& key, const domain::ScreeningStep& step,
                         const ScreeningTexts& texts) {
  nlohmann::json object = nlohmann::json::object();
  for (const auto& [member, text] :
       {std::pair("seen_by", &texts.seen_by), std::pair("approver", &texts.approver),
        std::pair("note", &texts.note)}) {
    if (!text->empty()) {
      object[member] = text->Reveal();
    }
  }
  std::optional<int> person_kind, person_number;
  if (step.person) {
    person_kind = static_cast<int>(step.person->kind);
    person_number = step.person->number;
  }
  transaction.Run(
      sql::kAppendScreeningStep,
      {tenant.municipality, tenant.contract, key.family(), step.number, static_cast<int>(step.kind),
       NumberOf(step.requirement), person_kind, person_number, step.occurred_on, step.last_day,
       step.about, step.by_professional, step.asks_follow_up, NumberOf(step.outcome), step.capacity,
       step.recorded_at, step.recorded_by, step.correction,
       postgres::Param::Bytes(SealObject(key, kScreeningSealed, step.number, object))});
}

std::vector<domain::ScreeningStep> ReadScreeningSteps(ScopedTransaction& transaction,
                                                      const TenantScope& tenant,
                                                      const domain::FamilyId& family) {
  std::vector<domain::ScreeningStep> steps;
  for (const auto& row :
       transaction.Run(sql::kReadScreeningSteps, {tenant.municipality, tenant.contract, family})) {
    steps.push_back(StepOf(row));
  }
  return steps;
}

absl::StatusOr<std::vector<ScreeningRecord>> ReadScreeningRecords(ScopedTransaction& transaction,
                                                                  const TenantScope& tenant,
                                                                  const FamilyKey& key) {
  std::vector<ScreeningRecord> records;
  for (const auto& row : transaction.Run(sql::kReadScreeningSteps,
                                         {tenant.municipality, tenant.contract, key.family()})) {
    ScreeningRecord record;
    record.step = StepOf(row);
    BUURTBRUG_ASSIGN_OR_RETURN(
        const nlohmann::json object,
        OpenObject(key, kScreeningSealed, record.step.number, postgres::ReadBytes(row["sealed"])));
    record.texts = {TextOf(object, "seen_by"), TextOf(object, "approver"), TextOf(object, "note")};
    records.push_back(std::move(record));
  }
  return records;
}

ReadinessRow RowOf(const domain::Timeline& timeline, const std::vector<domain::Reminder>& reminders,
                   const std::vector<domain::ProtocolVersion>& protocols, absl::CivilDay today) {
  ReadinessRow row;
  row.protocols = static_cast<int>(protocols.size());
  const auto recheck_on = [&](absl::CivilDay day) {
    if (today < day) {
      row.recheck_on = std::min(row.recheck_on.value_or(day), day);
    }
  };
  for (const domain::Interval& interval : timeline.intervals()) {
    if (!interval.ready()) {
      continue;
    }
    recheck_on(interval.first_day);
    if (interval.first_day <= today) {
      row.ready_from = interval.first_day;
      row.ready_until = interval.last_day;
    }
    if (!interval.last_day || today <= *interval.last_day) {
      row.spans.push_back(interval);
    }
    if (interval.last_day) {
      recheck_on(*interval.last_day + 1);
    }
  }
  for (const domain::Reminder& reminder : reminders) {
    row.remind_from = std::min(row.remind_from.value_or(reminder.renew_from), reminder.renew_from);
    recheck_on(reminder.lapses_on);
  }
  // What the VOG desk has to do is judged by the version of the day.
  for (const domain::ProtocolVersion& protocol : protocols) {
    recheck_on(protocol.first_day);
  }
  return row;
}

std::optional<platform::feed::Fact> PutReadiness(ScopedTransaction& transaction,
                                                 const TenantScope& tenant,
                                                 const domain::FamilyId& family,
                                                 const ReadinessRow& row, absl::CivilDay today,
                                                 const core::Uuid& event_id) {
  const std::string spans = SpansText(row.spans);
  const pqxx::result rows = transaction.Run(
      sql::kPutReadiness, {tenant.municipality, tenant.contract, family, row.ready_from,
                           row.ready_until, row.remind_from, row.recheck_on, row.protocols, spans});
  // Of a family that was never judged nobody thinks that it is ready.
  const std::string before = rows[0]["before"].is_null() ? "" : rows[0]["before"].c_str();
  if (before == spans) {
    return std::nullopt;
  }
  return ReadinessChanged(event_id, family, row.spans, today);
}

void PutVogDesk(ScopedTransaction& transaction, const TenantScope& tenant,
                const domain::FamilyId& family, const std::vector<domain::VogDeskEntry>& entries) {
  std::vector<int32_t> kinds, numbers, statuses;
  std::vector<std::string> from, requested, issued, seen, expires;
  for (const domain::VogDeskEntry& entry : entries) {
    kinds.push_back(static_cast<int32_t>(entry.person.kind));
    numbers.push_back(entry.person.number);
    statuses.push_back(NumberOf(entry.status).value_or(0));
    from.push_back(core::FormatDay(entry.action_from));
    requested.push_back(DayText(entry.requested_on));
    issued.push_back(DayText(entry.issued_on));
    seen.push_back(DayText(entry.seen_on));
    expires.push_back(DayText(entry.expires_on));
  }
  transaction.Run(sql::kPutVogDesk, {tenant.municipality, tenant.contract, family, kinds, numbers,
                                     statuses, from, requested, issued, seen, expires});
}

std::vector<DeskRow> ListVogDesk(ScopedTransaction& transaction, const TenantScope& tenant,
                                 domain::VogStatus status, absl::CivilDay today,
                                 const DeskPage& page) {
  std::vector<DeskRow> rows;
  for (const auto& row :
       transaction.Run(sql::kListVogDesk,
                       {tenant.municipality, tenant.contract, static_cast<int>(status), today,
                        page.action_from ? core::FormatDay(*page.action_from) : kNoDay, page.family,
                        static_cast<int>(page.person.kind), page.person.number, page.size})) {
    domain::VogDeskEntry entry;
    entry.person = {static_cast<domain::PersonKind>(row["person_kind"].as<int>()),
                    row["person_number"].as<int>()};
    entry.status = status;
    entry.action_from = postgres::ReadDay(row["action_from"]);
    entry.requested_on = postgres::ReadOptionalDay(row["requested_on"]);
    entry.issued_on = postgres::ReadOptionalDay(row["issued_on"]);
    entry.seen_on = postgres::ReadOptionalDay(row["seen_on"]);
    entry.expires_on = postgres::ReadOptionalDay(row["expires_on"]);
    rows.push_back({postgres::ReadId<domain::FamilyId>(row["family_id"]), entry});
  }
  return rows;
}

std::vector<LapseRow> ListLapses(ScopedTransaction& transaction, const TenantScope& tenant,
                                 absl::CivilDay day, const LapsePage& page) {
  std::vector<LapseRow> rows;
  for (const auto& row : transaction.Run(
           sql::kListLapses, {tenant.municipality, tenant.contract, day,
                              page.ready_until ? core::FormatDay(*page.ready_until) : kNoDay,
                              page.family, page.size})) {
    rows.push_back({postgres::ReadId<domain::FamilyId>(row["family_id"]),
                    postgres::ReadDay(row["ready_from"]), postgres::ReadDay(row["ready_until"]),
                    postgres::ReadOptionalDay(row["remind_from"])});
  }
  return rows;
}

std::vector<domain::FamilyId> HoldStale(ScopedTransaction& transaction, const TenantScope& tenant,
                                        int protocols, absl::CivilDay today,
                                        const domain::FamilyId& behind, int most) {
  std::vector<domain::FamilyId> families;
  for (const auto& row :
       transaction.Run(sql::kStaleReadiness,
                       {tenant.municipality, tenant.contract, protocols, today, behind, most})) {
    families.push_back(postgres::ReadId<domain::FamilyId>(row["family_id"]));
  }
  return families;
}

}  // namespace buurtbrug::registration::store
