#include "tenancy/store/messages.h"

#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/tenant/requirements.h"
#include "tenancy/store/coordination.h"

namespace buurtbrug::tenancy::store {
namespace {

using platform::core::FormatDay;

}  // namespace

google::protobuf::Timestamp TimestampOf(absl::Time time) {
  return google::protobuf::util::TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(time));
}

std::string EtagOf(int64_t version) { return absl::StrCat(version); }

v1::Municipality MunicipalityMessage(const domain::Municipality& municipality) {
  v1::Municipality message;
  message.set_code(municipality.code);
  message.set_name(municipality.name);
  if (municipality.code_year) {
    message.set_code_year(*municipality.code_year);
  }
  if (municipality.qualifier) {
    message.set_qualifier(*municipality.qualifier);
  }
  if (municipality.rsin) {
    message.set_rsin(*municipality.rsin);
  }
  if (municipality.oin) {
    message.set_oin(*municipality.oin);
  }
  message.set_etag(EtagOf(municipality.version));
  return message;
}

v1::Protocol ProtocolMessage(const domain::Protocol& protocol) {
  v1::Protocol message;
  message.set_programme(protocol.programme);
  message.set_version(protocol.version);
  if (protocol.trial_weeks) {
    message.set_trial_weeks(*protocol.trial_weeks);
  }
  message.set_vog_valid_months(protocol.vog_valid_months);
  message.set_training_required(protocol.training_required);
  message.set_guidance_months(protocol.guidance_months);
  message.set_evaluation_interval_months(protocol.evaluation_interval_months);
  if (protocol.first_day) {
    message.set_first_day(FormatDay(*protocol.first_day));
  }
  platform::tenant::WriteRequirements(protocol.requirements, message);
  message.set_agreement(static_cast<v1::AgreementMoment>(protocol.agreement));
  if (protocol.proposal_days) {
    message.set_proposal_days(*protocol.proposal_days);
  }
  const v1::Coordination coordination = CoordinationMessage(protocol.coordination);
  if (coordination.ByteSizeLong() > 0) {
    *message.mutable_coordination() = coordination;
  }
  return message;
}

v1::Contract ContractMessage(const std::string& municipality, const domain::Contract& contract) {
  v1::Contract message;
  message.set_municipality(municipality);
  message.set_contract_id(contract.id.ToString());
  message.set_programme(contract.programme);
  message.set_protocol_version(contract.protocol_version);
  message.set_provider(contract.provider);
  message.set_first_day(FormatDay(contract.first_day));
  if (contract.last_day) {
    message.set_last_day(FormatDay(*contract.last_day));
  }
  if (contract.run_off_day) {
    message.set_run_off_day(FormatDay(*contract.run_off_day));
  }
  if (contract.reference) {
    message.set_reference(*contract.reference);
  }
  if (contract.as_stated) {
    message.set_as_stated(*contract.as_stated);
  }
  for (const domain::SubsidyPeriod& period : contract.periods) {
    *message.add_periods() = PeriodMessage(period);
  }
  if (contract.municipality_reference) {
    message.set_municipality_reference(*contract.municipality_reference);
  }
  if (contract.provider_reference) {
    message.set_provider_reference(*contract.provider_reference);
  }
  if (contract.funding_source) {
    message.set_funding_source(*contract.funding_source);
  }
  if (contract.processing_agreement_on) {
    message.set_processing_agreement_on(FormatDay(*contract.processing_agreement_on));
  }
  if (contract.follows) {
    message.set_follows_contract_id(contract.follows->ToString());
  }
  const auto add_protocol = [&](int version, absl::CivilDay first_day) {
    v1::AdoptedProtocol& protocol = *message.add_protocols();
    protocol.set_version(version);
    protocol.set_first_day(FormatDay(first_day));
  };
  add_protocol(contract.protocol_version, contract.first_day);
  for (const domain::AdoptedProtocol& adopted : contract.adopted) {
    add_protocol(adopted.version, adopted.first_day);
  }
  message.set_etag(EtagOf(contract.version));
  return message;
}

std::string ContractBytes(const std::string& municipality, const domain::Contract& contract) {
  return ContractMessage(municipality, contract).SerializeAsString();
}

v1::SubsidyPeriod PeriodMessage(const domain::SubsidyPeriod& period) {
  v1::SubsidyPeriod message;
  message.set_name(period.name);
  message.set_first_day(FormatDay(period.first_day));
  message.set_last_day(FormatDay(period.last_day));
  if (period.amount_cents) {
    message.set_amount_cents(*period.amount_cents);
  }
  if (period.funding_source) {
    message.set_funding_source(*period.funding_source);
  }
  if (period.target) {
    message.set_target(*period.target);
  }
  for (const int32_t target : period.quarter_targets) {
    message.add_quarter_targets(target);
  }
  if (period.as_stated) {
    message.set_as_stated(*period.as_stated);
  }
  message.set_target_precision(static_cast<v1::Precision>(period.target_precision));
  if (period.target_tolerance) {
    message.set_target_tolerance(*period.target_tolerance);
  }
  message.set_target_covers(static_cast<v1::TargetCovers>(period.target_covers));
  if (period.counting_rule) {
    v1::CountingRule& rule = *message.mutable_counting_rule();
    rule.set_counted_at(static_cast<v1::CountedAt>(period.counting_rule->counted_at));
    rule.set_ended_in_trial(static_cast<v1::EndedInTrial>(period.counting_rule->ended_in_trial));
  }
  if (period.coordinator_hours) {
    v1::CoordinatorHours& hours = *message.mutable_coordinator_hours();
    hours.set_minutes(period.coordinator_hours->minutes);
    hours.set_precision(static_cast<v1::Precision>(period.coordinator_hours->precision));
    hours.set_per(static_cast<v1::HoursPer>(period.coordinator_hours->per));
  }
  for (const domain::DecisionDate& date : period.decision_dates) {
    v1::DecisionDate& out = *message.add_decision_dates();
    out.set_kind(static_cast<v1::DecisionKind>(date.kind));
    if (date.day) {
      out.set_day(FormatDay(*date.day));
    }
    if (date.as_stated) {
      out.set_as_stated(*date.as_stated);
    }
  }
  if (period.sealed_at) {
    *message.mutable_sealed_at() = TimestampOf(*period.sealed_at);
  }
  message.set_etag(EtagOf(period.version));
  return message;
}

v1::Appointment AppointmentMessage(const TenantScope& tenant,
                                   const domain::Appointment& appointment) {
  v1::Appointment message;
  if (appointment.role != domain::AppointedRole::kFoundationOperator) {
    message.set_municipality(tenant.municipality);
    message.set_contract_id(tenant.contract.ToString());
  }
  message.set_appointment_id(appointment.id.ToString());
  message.set_subject(appointment.subject);
  message.set_role(static_cast<common::v1::Role>(appointment.role));
  message.set_first_day(FormatDay(appointment.first_day));
  if (appointment.last_day) {
    message.set_last_day(FormatDay(*appointment.last_day));
  }
  if (appointment.substitutes) {
    message.set_substitutes_appointment_id(appointment.substitutes->ToString());
  }
  message.set_etag(EtagOf(appointment.version));
  return message;
}

v1::Partner PartnerMessage(const domain::Partner& partner) {
  v1::Partner message;
  message.set_partner_id(partner.id.ToString());
  message.set_organisation(partner.organisation);
  message.set_kind(static_cast<v1::PartnerKind>(partner.kind));
  if (partner.oin) {
    message.set_oin(*partner.oin);
  }
  for (const std::string& client : partner.clients) {
    message.add_clients(client);
  }
  message.set_suspended(partner.state == domain::PartnerState::kSuspended);
  for (const domain::PartnerContract& contract : partner.contracts) {
    *message.add_contracts() = PartnerContractMessage(contract);
  }
  message.set_etag(EtagOf(partner.version));
  return message;
}

v1::PartnerContract PartnerContractMessage(const domain::PartnerContract& contract) {
  v1::PartnerContract message;
  message.set_municipality(contract.tenant.municipality);
  message.set_contract_id(contract.tenant.contract.ToString());
  message.set_partner_id(contract.partner.ToString());
  message.set_first_day(FormatDay(contract.first_day));
  if (contract.last_day) {
    message.set_last_day(FormatDay(*contract.last_day));
  }
  message.set_etag(EtagOf(contract.version));
  return message;
}

v1::BreakGlass BreakGlassMessage(const TenantScope& tenant, const domain::BreakGlass& glass) {
  v1::BreakGlass message;
  message.set_municipality(tenant.municipality);
  message.set_contract_id(tenant.contract.ToString());
  message.set_break_glass_id(glass.id.ToString());
  message.set_subject(glass.subject);
  message.set_reason(glass.reason);
  *message.mutable_begins_at() = TimestampOf(glass.begins_at);
  *message.mutable_ends_at() = TimestampOf(glass.over_at());
  return message;
}

v1::PoolAgreement PoolAgreementMessage(const domain::PoolAgreement& agreement) {
  v1::PoolAgreement message;
  message.set_pool_agreement_id(agreement.id.ToString());
  message.set_offering_municipality(agreement.offering);
  message.set_receiving_municipality(agreement.receiving);
  message.set_first_day(FormatDay(agreement.first_day));
  if (agreement.last_day) {
    message.set_last_day(FormatDay(*agreement.last_day));
  }
  message.set_counts_for(static_cast<v1::PoolCounts>(agreement.counts_for));
  message.set_etag(EtagOf(agreement.version));
  return message;
}

v1::PoolConsent PoolConsentMessage(const domain::PoolConsent& consent) {
  v1::PoolConsent message;
  message.set_municipality(consent.tenant.municipality);
  message.set_contract_id(consent.tenant.contract.ToString());
  message.set_pool_consent_id(consent.id.ToString());
  message.set_pool_agreement_id(consent.agreement.ToString());
  message.set_side(static_cast<v1::PoolSide>(consent.side));
  message.set_first_day(FormatDay(consent.first_day));
  if (consent.last_day) {
    message.set_last_day(FormatDay(*consent.last_day));
  }
  message.set_etag(EtagOf(consent.version));
  return message;
}

}  // namespace buurtbrug::tenancy::store
