#include "tenancy/store/coordination.h"

#include <google/protobuf/util/json_util.h>

#include <stdexcept>

namespace buurtbrug::tenancy::store {

domain::Coordination CoordinationOf(const v1::Coordination& message) {
  domain::Coordination coordination;
  coordination.volunteers = static_cast<domain::Volunteers>(message.volunteers());
  for (const int casuistry : message.professional_casuistry()) {
    coordination.professional_casuistry.push_back(static_cast<domain::Casuistry>(casuistry));
  }
  for (const v1::StepMinutes& one : message.step_minutes()) {
    coordination.step_minutes.push_back({static_cast<domain::WorkKind>(one.step()), one.minutes()});
  }
  return coordination;
}

v1::Coordination CoordinationMessage(const domain::Coordination& coordination) {
  v1::Coordination message;
  message.set_volunteers(static_cast<v1::Volunteers>(coordination.volunteers));
  for (const domain::Casuistry casuistry : coordination.professional_casuistry) {
    message.add_professional_casuistry(static_cast<v1::Casuistry>(casuistry));
  }
  for (const domain::StepMinutes& one : coordination.step_minutes) {
    v1::StepMinutes& out = *message.add_step_minutes();
    out.set_step(static_cast<v1::WorkKind>(one.step));
    out.set_minutes(one.minutes);
  }
  return message;
}

std::string CoordinationText(const domain::Coordination& coordination) {
  google::protobuf::util::JsonPrintOptions options;
  options.always_print_enums_as_ints = true;
  std::string text;
  const auto status = google::protobuf::util::MessageToJsonString(CoordinationMessage(coordination),
                                                                  &text, options);
  if (!status.ok()) {
    throw std::runtime_error("coordination cannot be written");
  }
  return text;
}

domain::Coordination ReadCoordination(absl::string_view text) {
  v1::Coordination message;
  const auto status = google::protobuf::util::JsonStringToMessage(
      google::protobuf::StringPiece(text.data(), text.size()), &message);
  if (!status.ok()) {
    throw std::runtime_error("coordination cannot be read");
  }
  return CoordinationOf(message);
}

}  // namespace buurtbrug::tenancy::store
