// Writes what registration sends to PostgreSQL as pgbench scripts, out of the statements
// themselves:
//   buurtbrug-bench-statements CONTRACT DIR
// makes DIR/register.sql, DIR/read.sql and DIR/variables, a line name=value for each -D of pgbench.
//
// The round trips are the service's: begin with its scope, each statement, commit. pgbench sends
// the first as a pipeline, since it prepares no two statements in one. A parameter is a variable of
// the same text; only ids are made in the statement, as pgbench has none of its own: they ascend
// within each client, as the service's do. Families registered with run=0 are those that are read.

#include <fstream>
#include <iostream>
#include <map>
#include <string>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/common/v1/access_log.pb.h"
#include "buurtbrug/registration/v1/events.pb.h"
#include "platform/access/sql.h"
#include "platform/postgres/database.h"
#include "platform/postgres/param.h"
#include "platform/tenant/sql.h"
#include "registration/store/sql.h"
#include "registration/store/vault_sql.h"
#include "tests/bench/family.h"

namespace buurtbrug::bench {
namespace {

using platform::postgres::Param;
using platform::postgres::Scope;
using platform::postgres::Statement;

// What stands for $1, $2, ... of a statement: ":name" or an expression.
using Arguments = std::vector<std::string>;

constexpr char kNewId[] = "lpad(to_hex(:id::bigint), 32, '0')::uuid";

std::string Filled(const Statement& statement, const Arguments& arguments) {
  std::string out;
  for (const char* at = statement.sql; *at != '\0';) {
    if (*at != '$') {
      out.push_back(*at++);
      continue;
    }
    size_t number = 0;
    for (++at; absl::ascii_isdigit(static_cast<unsigned char>(*at)); ++at) {
      number = number * 10 + static_cast<size_t>(*at - '0');
    }
    absl::StrAppend(&out, arguments.at(number - 1));
  }
  return absl::StrCat(out, ";\n");
}

void WriteBegin(std::ofstream& script, const Scope& scope) {
  script << "\\startpipeline\nBEGIN;\n"
         << "SET LOCAL buurtbrug.municipality = '" << scope.municipality() << "';\n"
         << "SET LOCAL buurtbrug.contract = '" << scope.contract() << "';\n"
         << "SET LOCAL buurtbrug.access = '" << scope.access() << "';\n"
         << "SET LOCAL buurtbrug.partner = '" << scope.partner() << "';\n"
         << "\\endpipeline\n";
}

void WriteRegister(const std::string& path, const Scope& scope) {
  namespace sql = registration::store::sql;
  std::ofstream script(path);
  script << "\\set n :n + 1\n"
         << "\\set id (:run * 1000 + :client_id) * 1000000 + :n\n";
  WriteBegin(script, scope);
  script << Filled(platform::tenant::sql::kAdmit,
                   {":municipality", ":contract", ":occurred_on", kNewId})
         << Filled(sql::kInsertFamily,
                   {":municipality", ":contract", kNewId, ":role", ":occurred_on", ":area", "NULL"})
         << Filled(sql::kNewestContractKey, {":municipality", ":contract"})
         << Filled(sql::kInsertFamilyKey,
                   {":municipality", ":contract", kNewId, ":contract_key", ":sealed_key"})
         << Filled(sql::kInsertPeople,
                   {":municipality", ":contract", kNewId, ":adults", ":children", ":contact",
                    ":occurred_on", ":recorded_at", ":recorded_by", ":correction"})
         << Filled(platform::tenant::sql::kSettle,
                   {":municipality", ":contract", kNewId, ":method", ":digest", kNewId, ":version",
                    ":recorded_at", absl::StrCat("ARRAY[", kNewId, "]"), ":days", ":types",
                    ":events", ":correction", ":recorded_by", "''"})
         << "COMMIT;\n";
}

void WriteRead(const std::string& path, const Scope& scope) {
  std::ofstream script(path);
  script << "\\set id random(0, :seed_clients - 1) * 1000000 + random(1, :seed_each)\n";
  WriteBegin(script, scope);
  script << Filled(registration::store::sql::kFamilyKeys,
                   {":municipality", ":contract", absl::StrCat("ARRAY[", kNewId, "]")})
         << Filled(registration::store::sql::kReadFamily, {":municipality", ":contract", kNewId})
         << Filled(platform::access::sql::kAppend,
                   {":municipality", ":contract", ":recorded_at", kNewId, ":entry"})
         << "COMMIT;\n";
}

void WriteVariables(const std::string& path, const std::string& contract) {
  const SampleFamily sample;
  registration::v1::FamilyChanged event;
  event.set_family_id(contract);  // as long as a family's
  event.set_step(registration::v1::FAMILY_STEP_KIND_REGISTERED);
  event.set_role(registration::v1::FAMILY_ROLE_REQUEST);
  event.set_state(registration::v1::FAMILY_STATE_REGISTERED);
  event.set_children(static_cast<int>(sample.child_birth_dates.size()));
  common::v1::AccessEntry entry;
  entry.mutable_recorded_at()->set_seconds(1767268800);
  entry.set_subject("coordinator-0610");
  entry.set_role(common::v1::ROLE_COORDINATOR);
  entry.set_method("buurtbrug.registration.v1.RegistrationService/GetFamily");
  entry.set_family_id(contract);
  entry.add_categories(common::v1::DATA_CATEGORY_NAME);
  entry.add_categories(common::v1::DATA_CATEGORY_ADDRESS);
  entry.add_categories(common::v1::DATA_CATEGORY_BIRTH_DATE);
  entry.set_purpose("guidance of the family");
  entry.set_result(common::v1::ACCESS_RESULT_DISCLOSED);
  entry.set_origin("ipv4:127.0.0.1:40000");
  entry.set_request_id(contract);
  entry.set_trace_id(std::string(32, '0'));
  const std::vector<std::pair<std::string, Param>> variables = {
      {"municipality", sample.municipality},
      {"contract", contract},
      {"occurred_on", sample.occurred_on},
      {"role", 1},
      {"area", sample.postcode.substr(0, 4)},
      {"contract_key", 1},
      // As long as what is sealed: 41 bytes more than the text.
      {"sealed_key", Param::Bytes(std::string(73, 's'))},
      {"adults", Param::BytesArray({std::string(70, 's'), std::string(70, 's')})},
      {"children", Param::BytesArray({std::string(68, 's'), std::string(68, 's')})},
      {"contact", Param::Bytes(std::string(62, 's'))},
      {"recorded_at", absl::FromUnixSeconds(1767268800)},
      {"recorded_by", "coordinator-0610"},
      {"correction", false},
      {"entry", Param::Bytes(entry.SerializeAsString())},
      {"method", "buurtbrug.registration.v1.RegistrationService/RegisterFamily"},
      {"digest", Param::Bytes(std::string(32, 'd'))},
      {"version", 1},
      {"days", std::vector<std::string>{sample.occurred_on}},
      {"types", std::vector<std::string>{event.GetTypeName()}},
      {"events", Param::BytesArray({event.SerializeAsString()})},
  };
  std::ofstream file(path);
  for (const auto& [name, value] : variables) {
    file << name << "=" << value.c_str() << "\n";
  }
}

}  // namespace
}  // namespace buurtbrug::bench

int main(int argc, char** argv) {
  using namespace buurtbrug;
  const auto contract = platform::core::ContractId::Parse("CONTRACT", argc == 3 ? argv[1] : "");
  if (!contract.ok()) {
    std::cerr << "Usage: buurtbrug-bench-statements CONTRACT DIR\n";
    return 2;
  }
  const std::string folder = argv[2];
  const auto scope =
      platform::postgres::Scope::Tenant({bench::SampleFamily().municipality, *contract});
  bench::WriteRegister(folder + "/register.sql", scope);
  bench::WriteRead(folder + "/read.sql", scope);
  bench::WriteVariables(folder + "/variables", contract->ToString());
  return 0;
}
