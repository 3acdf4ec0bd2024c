#include "tenancy/domain/subsidy_period.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {
namespace {

namespace core = platform::core;

absl::Status CheckText(absl::string_view field, const std::optional<std::string>& text, int most) {
  return text ? core::ParseText(field, *text, 1, most).status() : absl::OkStatus();
}

absl::Status CheckQuarters(const SubsidyPeriod& period) {
  if (period.quarter_targets.empty()) {
    return absl::OkStatus();
  }
  const int quarters = CountQuarters(period.first_day, period.last_day);
  if (static_cast<int64_t>(period.quarter_targets.size()) != quarters) {
    return core::InvalidField(
        "period.quarter_targets", "QUARTERS_DO_NOT_FIT",
        absl::StrCat("give one number for each of the ", quarters, " quarters, or none"));
  }
  int64_t sum = 0;
  for (const int32_t target : period.quarter_targets) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("period.quarter_targets", target, 0, kMostTarget).status());
    sum += target;
  }
  if (!period.target || *period.target != sum) {
    return core::InvalidField("period.target", "TARGET_IS_NOT_SUM",
                              absl::StrCat("the quarters add up to ", sum));
  }
  return absl::OkStatus();
}

absl::Status CheckTargets(const SubsidyPeriod& period) {
  if (period.target) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("period.target", *period.target, 0, kMostTarget).status());
  }
  if (period.target_tolerance) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("period.target_tolerance", *period.target_tolerance, 0, kMostTarget)
            .status());
  }
  if (!period.target && (period.target_tolerance || period.target_precision != Precision::kNone ||
                         period.target_covers != TargetCovers::kNone)) {
    return core::InvalidField("period.target", "TARGET_MISSING",
                              "tolerance, precision and cover are those of a target");
  }
  return CheckQuarters(period);
}

absl::Status CheckCountingRule(const CountingRule& rule) {
  if (rule.counted_at == CountedAt::kNone) {
    return core::InvalidField("period.counting_rule.counted_at", "INCOMPLETE",
                              "say when a match counts, or give no rule");
  }
  if (rule.counted_at == CountedAt::kTrial && rule.ended_in_trial == EndedInTrial::kNone) {
    return core::InvalidField("period.counting_rule.ended_in_trial", "INCOMPLETE",
                              "say what becomes of a match that ended in trial");
  }
  if (rule.counted_at == CountedAt::kDefinitive &&
      rule.ended_in_trial == EndedInTrial::kStaysCounted) {
    return core::InvalidField("period.counting_rule.ended_in_trial", "DOES_NOT_FIT",
                              "a match that counts when it is definitive never ended in trial");
  }
  return absl::OkStatus();
}

absl::Status CheckDecisionDates(const std::vector<DecisionDate>& dates) {
  if (dates.size() > kMostDecisionDates) {
    return core::InvalidField("period.decision_dates", "OUT_OF_RANGE",
                              absl::StrCat("at most ", kMostDecisionDates, " decision dates"));
  }
  for (const DecisionDate& date : dates) {
    if (date.kind == DecisionKind::kNone) {
      return core::InvalidField("period.decision_dates.kind", "INCOMPLETE",
                                "say what is decided on each decision date");
    }
    BUURTBRUG_RETURN_IF_ERROR(
        CheckText("period.decision_dates.as_stated", date.as_stated, kLongestDecisionAsStated));
  }
  return absl::OkStatus();
}

absl::Status Sealed() {
  return core::Error(absl::StatusCode::kFailedPrecondition, "PERIOD_SEALED",
                     "the subsidy period is sealed: it never changes again");
}

}  // namespace

int CountQuarters(absl::CivilDay first, absl::CivilDay last) {
  const auto quarter = [](absl::CivilDay day) {
    return static_cast<int>(day.year()) * 4 + (day.month() - 1) / 3;
  };
  return quarter(last) - quarter(first) + 1;
}

absl::Status CheckPeriod(const SubsidyPeriod& period) {
  BUURTBRUG_RETURN_IF_ERROR(
      core::ParseText("period.name", period.name, 1, kLongestPeriodName).status());
  BUURTBRUG_RETURN_IF_ERROR(
      CheckText("period.funding_source", period.funding_source, kLongestFundingSource));
  BUURTBRUG_RETURN_IF_ERROR(CheckText("period.as_stated", period.as_stated, kLongestAsStated));
  if (period.last_day < period.first_day) {
    return core::InvalidField("period.last_day", "LAST_DAY_TOO_EARLY",
                              "the last day is on or after the first day");
  }
  if (period.amount_cents &&
      (*period.amount_cents < 0 || *period.amount_cents > kMostAmountCents)) {
    return core::InvalidField("period.amount_cents", "OUT_OF_RANGE",
                              absl::StrCat("the amount is 0 to ", kMostAmountCents, " cents"));
  }
  BUURTBRUG_RETURN_IF_ERROR(CheckTargets(period));
  if (period.counting_rule) {
    BUURTBRUG_RETURN_IF_ERROR(CheckCountingRule(*period.counting_rule));
  }
  if (period.coordinator_hours) {
    BUURTBRUG_RETURN_IF_ERROR(core::ParseRange("period.coordinator_hours.minutes",
                                               period.coordinator_hours->minutes, 1,
                                               kMostCoordinatorMinutes)
                                  .status());
  }
  return CheckDecisionDates(period.decision_dates);
}

absl::Status CheckWithin(const SubsidyPeriod& period, absl::CivilDay contract_first_day,
                         std::optional<absl::CivilDay> contract_last_day) {
  if (period.first_day < contract_first_day ||
      (contract_last_day && period.last_day > *contract_last_day)) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "PERIOD_OUTSIDE_CONTRACT",
                       "every day of the period is a day of the contract",
                       {{"period", period.name}});
  }
  return absl::OkStatus();
}

absl::Status CheckOpen(const SubsidyPeriod& period) {
  return period.sealed_at ? Sealed() : absl::OkStatus();
}

absl::Status CheckSeal(const SubsidyPeriod& period, absl::CivilDay today) {
  BUURTBRUG_RETURN_IF_ERROR(CheckOpen(period));
  if (today <= period.last_day) {
    return core::Error(absl::StatusCode::kFailedPrecondition, "PERIOD_NOT_OVER",
                       "a subsidy period is sealed after its last day",
                       {{"last_day", core::FormatDay(period.last_day)}});
  }
  return absl::OkStatus();
}

SubsidyPeriod CutShort(SubsidyPeriod period, absl::CivilDay last_day) {
  period.last_day = last_day;
  if (!period.quarter_targets.empty()) {
    period.quarter_targets.resize(
        static_cast<size_t>(CountQuarters(period.first_day, period.last_day)));
    period.target =
        std::accumulate(period.quarter_targets.begin(), period.quarter_targets.end(), 0);
  }
  return period;
}

}  // namespace buurtbrug::tenancy::domain
