#include "reporting/store/published_store.h"

#include <pqxx/result>

#include "platform/postgres/read.h"
#include "reporting/store/sql.h"

namespace buurtbrug::reporting::store {
namespace {

namespace postgres = platform::postgres;

// Arrays cannot tell a missing number from none, so the statement reads this as "no value".
constexpr int32_t kBlank = -1;
constexpr int32_t kTotal = 0;

}  // namespace

void InsertPublished(postgres::ScopedTransaction& transaction,
                     const platform::core::TenantScope& tenant, const std::string& period,
                     const StoredTable& stored, const Recorded& recorded) {
  std::vector<int32_t> rows, quarters, indicators, values;
  const auto add = [&](int32_t row, int32_t quarter, domain::Indicator indicator,
                       const domain::Cell& cell) {
    rows.push_back(row);
    quarters.push_back(quarter);
    indicators.push_back(static_cast<int32_t>(indicator));
    values.push_back(cell.value_or(kBlank));
  };
  int32_t row_number = 0;
  for (const domain::Row& row : stored.table.rows) {
    ++row_number;
    add(row_number, kTotal, row.indicator, row.total);
    int32_t quarter = kTotal;
    for (const domain::Cell& cell : row.quarters) {
      add(row_number, ++quarter, row.indicator, cell);
    }
  }
  const domain::PublishedTable& table = stored.table;
  transaction.Run(sql::kInsertPublished,
                  {tenant.municipality, tenant.contract, stored.id, period, table.title,
                   table.source, table.as_printed, table.as_of, recorded.at, recorded.by, rows,
                   quarters, indicators, values});
}

std::vector<StoredTable> ListPublished(postgres::ScopedTransaction& transaction,
                                       const platform::core::TenantScope& tenant,
                                       const std::string& period) {
  std::vector<StoredTable> tables;
  for (const auto& row :
       transaction.Run(sql::kListPublished, {tenant.municipality, tenant.contract, period})) {
    const platform::core::Uuid id = postgres::ReadUuid(row["table_id"]);
    if (tables.empty() || !(tables.back().id == id)) {
      StoredTable stored;
      stored.id = id;
      stored.table.title = row["title"].c_str();
      stored.table.source = row["source"].c_str();
      stored.table.as_printed = row["as_printed"].c_str();
      stored.table.as_of = postgres::ReadDay(row["as_of"]);
      tables.push_back(std::move(stored));
    }
    std::vector<domain::Row>& rows = tables.back().table.rows;
    const auto cell = postgres::ReadOptional<int32_t>(row["value"]);
    // The total comes first and opens the row.
    if (row["quarter"].as<int>() == kTotal) {
      rows.push_back({static_cast<domain::Indicator>(row["indicator"].as<int>()), {}, cell});
    } else {
      rows.back().quarters.push_back(cell);
    }
  }
  return tables;
}

}  // namespace buurtbrug::reporting::store
