#include "reporting/api/reporting_api.h"

#include <google/protobuf/util/time_util.h>

#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::reporting::api {
namespace {

namespace core = platform::core;

google::protobuf::Timestamp TimestampOf(absl::Time instant) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(instant));
}

domain::Cell CellOf(const v1::Cell& cell) {
  return cell.has_value() ? domain::Cell(cell.value()) : std::nullopt;
}

void Write(const domain::Cell& cell, v1::Cell* out) {
  if (cell) {
    out->set_value(*cell);
  }
}

void Write(const domain::Row& row, v1::Row* out) {
  out->set_indicator(static_cast<v1::Indicator>(row.indicator));
  for (const domain::Cell& cell : row.quarters) {
    Write(cell, out->add_quarters());
  }
  Write(row.total, out->mutable_total());
}

void Write(const Call& call, const domain::ProgressTable& table, v1::ProgressTable* out) {
  out->set_municipality(call.scope.municipality);
  out->set_contract_id(call.scope.contract.ToString());
  out->set_period(table.period);
  out->set_as_of(core::FormatDay(table.as_of));
  *out->mutable_known_at() = TimestampOf(table.known_at);
  for (const domain::Quarter& quarter : table.quarters) {
    v1::Quarter& out_quarter = *out->add_quarters();
    out_quarter.set_year(quarter.year);
    out_quarter.set_number(quarter.number);
    out_quarter.set_first_day(core::FormatDay(quarter.first_day));
    out_quarter.set_last_day(core::FormatDay(quarter.last_day));
    out_quarter.set_state(static_cast<v1::QuarterState>(quarter.state));
  }
  for (const domain::Row& row : table.rows) {
    Write(row, out->add_rows());
  }
  if (table.corrections > 0) {
    out->set_corrections(table.corrections);
  }
}

void Write(const app::Comparison& comparison, v1::PublishedTable* out) {
  const domain::PublishedTable& table = comparison.published;
  out->set_table_id(comparison.table_id.ToString());
  out->set_title(table.title);
  out->set_source(table.source);
  out->set_as_printed(table.as_printed);
  out->set_as_of(core::FormatDay(table.as_of));
  for (const domain::Row& row : table.rows) {
    Write(row, out->add_rows());
  }
}

void Write(const domain::Difference& difference, v1::Difference* out) {
  out->set_kind(static_cast<v1::DifferenceKind>(difference.kind));
  out->set_indicator(static_cast<v1::Indicator>(difference.indicator));
  if (difference.quarter) {
    out->set_quarter(static_cast<int32_t>(*difference.quarter));
  }
  Write(difference.published, out->mutable_published());
  Write(difference.computed, out->mutable_computed());
}

absl::StatusOr<std::string> PeriodOf(const std::string& period) {
  return core::ParseText("period", period, 1, 40);
}

}  // namespace

platform::rpc::Service ReportingApi::Describe() {
  platform::rpc::Service service(
      v1::GetQuarterlyProgressRequest::descriptor()->file()->FindServiceByName("ReportingService"));
  service.Bind(this, &ReportingApi::GetQuarterlyProgress)
      .Bind(this, &ReportingApi::ImportPublishedTable)
      .Bind(this, &ReportingApi::CompareWithPublished)
      .Bind(this, &ReportingApi::RebuildFacts);
  return service;
}

absl::StatusOr<v1::GetQuarterlyProgressResponse> ReportingApi::GetQuarterlyProgress(
    const Call& call, const v1::GetQuarterlyProgressRequest& request) {
  app::ProgressQuestion question = {{}, call.today, call.now};
  BUURTBRUG_ASSIGN_OR_RETURN(question.period, PeriodOf(request.period()));
  if (!request.as_of().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(question.as_of, core::ParseDay("as_of", request.as_of()));
  }
  if (request.has_known_at()) {
    question.known_at = absl::FromUnixSeconds(request.known_at().seconds()) +
                        absl::Nanoseconds(request.known_at().nanos());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::ProgressTable table, reports_.Progress(call, question));
  v1::GetQuarterlyProgressResponse response;
  Write(call, table, response.mutable_table());
  return response;
}

absl::StatusOr<v1::ImportPublishedTableResponse> ReportingApi::ImportPublishedTable(
    const Call& call, const v1::ImportPublishedTableRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string period, PeriodOf(request.period()));
  domain::PublishedTable table;
  table.title = request.table().title();
  table.source = request.table().source();
  table.as_printed = request.table().as_printed();
  BUURTBRUG_ASSIGN_OR_RETURN(table.as_of, core::ParseDay("table.as_of", request.table().as_of()));
  for (const v1::Row& row : request.table().rows()) {
    domain::Row& out = table.rows.emplace_back();
    out.indicator = static_cast<domain::Indicator>(row.indicator());
    for (const v1::Cell& cell : row.quarters()) {
      out.quarters.push_back(CellOf(cell));
    }
    out.total = CellOf(row.total());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt,
                             reports_.ImportPublished(call, period, table));
  v1::ImportPublishedTableResponse response;
  response.set_table_id(receipt.subject.ToString());
  return response;
}

absl::StatusOr<v1::CompareWithPublishedResponse> ReportingApi::CompareWithPublished(
    const Call& call, const v1::CompareWithPublishedRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const std::string period, PeriodOf(request.period()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<app::Comparison> comparisons,
                             reports_.Compare(call, period));
  v1::CompareWithPublishedResponse response;
  for (const app::Comparison& comparison : comparisons) {
    v1::Comparison& out = *response.add_comparisons();
    Write(comparison, out.mutable_published());
    Write(call, comparison.computed, out.mutable_computed());
    for (const domain::Difference& difference : comparison.differences) {
      Write(difference, out.add_differences());
    }
  }
  return response;
}

absl::StatusOr<v1::RebuildFactsResponse> ReportingApi::RebuildFacts(
    const Call& call, const v1::RebuildFactsRequest& /*request*/) {
  BUURTBRUG_ASSIGN_OR_RETURN(const int64_t facts, reports_.Rebuild(call));
  v1::RebuildFactsResponse response;
  response.set_facts(facts);
  return response;
}

}  // namespace buurtbrug::reporting::api
