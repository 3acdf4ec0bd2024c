#include "tools/client/tenancy_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "tools/client/deterministic_id.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

using platform::testing::IsOk;
using ::testing::HasSubstr;
using ::testing::StartsWith;

std::string ErrorOf(absl::string_view content) {
  return Explain(ParseTenancyFile("towns.json", content).status());
}

TEST(ParseTenancyFile, MakesTheSameRequestsOfTheSameFile) {
  const auto file = ParseTenancyFile("towns.json", R"({
    "municipalities": [{"code": "0610", "name": "Sliedrecht"}],
    "protocols": [{"programme": "Buurtgezinnen", "version": 1, "vog_valid_months": 36}],
    "contracts": [{"key": "sliedrecht-2020", "municipality": "0610", "programme": "Buurtgezinnen",
      "protocol_version": 1, "first_day": "2020-01-01", "periods": [
        {"name": "2020", "target": 10, "quarter_targets": [0, 3, 3, 4], "amount_cents": 3900000}]}]})");
  ASSERT_THAT(file, IsOk());
  EXPECT_EQ(file->municipalities[0].name(), "Sliedrecht");
  EXPECT_FALSE(file->protocols[0].protocol().has_trial_weeks());
  const ContractToLoad& load = file->contracts[0];
  EXPECT_EQ(load.contract.municipality(), "0610");
  EXPECT_EQ(load.contract.request_id(),
            DeterministicUuid("tenancy/contract/sliedrecht-2020").ToString());
  EXPECT_FALSE(load.contract.contract().has_last_day());
  EXPECT_EQ(load.periods[0].request_id(),
            DeterministicUuid("tenancy/period/sliedrecht-2020/2020").ToString());
  EXPECT_EQ(load.periods[0].period().amount_cents(), 3900000);
  EXPECT_EQ(load.periods[0].period().quarter_targets_size(), 4);
}

TEST(ParseTenancyFile, NamesAContractByItsKeyAlsoOneOfAnotherFile) {
  const auto file = ParseTenancyFile("access.json", R"({
    "appointments": [{"contract": "sliedrecht-2020", "municipality": "0610",
      "subject": "coordinator-0610", "role": "ROLE_COORDINATOR", "first_day": "2020-01-01"}],
    "partners": [{"key": "school", "organisation": "School", "kind": "PARTNER_KIND_SCHOOL",
      "clients": ["partner-0610"], "contracts": [
        {"contract": "sliedrecht-2020", "municipality": "0610", "first_day": "2020-01-01"}]}],
    "pool_agreements": [{"offering_municipality": "0397", "receiving_municipality": "0392",
      "first_day": "2020-01-01", "counts_for": "POOL_COUNTS_RECEIVING"}]})");
  ASSERT_THAT(file, IsOk());
  const std::string contract = DeterministicUuid("tenancy/contract/sliedrecht-2020").ToString();
  const auto& appointment = file->appointments[0];
  EXPECT_EQ(appointment.contract_id(), contract);
  EXPECT_EQ(appointment.municipality(), "0610");
  EXPECT_EQ(appointment.role(), common::v1::ROLE_COORDINATOR);
  EXPECT_EQ(appointment.request_id(),
            DeterministicUuid("tenancy/appointment/sliedrecht-2020/ROLE_COORDINATOR/"
                              "coordinator-0610/2020-01-01")
                .ToString());
  const PartnerToLoad& partner = file->partners[0];
  EXPECT_EQ(partner.partner.organisation(), "School");
  EXPECT_EQ(partner.partner.request_id(), DeterministicUuid("tenancy/partner/school").ToString());
  EXPECT_EQ(partner.clients[0].client_id(), "partner-0610");
  EXPECT_EQ(partner.contracts[0].contract_id(), contract);
  EXPECT_EQ(
      partner.contracts[0].request_id(),
      DeterministicUuid("tenancy/partner-contract/school/sliedrecht-2020/2020-01-01").ToString());
  EXPECT_EQ(file->pool_agreements[0].receiving_municipality(), "0392");
  EXPECT_EQ(file->pool_agreements[0].request_id(),
            DeterministicUuid("tenancy/pool-agreement/0397/0392/2020-01-01").ToString());
}

TEST(ParseTenancyFile, NamesWhatIsWrong) {
  EXPECT_EQ(ErrorOf("[]"), "towns.json: is no JSON object\n");
  EXPECT_EQ(ErrorOf("{"), "towns.json: is no JSON object\n");
  EXPECT_EQ(ErrorOf(R"({"towns": []})"), "towns.json: 'towns' does not belong here\n");
  EXPECT_EQ(ErrorOf(R"({"protocols": [1]})"), "towns.json: protocols must be a list of objects\n");
  EXPECT_THAT(ErrorOf(R"({"municipalities": [{"code": "0610", "nom": "x"}]})"),
              AllOf(StartsWith("towns.json: a municipality: "), HasSubstr("nom")));
  EXPECT_EQ(ErrorOf(R"({"contracts": [{"key": "a"}]})"),
            "towns.json: a: 'municipality' must be given, as text\n");
  EXPECT_EQ(ErrorOf(R"({"contracts": [{"key": "a", "municipality": "0610"},
                                      {"key": "a", "municipality": "0392"}]})"),
            "towns.json: tenancy/contract/a is there twice\n");
  EXPECT_EQ(ErrorOf(R"({"appointments": [{"municipality": "0610"}]})"),
            "towns.json: appointment 1: 'contract' must be given, as text\n");
  EXPECT_EQ(ErrorOf(R"({"partners": [{"key": "school", "clients": [1]}]})"),
            "towns.json: partner school: clients must be a list of texts\n");
}

}  // namespace
}  // namespace buurtbrug::client
