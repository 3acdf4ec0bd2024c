#include "platform/testing/tenant_fixture.h"

#include <gtest/gtest.h>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/clock.h"
#include "platform/core/parse.h"
#include "platform/tenant/contracts.h"

namespace buurtbrug::platform::testing {
namespace {

const absl::Time kNow = TenantFixture::Now();

}  // namespace

TenantFixture::TenantFixture(const std::string& service)
    : fresh_(Servers::Get().NewDatabase()),
      database_(std::make_unique<postgres::Database>(fresh_->As(service))),
      gate_(std::make_unique<tenant::Gate>(
          *database_, clock_, [] { return absl::OkStatus(); }, [] {})) {}

core::TenantScope TenantFixture::OpenContract(const ContractTerms& terms) {
  core::TenantScope tenant = {terms.municipality, core::ContractId(core::NewUuid(kNow, random()))};
  tenancy::v1::ContractOpened opened;
  opened.mutable_contract()->set_first_day(terms.first_day);
  if (terms.last_day) opened.mutable_contract()->set_last_day(*terms.last_day);
  if (terms.run_off_day) opened.mutable_contract()->set_run_off_day(*terms.run_off_day);
  if (terms.follows) {
    opened.mutable_contract()->set_follows_contract_id(terms.follows->ToString());
  }
  if (terms.trial_weeks) opened.mutable_protocol()->set_trial_weeks(*terms.trial_weeks);
  opened.mutable_protocol()->set_agreement(
      static_cast<tenancy::v1::AgreementMoment>(terms.agreement));
  if (terms.proposal_days) opened.mutable_protocol()->set_proposal_days(*terms.proposal_days);
  opened.mutable_protocol()->set_vog_valid_months(36);
  opened.mutable_protocol()->set_training_required(terms.training_required);
  opened.mutable_protocol()->set_guidance_months(24);
  opened.mutable_protocol()->set_evaluation_interval_months(6);
  tenancy::v1::SubsidyPeriodOpened period;
  period.mutable_period()->set_name("2020");
  period.mutable_period()->set_first_day("2020-01-01");
  period.mutable_period()->set_last_day("2020-12-31");
  period.mutable_period()->set_target(10);
  for (const int target : {0, 3, 3, 4}) {
    period.mutable_period()->add_quarter_targets(target);
  }
  const absl::Status status = database_->Run(
      postgres::Scope::Tenant(tenant), [&](postgres::ScopedTransaction& transaction) {
        const absl::CivilDay day(2020, 1, 1);
        absl::Status applied = tenant::ApplyTenancy(
            transaction,
            {{}, tenant, kNow, feed::MakeFact(core::NewUuid(kNow, random()), day, opened)});
        applied.Update(tenant::ApplyTenancy(
            transaction,
            {{}, tenant, kNow, feed::MakeFact(core::NewUuid(kNow, random()), day, period)}));
        return applied;
      });
  EXPECT_TRUE(status.ok()) << status;
  return tenant;
}

access::Call TenantFixture::NewCall(const core::TenantScope& tenant, access::Effect effect) {
  access::Call call;
  call.method = "test.Service/Method";
  call.now = kNow;
  call.today = core::AmsterdamDay(kNow);
  call.deadline = kNow + absl::Seconds(10);
  call.caller.role = access::Role::kCoordinator;
  call.caller.subject = "coordinator-0610";
  call.effect = effect;
  call.scope = tenant;
  call.request_id = core::RequestId(core::NewUuid(kNow, random()));
  call.request_digest = call.request_id.ToString();
  return call;
}

}  // namespace buurtbrug::platform::testing
