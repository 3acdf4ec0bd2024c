#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace buurtbrug::registration::app {

// An export of a family as a page that people read, in Dutch: one file, complete in itself, without
// scripts and without anything from elsewhere. `exported` is the JSON of app/export.h; whatever
// stands in it is shown as text, never as markup. Pure.
std::string RenderExport(const nlohmann::json& exported);

}  // namespace buurtbrug::registration::app
