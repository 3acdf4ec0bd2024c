#include "tools/client/commands.h"

#include <iterator>

#include "absl/strings/str_cat.h"

namespace buurtbrug::client {

std::vector<Command> AllCommands() {
  std::vector<Command> all;
  for (auto part : {
           LoginCommands,     ServiceCommands,   TenancyCommands,   MessageCommands,
           PlanCommands,      SearchCommands,    PeopleCommands,    PlaceCommands,
           AreaCommands,      ComingInCommands,  HouseholdCommands, ProfileCommands,
           MatchLifeCommands, DuplicateCommands, SafetyCommands,    ScreeningCommands,
           RightsCommands,    CaseCommands,      ReportCommands,    AccessCommands,
           KeyCommands,       PoolCommands,
       }) {
    std::vector<Command> commands = part();
    std::move(commands.begin(), commands.end(), std::back_inserter(all));
  }
  return all;
}

Option MunicipalityOption() {
  return {.name = "municipality", .help = "CBS code, like 0610", .need = Option::Need::kRequired};
}

Option ContractOption() {
  return {.name = "contract",
          .help = "Its id; needed only where the municipality has several that it could be"};
}

Option OutputOption(const std::vector<std::string>& formats) {
  return {.name = "output",
          .help = absl::StrCat("Format of the answer; ", formats.front(), " unless given"),
          .choices = formats};
}

}  // namespace buurtbrug::client
