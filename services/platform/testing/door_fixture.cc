#include "platform/testing/door_fixture.h"

#include <google/protobuf/util/time_util.h>
#include <gtest/gtest.h>

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/status.h"
#include "platform/core/uuid.h"

namespace buurtbrug::platform::testing {
namespace {

core::TenantScope Network() { return {core::kNoMunicipality, {}}; }

std::string NewId(const core::Clock& clock) {
  return core::NewUuid(clock.Now(), core::SystemRandom()).ToString();
}

}  // namespace

access::DoorOptions DoorFixture::Options() {
  access::DoorOptions options;
  options.clients = {std::string(TestIssuer::kClient)};
  return options;
}

DoorFixture::DoorFixture(postgres::Database& database, const core::Clock& clock,
                         access::DoorOptions options)
    : clock_(clock) {
  auto set = auth::KeySet::Parse(issuer_.Jwks());
  EXPECT_TRUE(set.ok()) << set.status();
  keys_ = std::make_unique<auth::FixedKeys>(*std::move(set));
  auth::TokenRules rules;
  rules.issuer = std::string(TestIssuer::kIssuer);
  rules.audience = std::string(TestIssuer::kAudience);
  verifier_ = std::make_unique<auth::TokenVerifier>(rules, *keys_);
  EXPECT_TRUE(telemetry::Metrics::Start("", &metrics_).ok());
  keeper_ = std::make_unique<access::Keeper>(
      [this](const feed::Position& after, absl::Duration /*timeout*/) { return Read(after); },
      book_, clock_, *metrics_);
  door_ = std::make_unique<access::Door>(std::move(options), *verifier_, book_, *keeper_, database);
}

absl::StatusOr<feed::Page> DoorFixture::Read(const feed::Position& after) {
  if (cut_) {
    return core::Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE", "cut");
  }
  const std::lock_guard lock(mutex_);
  feed::Page page;
  for (size_t i = after.sequence; i < news_.size(); ++i) {
    page.entries.push_back(news_[i]);
  }
  page.delivered_below = page.next_transaction = 2;
  return page;
}

void DoorFixture::Tell(const core::TenantScope& tenant, const google::protobuf::Message& event) {
  const std::lock_guard lock(mutex_);
  feed::Entry entry;
  entry.position = {1, news_.size() + 1};
  entry.tenant = tenant;
  entry.recorded_at = clock_.Now();
  entry.fact.type = event.GetTypeName();
  entry.fact.bytes = event.SerializeAsString();
  news_.push_back(entry);
}

void DoorFixture::OpenContract(const core::TenantScope& tenant) {
  tenancy::v1::ContractOpened opened;
  opened.mutable_contract()->set_first_day("2000-01-01");
  Tell(tenant, opened);
}

std::string DoorFixture::Appoint(const std::string& subject, access::Role role,
                                 const core::TenantScope& tenant, const std::string& first_day,
                                 const std::string& last_day) {
  tenancy::v1::AppointmentChanged changed;
  changed.set_version(1);
  auto& appointment = *changed.mutable_appointment();
  appointment.set_appointment_id(NewId(clock_));
  appointment.set_subject(subject);
  appointment.set_role(static_cast<common::v1::Role>(role));
  appointment.set_first_day(first_day);
  if (!last_day.empty()) {
    appointment.set_last_day(last_day);
  }
  Tell(tenant, changed);
  return appointment.appointment_id();
}

void DoorFixture::ChangeAppointment(const std::string& id, const std::string& subject,
                                    access::Role role, const core::TenantScope& tenant,
                                    const std::string& last_day) {
  tenancy::v1::AppointmentChanged changed;
  changed.set_version(2);
  auto& appointment = *changed.mutable_appointment();
  appointment.set_appointment_id(id);
  appointment.set_subject(subject);
  appointment.set_role(static_cast<common::v1::Role>(role));
  appointment.set_first_day("2000-01-01");
  appointment.set_last_day(last_day);
  Tell(tenant, changed);
}

std::string DoorFixture::AppointOperator(const std::string& subject) {
  return Appoint(subject, access::Role::kFoundationOperator, Network());
}

std::string DoorFixture::AddPartner(const std::string& client, PartnerState state) {
  tenancy::v1::PartnerChanged changed;
  changed.set_version(1);
  changed.mutable_partner()->set_partner_id(NewId(clock_));
  changed.mutable_partner()->add_clients(client);
  changed.mutable_partner()->set_suspended(state == PartnerState::kSuspended);
  Tell(Network(), changed);
  return changed.partner().partner_id();
}

void DoorFixture::AllowPartner(const std::string& partner, const core::TenantScope& tenant,
                               const std::string& last_day) {
  tenancy::v1::PartnerContractChanged changed;
  changed.set_version(1);
  changed.mutable_partner_contract()->set_partner_id(partner);
  changed.mutable_partner_contract()->set_first_day("2000-01-01");
  if (!last_day.empty()) {
    changed.mutable_partner_contract()->set_last_day(last_day);
  }
  Tell(tenant, changed);
}

std::string DoorFixture::BreakGlass(const std::string& subject, const core::TenantScope& tenant,
                                    absl::Time begins, absl::Time ends) {
  using google::protobuf::util::TimeUtil;
  tenancy::v1::BreakGlassChanged changed;
  changed.set_version(1);
  auto& glass = *changed.mutable_break_glass();
  glass.set_break_glass_id(NewId(clock_));
  glass.set_subject(subject);
  *glass.mutable_begins_at() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(begins));
  *glass.mutable_ends_at() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(ends));
  Tell(tenant, changed);
  return glass.break_glass_id();
}

std::string DoorFixture::TokenOf(const std::string& subject) const {
  return issuer_.Mint(subject, clock_.Now());
}

std::string DoorFixture::TokenOfClient(const std::string& client) const {
  return issuer_.MintForClient(client, clock_.Now());
}

}  // namespace buurtbrug::platform::testing
