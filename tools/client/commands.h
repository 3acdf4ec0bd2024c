#pragma once

#include <string>
#include <vector>

#include "tools/client/command_line.h"

namespace buurtbrug::client {

// Every command, in the order of the help.
std::vector<Command> AllCommands();

// Its parts.
std::vector<Command> LoginCommands();      // login, logout
std::vector<Command> ServiceCommands();    // health, call
std::vector<Command> TenancyCommands();    // tenancy load
std::vector<Command> PoolCommands();       // pool ...
std::vector<Command> MessageCommands();    // one call each: contract, family, match, evaluation
std::vector<Command> PlanCommands();       // plan ...
std::vector<Command> PeopleCommands();     // assignment, triage, minutes, caseload ...
std::vector<Command> PlaceCommands();      // place import
std::vector<Command> AreaCommands();       // area import
std::vector<Command> SearchCommands();     // search ..., weights ..., exclusion ...
std::vector<Command> ComingInCommands();   // one call each: place, link, demand, consent
std::vector<Command> HouseholdCommands();  // household ...
std::vector<Command> ProfileCommands();    // intake ..., offer ...
std::vector<Command> MatchLifeCommands();  // one call each: match ..., between its steps
std::vector<Command> DuplicateCommands();  // duplicate ...
std::vector<Command> SafetyCommands();     // concern ...
std::vector<Command> RightsCommands();     // rights ..., destruction ...
std::vector<Command> ScreeningCommands();  // screening ..., readiness ..., vog list
std::vector<Command> CaseCommands();       // case replay
std::vector<Command> ReportCommands();     // report ...
std::vector<Command> AccessCommands();     // access list, access verify
std::vector<Command> KeyCommands();        // key ...

// Options that many commands have.
Option MunicipalityOption();
Option ContractOption();
Option OutputOption(const std::vector<std::string>& formats);

}  // namespace buurtbrug::client
