#include "tenancy/app/partners.h"

#include "tenancy/app/scene_test.h"

namespace buurtbrug::tenancy::app {
namespace {

using domain::PartnerState;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

constexpr CivilDay kToday(2020, 11, 15);

class PartnersTest : public SceneTest {
 protected:
  domain::PartnerId Partner(const std::string& organisation) {
    domain::Partner partner;
    partner.organisation = organisation;
    partner.kind = domain::PartnerKind::kSchool;
    const auto receipt = partners_.Create(NewCall(), partner);
    EXPECT_THAT(receipt, IsOk());
    return domain::PartnerId(receipt->subject);
  }
  static domain::PartnerContract From(const domain::PartnerId& id, CivilDay first_day,
                                      std::optional<CivilDay> last_day) {
    domain::PartnerContract contract;
    contract.partner = id;
    contract.first_day = first_day;
    contract.last_day = last_day;
    return contract;
  }
  std::vector<domain::Partner> Listed() { return *partners_.List(); }
};

TEST_F(PartnersTest, APartnerIsListedByOrganisationAndTold) {
  Partner("School B");
  domain::Partner partner;
  partner.organisation = "CJG A";
  partner.kind = domain::PartnerKind::kYouthAndFamilyCentre;
  partner.oin = "00000001234567890000";
  const Call call = NewCall();
  const auto first = partners_.Create(call, partner);
  ASSERT_THAT(first, IsOk());
  EXPECT_EQ(partners_.Create(call, partner)->subject, first->subject);
  ASSERT_THAT(Listed(), SizeIs(2));
  EXPECT_EQ(Listed()[0].organisation, "CJG A");
  EXPECT_EQ(Listed()[0].oin, partner.oin);
  EXPECT_EQ(Listed()[0].state, PartnerState::kActive);
  EXPECT_THAT(Listed()[0].clients, IsEmpty());
  const auto told = LastTold<v1::PartnerChanged>("0000");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.partner().partner_id(), first->subject.ToString());
  EXPECT_EQ(told.partner().kind(), v1::PARTNER_KIND_YOUTH_AND_FAMILY_CENTRE);
  EXPECT_EQ(told.partner().contracts_size(), 0);
  partner.oin = "1";
  EXPECT_THAT(partners_.Create(NewCall(), partner), RefusesField("oin", "INVALID_OIN"));
}

TEST_F(PartnersTest, AClientBelongsToOnePartner) {
  const auto exists = Fails(StatusCode::kAlreadyExists, "PARTNER_CLIENT_EXISTS");
  const domain::PartnerId a = Partner("A"), b = Partner("B");
  ASSERT_THAT(partners_.AddClient(NewCall(), a, "client-2"), IsOk());
  ASSERT_THAT(partners_.AddClient(NewCall(), a, "client-1"), IsOk());
  EXPECT_THAT(partners_.AddClient(NewCall(), a, "client-1"), exists);
  EXPECT_THAT(partners_.AddClient(NewCall(), b, "client-1"), exists);
  EXPECT_THAT(Listed()[0].clients, ElementsAre("client-1", "client-2"));
  EXPECT_EQ(Listed()[0].version, 3);
  EXPECT_EQ(Listed()[1].version, 1);
  const auto told = LastTold<v1::PartnerChanged>("0000");
  EXPECT_EQ(told.version(), 3);
  EXPECT_THAT(told.partner().clients(), ElementsAre("client-1", "client-2"));
}

TEST_F(PartnersTest, OfPartnersThatTakeOneClientAtOnceOneGetsIt) {
  const domain::PartnerId a = Partner("A"), b = Partner("B");
  std::atomic<int> turn = 0;
  const auto results = AtOnce<absl::StatusOr<Receipt>>(
      6, [&] { return partners_.AddClient(NewCall(), ++turn % 2 == 0 ? a : b, "client"); });
  EXPECT_EQ(CountOk(results), 1);
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.partner_clients"), "1\n");
}

TEST_F(PartnersTest, ARemovedClientIsGoneForThePartnerAndKeptInTheTable) {
  const domain::PartnerId a = Partner("A"), b = Partner("B");
  ASSERT_THAT(partners_.AddClient(NewCall(), a, "client"), IsOk());
  EXPECT_THAT(partners_.RemoveClient(NewCall(), b, "client"),
              Fails(StatusCode::kNotFound, "PARTNER_CLIENT_NOT_FOUND"));
  ASSERT_THAT(partners_.RemoveClient(NewCall(), a, "client"), IsOk());
  EXPECT_THAT(Listed()[0].clients, IsEmpty());
  EXPECT_EQ(LastTold<v1::PartnerChanged>("0000").partner().clients_size(), 0);
  EXPECT_EQ(LastTold<v1::PartnerChanged>("0000").version(), 3);
  EXPECT_THAT(partners_.RemoveClient(NewCall(), a, "client"),
              Fails(StatusCode::kNotFound, "PARTNER_CLIENT_NOT_FOUND"));
  ASSERT_THAT(partners_.AddClient(NewCall(), b, "client"), IsOk());
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.partner_clients"), "2\n");
  EXPECT_EQ(Ask("SELECT count(*) FROM tenancy.partner_clients WHERE removed_at IS NOT NULL"),
            "1\n");
}

TEST_F(PartnersTest, ASuspensionIsToldAndLasts) {
  const domain::PartnerId id = Partner("A");
  ASSERT_THAT(partners_.AddClient(NewCall(), id, "client"), IsOk());
  const auto suspended = partners_.SetState(NewCall(), id, PartnerState::kSuspended);
  ASSERT_THAT(suspended, IsOk());
  EXPECT_EQ(suspended->version, 3);
  EXPECT_TRUE(LastTold<v1::PartnerChanged>("0000").partner().suspended());
  EXPECT_THAT(LastTold<v1::PartnerChanged>("0000").partner().clients(), ElementsAre("client"));
  // Again: it is so already.
  const auto again = partners_.SetState(NewCall(), id, PartnerState::kSuspended);
  ASSERT_THAT(again, IsOk());
  EXPECT_EQ(again->version, 3);
  EXPECT_EQ(LastTold<v1::PartnerChanged>("0000").version(), 3);
  ASSERT_THAT(partners_.SetState(NewCall(), id, PartnerState::kActive), IsOk());
  EXPECT_FALSE(LastTold<v1::PartnerChanged>("0000").partner().suspended());
  EXPECT_EQ(Listed()[0].state, PartnerState::kActive);
}

TEST_F(PartnersTest, AnUnknownPartnerIsNotFoundByAnyCall) {
  const auto not_found = Fails(StatusCode::kNotFound, "PARTNER_NOT_FOUND");
  const TenantScope tenant = OpenSliedrecht();
  const domain::PartnerId nobody;
  EXPECT_THAT(partners_.AddClient(NewCall(), nobody, "client"), not_found);
  EXPECT_THAT(partners_.RemoveClient(NewCall(), nobody, "client"), not_found);
  EXPECT_THAT(partners_.SetState(NewCall(), nobody, PartnerState::kSuspended), not_found);
  EXPECT_THAT(partners_.Allow(NewCall(tenant), From(nobody, kToday, std::nullopt)), not_found);
  EXPECT_THAT(partners_.Disallow(NewCall(tenant), nobody), not_found);
}

TEST_F(PartnersTest, APartnerMayReferForAContractFromDayToDay) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::PartnerId id = Partner("A");
  ASSERT_THAT(partners_.Allow(NewCall(tenant), From(id, kToday, std::nullopt)), IsOk());
  auto told = LastTold<v1::PartnerContractChanged>("0610");
  EXPECT_EQ(told.version(), 1);
  EXPECT_EQ(told.partner_contract().contract_id(), tenant.contract.ToString());
  EXPECT_EQ(told.partner_contract().partner_id(), id.ToString());
  EXPECT_FALSE(told.partner_contract().has_last_day());
  // Once more changes the days.
  ASSERT_THAT(partners_.Allow(NewCall(tenant), From(id, kToday - 9, kToday + 9)), IsOk());
  told = LastTold<v1::PartnerContractChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.partner_contract().first_day(), "2020-11-06");
  EXPECT_EQ(told.partner_contract().last_day(), "2020-11-24");
  ASSERT_THAT(Listed()[0].contracts, SizeIs(1));
  EXPECT_EQ(Listed()[0].contracts[0].tenant, tenant);
  EXPECT_EQ(Listed()[0].contracts[0].last_day, kToday + 9);
  EXPECT_THAT(partners_.Allow(NewCall(tenant), From(id, kToday, kToday - 1)),
              RefusesField("last_day", "LAST_DAY_TOO_EARLY"));
  EXPECT_THAT(partners_.Allow(NewCall({"0392", tenant.contract}), From(id, kToday, kToday)),
              Fails(StatusCode::kNotFound, "CONTRACT_NOT_FOUND"));
}

TEST_F(PartnersTest, WhoMayReferNoLongerMayNotFromNowOn) {
  const TenantScope tenant = OpenSliedrecht();
  const domain::PartnerId id = Partner("A");
  EXPECT_THAT(partners_.Disallow(NewCall(tenant), id),
              Fails(StatusCode::kNotFound, "PARTNER_NOT_FOUND"));
  ASSERT_THAT(partners_.Allow(NewCall(tenant), From(id, kToday, std::nullopt)), IsOk());
  ASSERT_THAT(partners_.Disallow(NewCall(tenant), id), IsOk());
  const auto told = LastTold<v1::PartnerContractChanged>("0610");
  EXPECT_EQ(told.version(), 2);
  EXPECT_EQ(told.partner_contract().last_day(), "2020-11-14");
  // One that has ended longer ago keeps its day.
  ASSERT_THAT(partners_.Disallow(At(NewCall(tenant), kToday + 30), id), IsOk());
  EXPECT_EQ(LastTold<v1::PartnerContractChanged>("0610").version(), 2);
}

}  // namespace
}  // namespace buurtbrug::tenancy::app
