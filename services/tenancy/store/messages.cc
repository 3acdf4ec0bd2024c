#include "tenancy/store/messages.h"

#include "buurtbrug/tenancy/v1/events.pb.h"
#include "platform/core/parse.h"

namespace buurtbrug::tenancy::store {
namespace {

using platform::core::FormatDay;

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
  return message;
}

}  // namespace

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
  return message;
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
  return message;
}

platform::feed::Fact ContractOpened(const platform::core::Uuid& event_id,
                                    const std::string& municipality,
                                    const domain::Contract& contract,
                                    const domain::Protocol& protocol) {
  v1::ContractOpened event;
  *event.mutable_contract() = ContractMessage(municipality, contract);
  *event.mutable_protocol() = ProtocolMessage(protocol);
  return platform::feed::MakeFact(event_id, contract.first_day, event);
}

platform::feed::Fact SubsidyPeriodOpened(const platform::core::Uuid& event_id,
                                         const domain::SubsidyPeriod& period) {
  v1::SubsidyPeriodOpened event;
  *event.mutable_period() = PeriodMessage(period);
  return platform::feed::MakeFact(event_id, period.first_day, event);
}

}  // namespace buurtbrug::tenancy::store
