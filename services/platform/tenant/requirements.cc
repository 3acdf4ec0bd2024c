#include "platform/tenant/requirements.h"

#include <nlohmann/json.hpp>

namespace buurtbrug::platform::tenant {

std::vector<core::Requirement> RequirementsOf(const tenancy::v1::Protocol& protocol) {
  std::vector<core::Requirement> requirements;
  for (const tenancy::v1::Requirement& message : protocol.requirements()) {
    core::Requirement requirement;
    requirement.kind = static_cast<core::RequirementKind>(message.kind());
    requirement.stage = static_cast<core::RequirementStage>(message.stage());
    requirement.scope = static_cast<core::RequirementScope>(message.scope());
    if (message.has_valid_months()) {
      requirement.valid_months = message.valid_months();
    }
    requirement.renewal_lead_months = message.renewal_lead_months();
    requirement.count = message.count();
    requirement.by_professional = message.by_professional();
    requirement.four_eyes = message.four_eyes();
    requirements.push_back(requirement);
  }
  return requirements;
}

void WriteRequirements(const std::vector<core::Requirement>& requirements,
                       tenancy::v1::Protocol& protocol) {
  for (const core::Requirement& requirement : requirements) {
    tenancy::v1::Requirement& message = *protocol.add_requirements();
    message.set_kind(static_cast<tenancy::v1::RequirementKind>(requirement.kind));
    message.set_stage(static_cast<tenancy::v1::RequirementStage>(requirement.stage));
    message.set_scope(static_cast<tenancy::v1::RequirementScope>(requirement.scope));
    if (requirement.valid_months) {
      message.set_valid_months(*requirement.valid_months);
    }
    message.set_renewal_lead_months(requirement.renewal_lead_months);
    message.set_count(requirement.count);
    message.set_by_professional(requirement.by_professional);
    message.set_four_eyes(requirement.four_eyes);
  }
}

std::string RequirementsText(const std::vector<core::Requirement>& requirements) {
  nlohmann::json list = nlohmann::json::array();
  for (const core::Requirement& requirement : requirements) {
    nlohmann::json one = {{"kind", requirement.kind},
                          {"stage", requirement.stage},
                          {"scope", requirement.scope},
                          {"renewal_lead_months", requirement.renewal_lead_months},
                          {"count", requirement.count},
                          {"by_professional", requirement.by_professional},
                          {"four_eyes", requirement.four_eyes}};
    if (requirement.valid_months) {
      one["valid_months"] = *requirement.valid_months;
    }
    list.push_back(std::move(one));
  }
  return list.dump();
}

std::vector<core::Requirement> ReadRequirements(absl::string_view text) {
  std::vector<core::Requirement> requirements;
  if (text == "[]") {
    return requirements;
  }
  for (const nlohmann::json& one : nlohmann::json::parse(text)) {
    core::Requirement requirement;
    requirement.kind = one.at("kind").get<core::RequirementKind>();
    requirement.stage = one.at("stage").get<core::RequirementStage>();
    requirement.scope = one.at("scope").get<core::RequirementScope>();
    if (one.contains("valid_months")) {
      requirement.valid_months = one.at("valid_months").get<int>();
    }
    requirement.renewal_lead_months = one.at("renewal_lead_months").get<int>();
    requirement.count = one.at("count").get<int>();
    requirement.by_professional = one.at("by_professional").get<bool>();
    requirement.four_eyes = one.at("four_eyes").get<bool>();
    requirements.push_back(requirement);
  }
  return requirements;
}

}  // namespace buurtbrug::platform::tenant
