#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "platform/testing/matchers.h"
#include "platform/testing/tenant_fixture.h"
#include "tenancy/store/appointment_store.h"
#include "tenancy/store/break_glass_store.h"
#include "tenancy/store/contract_store.h"
#include "tenancy/store/municipality_store.h"
#include "tenancy/store/partner_store.h"
#include "tenancy/store/pool_agreement_store.h"
#include "tenancy/store/pool_consent_store.h"
#include "tenancy/store/protocol_store.h"

namespace buurtbrug::tenancy::store {
namespace {

using absl::CivilDay;
using absl::StatusCode;
using platform::core::NewUuid;
using platform::postgres::Scope;
using platform::testing::Fails;
using platform::testing::IsOk;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr CivilDay kFirst(2020, 1, 1);

// The tables of access by themselves: what their policies and constraints let through.
class AccessStoreTest : public ::testing::Test {
 protected:
  void SetUp() override {
    ASSERT_THAT(Run(Scope::Network(),
                    [](ScopedTransaction& transaction) {
                      InsertMunicipality(transaction, {"0610", "Sliedrecht"});
                      InsertMunicipality(transaction, {"0392", "Haarlem"});
                      InsertProtocol(transaction, {"Buurtgezinnen", 1, 8, 36, true, 24, 6});
                    }),
                IsOk());
    for (const TenantScope& tenant : {sliedrecht_, haarlem_}) {
      domain::Contract contract;
      contract.id = tenant.contract;
      contract.programme = "Buurtgezinnen";
      contract.protocol_version = 1;
      contract.provider = "Stichting Buurtgezinnen";
      contract.first_day = kFirst;
      ASSERT_THAT(Run(Scope::Tenant(tenant),
                      [&](ScopedTransaction& transaction) {
                        InsertContract(transaction, tenant.municipality, contract, recorded_);
                      }),
                  IsOk());
    }
  }

  template <typename Work>
  absl::Status Run(const Scope& scope, const Work& work) {
    return database_.Run(scope, [&](ScopedTransaction& transaction) {
      work(transaction);
      return absl::OkStatus();
    });
  }
  platform::core::Uuid NewId() { return NewUuid(recorded_.at, fixture_.random()); }

  domain::Appointment NewAppointment(domain::AppointedRole role) {
    domain::Appointment appointment;
    appointment.id = domain::AppointmentId(NewId());
    appointment.subject = "iemand";
    appointment.role = role;
    appointment.first_day = kFirst;
    return appointment;
  }
  absl::Status Insert(const Scope& scope, const TenantScope& tenant,
                      const domain::Appointment& appointment) {
    return Run(scope, [&](ScopedTransaction& transaction) {
      InsertAppointment(transaction, tenant, appointment, recorded_);
    });
  }
  domain::BreakGlass NewGlass(absl::Duration length) {
    domain::BreakGlass glass;
    glass.id = domain::BreakGlassId(NewId());
    glass.subject = "operator";
    glass.reason = "een storing, nummer 12";
    glass.begins_at = recorded_.at;
    glass.ends_at = recorded_.at + length;
    return glass;
  }
  absl::Status Insert(const Scope& scope, const TenantScope& tenant,
                      const domain::BreakGlass& glass) {
    return Run(scope, [&](ScopedTransaction& transaction) {
      InsertBreakGlass(transaction, tenant, glass);
    });
  }

  platform::testing::TenantFixture fixture_{"tenancy"};
  platform::postgres::Database& database_ = fixture_.database();
  const Recorded recorded_ = {absl::FromUnixSeconds(1605438000), "operator"};
  const TenantScope sliedrecht_ = {"0610", platform::core::ContractId(NewId())};
  const TenantScope haarlem_ = {"0392", platform::core::ContractId(NewId())};
  const TenantScope nobody_ = {"0000", {}};
};

TEST_F(AccessStoreTest, OnlyTheContractsOwnScopeAppointsForIt) {
  const auto appointment = NewAppointment(domain::AppointedRole::kCoordinator);
  for (const Scope& scope :
       {Scope::Tenant(haarlem_), Scope::Municipality("0610"), Scope::Network(), Scope::Feed()}) {
    EXPECT_THAT(Insert(scope, sliedrecht_, appointment), Not(IsOk()));
  }
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, appointment), IsOk());
  for (const Scope& scope :
       {Scope::Tenant(haarlem_), Scope::Municipality("0610"), Scope::Network(), Scope::Feed()}) {
    EXPECT_THAT(Run(scope,
                    [&](ScopedTransaction& transaction) {
                      EXPECT_THAT(ListAppointments(transaction, sliedrecht_), IsEmpty());
                    }),
                IsOk());
  }
}

TEST_F(AccessStoreTest, AnOperatorBelongsToNoContractAndNobodyElseDoes) {
  const auto constraint = Fails(StatusCode::kFailedPrecondition, "CONSTRAINT");
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_,
                     NewAppointment(domain::AppointedRole::kFoundationOperator)),
              constraint);
  EXPECT_THAT(
      Insert(Scope::Network(), nobody_, NewAppointment(domain::AppointedRole::kCoordinator)),
      constraint);
  EXPECT_THAT(
      Insert(Scope::Network(), nobody_, NewAppointment(domain::AppointedRole::kFoundationOperator)),
      IsOk());
}

TEST_F(AccessStoreTest, ASubstituteHasAnEndWithinAYearAndStandsInForTheSameContract) {
  const auto constraint = Fails(StatusCode::kFailedPrecondition, "CONSTRAINT");
  const auto original = NewAppointment(domain::AppointedRole::kCoordinator);
  ASSERT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, original), IsOk());
  auto substitute = NewAppointment(domain::AppointedRole::kCoordinator);
  substitute.subject = "invaller";
  substitute.substitutes = original.id;
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, substitute), constraint);
  substitute.last_day = kFirst + 367;
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, substitute), constraint);
  substitute.last_day = kFirst + 366;
  EXPECT_THAT(Insert(Scope::Tenant(haarlem_), haarlem_, substitute), constraint);
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, substitute), IsOk());
}

TEST_F(AccessStoreTest, ASubjectHasARoleOncePerContractOnADay) {
  const auto overlap = Fails(StatusCode::kFailedPrecondition, "OVERLAP");
  auto first = NewAppointment(domain::AppointedRole::kCoordinator);
  first.last_day = kFirst - 1;  // it never was
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, first), IsOk());
  const auto second = NewAppointment(domain::AppointedRole::kCoordinator);
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, second), IsOk());
  EXPECT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_,
                     NewAppointment(domain::AppointedRole::kCoordinator)),
              overlap);
  EXPECT_THAT(Insert(Scope::Tenant(haarlem_), haarlem_,
                     NewAppointment(domain::AppointedRole::kCoordinator)),
              IsOk());
}

TEST_F(AccessStoreTest, ABreakGlassLastsFourHoursAtMost) {
  const auto constraint = Fails(StatusCode::kFailedPrecondition, "CONSTRAINT");
  const Scope scope = Scope::Tenant(sliedrecht_);
  EXPECT_THAT(Insert(scope, sliedrecht_, NewGlass(absl::Hours(4) + absl::Microseconds(1))),
              constraint);
  EXPECT_THAT(Insert(scope, sliedrecht_, NewGlass(absl::ZeroDuration())), constraint);
  domain::BreakGlass glass = NewGlass(absl::Hours(4));
  EXPECT_THAT(Insert(scope, sliedrecht_, glass), IsOk());
  glass.version = 2;
  glass.ended_at = glass.ends_at;
  const auto end = [&] {
    return database_.Run(scope, [&](ScopedTransaction& transaction) {
      return EndBreakGlass(transaction, sliedrecht_, glass);
    });
  };
  EXPECT_THAT(end(), constraint);
  glass.ended_at = glass.begins_at;
  EXPECT_THAT(end(), IsOk());
  EXPECT_THAT(end(), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
}

TEST_F(AccessStoreTest, OnlyTheContractsOwnScopeSeesItsBreakGlasses) {
  EXPECT_THAT(Insert(Scope::Tenant(haarlem_), sliedrecht_, NewGlass(absl::Hours(1))), Not(IsOk()));
  ASSERT_THAT(Insert(Scope::Tenant(sliedrecht_), sliedrecht_, NewGlass(absl::Hours(1))), IsOk());
  for (const Scope& scope :
       {Scope::Tenant(haarlem_), Scope::Municipality("0610"), Scope::Network(), Scope::Feed()}) {
    EXPECT_THAT(Run(scope,
                    [&](ScopedTransaction& transaction) {
                      EXPECT_THAT(ListBreakGlasses(transaction, sliedrecht_), IsEmpty());
                    }),
                IsOk());
  }
}

TEST_F(AccessStoreTest, TheNetworkReadsForWhomAPartnerMayReferAndDoesNotWriteIt) {
  domain::Partner partner;
  partner.id = domain::PartnerId(NewId());
  partner.organisation = "School";
  partner.kind = domain::PartnerKind::kSchool;
  ASSERT_THAT(
      Run(Scope::Network(),
          [&](ScopedTransaction& transaction) { InsertPartner(transaction, partner, recorded_); }),
      IsOk());
  domain::PartnerContract contract;
  contract.tenant = sliedrecht_;
  contract.partner = partner.id;
  contract.first_day = kFirst;
  const auto put = [&](const Scope& scope) {
    return database_.Run(scope, [&](ScopedTransaction& transaction) {
      return PutPartnerContract(transaction, contract, recorded_);
    });
  };
  EXPECT_THAT(put(Scope::Network()), Not(IsOk()));
  EXPECT_THAT(put(Scope::Tenant(haarlem_)), Not(IsOk()));
  EXPECT_THAT(put(Scope::Tenant(sliedrecht_)), IsOk());
  // A version that is not the next one.
  EXPECT_THAT(put(Scope::Tenant(sliedrecht_)), Fails(StatusCode::kAborted, "ETAG_MISMATCH"));
  const auto seen = [&](const Scope& scope) {
    size_t contracts = 0;
    EXPECT_THAT(Run(scope,
                    [&](ScopedTransaction& transaction) {
                      contracts = ListPartners(transaction).at(0).contracts.size();
                    }),
                IsOk());
    return contracts;
  };
  EXPECT_EQ(seen(Scope::Network()), 1);
  EXPECT_EQ(seen(Scope::Tenant(sliedrecht_)), 1);
  EXPECT_EQ(seen(Scope::Tenant(haarlem_)), 0);
  EXPECT_EQ(seen(Scope::Municipality("0610")), 0);
}

TEST_F(AccessStoreTest, APoolAgreementIsSeenByItsPartiesAndWrittenByTheNetwork) {
  domain::PoolAgreement agreement;
  agreement.id = domain::PoolAgreementId(NewId());
  agreement.offering = "0610";
  agreement.receiving = "0392";
  agreement.first_day = kFirst;
  agreement.counts_for = domain::PoolCounts::kOffering;
  const auto insert = [&](const Scope& scope) {
    return Run(scope, [&](ScopedTransaction& transaction) {
      InsertPoolAgreement(transaction, agreement, recorded_);
    });
  };
  EXPECT_THAT(insert(Scope::Municipality("0610")), Not(IsOk()));
  EXPECT_THAT(insert(Scope::Tenant(sliedrecht_)), Not(IsOk()));
  EXPECT_THAT(insert(Scope::Network()), IsOk());
  agreement.id = domain::PoolAgreementId(NewId());
  EXPECT_THAT(insert(Scope::Network()), Fails(StatusCode::kFailedPrecondition, "OVERLAP"));
  agreement.receiving = "0610";
  EXPECT_THAT(insert(Scope::Network()), Fails(StatusCode::kFailedPrecondition, "CONSTRAINT"));
  const auto seen = [&](const Scope& scope) {
    size_t agreements = 0;
    EXPECT_THAT(Run(scope,
                    [&](ScopedTransaction& transaction) {
                      agreements = ListPoolAgreements(transaction, "0610").size();
                    }),
                IsOk());
    return agreements;
  };
  EXPECT_EQ(seen(Scope::Network()), 1);
  EXPECT_EQ(seen(Scope::Municipality("0610")), 1);
  EXPECT_EQ(seen(Scope::Municipality("0392")), 1);
  EXPECT_EQ(seen(Scope::Municipality("0397")), 0);
  // A contract reads what its municipality is a party to, for its consent.
  EXPECT_EQ(seen(Scope::Tenant(sliedrecht_)), 1);
  EXPECT_EQ(seen(Scope::Tenant({"0397", sliedrecht_.contract})), 0);
  EXPECT_EQ(seen(Scope::Feed()), 0);
}

TEST_F(AccessStoreTest, APoolConsentIsWrittenByItsContractAndReadByBothMunicipalities) {
  domain::PoolAgreement agreement;
  agreement.id = domain::PoolAgreementId(NewId());
  agreement.offering = "0610";
  agreement.receiving = "0392";
  agreement.first_day = kFirst;
  agreement.counts_for = domain::PoolCounts::kReceiving;
  ASSERT_THAT(Run(Scope::Network(),
                  [&](ScopedTransaction& transaction) {
                    InsertPoolAgreement(transaction, agreement, recorded_);
                  }),
              IsOk());
  domain::PoolConsent consent;
  consent.id = domain::PoolConsentId(NewId());
  consent.tenant = sliedrecht_;
  consent.agreement = agreement.id;
  consent.first_day = kFirst;
  const auto insert = [&](const Scope& scope) {
    return Run(scope, [&](ScopedTransaction& transaction) {
      InsertPoolConsent(transaction, agreement, consent, recorded_);
    });
  };
  for (const Scope& scope :
       {Scope::Tenant(haarlem_), Scope::Municipality("0610"), Scope::Network(), Scope::Feed()}) {
    EXPECT_THAT(insert(scope), Not(IsOk()));
  }
  EXPECT_THAT(insert(Scope::Tenant(sliedrecht_)), IsOk());
  consent.id = domain::PoolConsentId(NewId());
  EXPECT_THAT(insert(Scope::Tenant(sliedrecht_)),
              Fails(StatusCode::kFailedPrecondition, "OVERLAP"));
  agreement.offering = "0397";
  EXPECT_THAT(insert(Scope::Tenant(sliedrecht_)),
              Fails(StatusCode::kFailedPrecondition, "CONSTRAINT"));
  const auto seen = [&](const Scope& scope) {
    size_t consents = 0;
    EXPECT_THAT(Run(scope,
                    [&](ScopedTransaction& transaction) {
                      consents = ListPoolConsents(transaction, "0610", {}, {}).size();
                    }),
                IsOk());
    return consents;
  };
  EXPECT_EQ(seen(Scope::Municipality("0610")), 1);
  EXPECT_EQ(seen(Scope::Municipality("0392")), 1);
  EXPECT_EQ(seen(Scope::Tenant(sliedrecht_)), 1);
  EXPECT_EQ(seen(Scope::Tenant(haarlem_)), 0);
  EXPECT_EQ(seen(Scope::Municipality("0397")), 0);
  EXPECT_EQ(seen(Scope::Network()), 0);
}

TEST_F(AccessStoreTest, NothingIsDeletedAndOnlyTheNamedColumnsAreUpdated) {
  EXPECT_EQ(fixture_.fresh().Ask("SELECT count(*) FROM information_schema.role_table_grants"
                                 " WHERE table_schema = 'tenancy' AND grantee = 'buurtbrug_tenancy'"
                                 " AND privilege_type IN ('DELETE', 'TRUNCATE')"),
            "0\n");
  EXPECT_EQ(fixture_.fresh().Ask("SELECT table_name FROM information_schema.role_table_grants"
                                 " WHERE table_schema = 'tenancy' AND grantee = 'buurtbrug_tenancy'"
                                 " AND privilege_type = 'UPDATE' AND table_name NOT LIKE 'feed%'"
                                 " AND table_name NOT LIKE 'access%'"),
            "");
  EXPECT_EQ(fixture_.fresh().Ask(
                "SELECT column_name FROM information_schema.column_privileges"
                " WHERE table_schema = 'tenancy' AND grantee = 'buurtbrug_tenancy'"
                " AND privilege_type = 'UPDATE' AND table_name = 'break_glasses' ORDER BY 1"),
            "ended_at\nversion\n");
}

}  // namespace
}  // namespace buurtbrug::tenancy::store
