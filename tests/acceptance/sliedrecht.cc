#include "tests/acceptance/sliedrecht.h"

#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "buurtbrug/reporting/v1/reporting_service.pb.h"
#include "buurtbrug/tenancy/v1/tenancy_service.pb.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::acceptance {

using platform::testing::IsOk;

void LoadMunicipalities(Fleet& fleet) {
  const auto loaded = fleet.Run({"tenancy", "load", Fleet::Example("municipalities.json"),
                                 Fleet::Example("development-access.json")});
  ASSERT_EQ(loaded.exit_code, 0) << loaded.output;
}

std::vector<std::string> ReplayCommand() {
  return {"case", "replay", "--municipality", kSliedrecht, Fleet::Example("sliedrecht-2020.jsonl")};
}

void ReplayYear(Fleet& fleet) {
  const auto replayed = fleet.Run(ReplayCommand());
  ASSERT_EQ(replayed.exit_code, 0) << replayed.output;
}

std::string ContractOf(Fleet& fleet, const std::string& municipality) {
  tenancy::v1::ListContractsRequest request;
  request.set_municipality(municipality);
  const auto contracts = fleet.Operator().Call<tenancy::v1::ListContractsResponse>(request);
  EXPECT_THAT(contracts, IsOk());
  EXPECT_EQ(contracts->contracts_size(), 1);
  return contracts->contracts(0).contract_id();
}

absl::StatusOr<reporting::v1::ProgressTable> TableOf(Fleet& fleet) {
  reporting::v1::GetQuarterlyProgressRequest request;
  request.set_municipality(kSliedrecht);
  request.set_contract_id(ContractOf(fleet, kSliedrecht));
  request.set_period("2020");
  request.set_as_of("2020-10-31");
  const auto answer = fleet.As("municipality-0610", "reporting")
                          .Call<reporting::v1::GetQuarterlyProgressResponse>(request);
  if (!answer.ok()) {
    return answer.status();
  }
  return answer->table();
}

std::string RowText(const reporting::v1::ProgressTable& table, reporting::v1::Indicator indicator) {
  const auto text = [](const reporting::v1::Cell& cell) {
    return cell.has_value() ? absl::StrCat(cell.value()) : "-";
  };
  for (const reporting::v1::Row& row : table.rows()) {
    if (row.indicator() == indicator) {
      std::string out;
      for (const reporting::v1::Cell& cell : row.quarters()) {
        absl::StrAppend(&out, text(cell), " ");
      }
      return absl::StrCat(out, "= ", text(row.total()));
    }
  }
  return "no such row";
}

void ExpectSliedrechtTable(Fleet& fleet) {
  const auto table = TableOf(fleet);
  ASSERT_THAT(table, IsOk());
  EXPECT_EQ(RowText(*table, reporting::v1::INDICATOR_TARGET), "0 3 3 4 = 10");
  EXPECT_EQ(RowText(*table, reporting::v1::INDICATOR_REQUEST_FAMILIES), "3 4 5 1 = 13");
  EXPECT_EQ(RowText(*table, reporting::v1::INDICATOR_SUPPORT_FAMILIES), "4 5 9 3 = 21");
  EXPECT_EQ(RowText(*table, reporting::v1::INDICATOR_REALISED), "0 1 6 1 = 8");
  EXPECT_EQ(RowText(*table, reporting::v1::INDICATOR_ENDED_IN_TRIAL), "0 0 0 0 = 0");
  ASSERT_EQ(table->quarters_size(), 4);
  for (int i = 0; i < 3; ++i) {
    EXPECT_EQ(table->quarters(i).state(), reporting::v1::QUARTER_STATE_COMPLETE);
  }
  EXPECT_EQ(table->quarters(3).state(), reporting::v1::QUARTER_STATE_INCOMPLETE);
  EXPECT_EQ(table->as_of(), "2020-10-31");
}

std::string RowCounts(Fleet& fleet) {
  // The catalog makes the list, so that a new table is counted too. What is derived from feeds
  // follows a moment later; the feeds themselves are counted. The access log grows by every read.
  return fleet.database().Ask(
      "SELECT n.nspname || '.' || c.relname || ' ' || "
      "(xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %I.%I', n.nspname, "
      "c.relname), false, true, '')))[1]::text "
      "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
      "WHERE c.relkind = 'r' AND n.nspname IN ('tenancy', 'registration', 'matching', "
      "'evaluation', 'reporting') AND c.relname NOT IN ('feed_positions', 'profiles', "
      "'evaluated_matches', 'moments', 'facts', 'family_matches', 'access_log', 'access_chain') "
      "AND (n.nspname = "
      "'tenancy' OR c.relname NOT IN ('contracts', 'contract_protocols', 'subsidy_periods')) "
      "ORDER BY 1");
}

}  // namespace buurtbrug::acceptance
