#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"plan make",
       "matching/MakePlan",
       "Makes the best plan for all waiting families and keeps it; proposes nothing",
       "--municipality 0610 --day 2020-05-28 --note 'Overleg van juni'",
       {"day", "note", "siblings"}},
      {"plan show",
       "matching/GetPlan",
       "A plan, and what it did for each family",
       "--municipality 0610 --plan-id ID",
       {"page_size", "page_token"}},
      {"plan list",
       "matching/ListPlans",
       "The plans of a contract, newest first",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"plan compare",
       "matching/ComparePlans",
       "A plan beside another one, today's proposals, or what other weights would make of it",
       "--municipality 0610 --plan-id ID --with-proposals",
       {"other_plan_id", "weights"}},
      {"plan verify", "matching/VerifyPlan",
       "Checks the proof of a plan and makes it again from its snapshot",
       "--municipality 0610 --plan-id ID"},
      {"plan advice",
       "matching/ValuePlaces",
       "Which support family, and where, would help most families next; which places are scarce",
       "--municipality 0610 --plan-id ID",
       {"count"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"plan_id", "UUID of the plan"},
      {"other_plan_id", "UUID of the plan that it is compared with"},
      {"with_proposals", "Compare with the matches that are only proposed"},
      {"weights", "Other weights, as JSON: '{\"part\": \"DISTANCE\", \"weight\": 500}'"},
      {"siblings",
       "Children who are kept together, as JSON: '{\"request_family_id\": \"ID\", \"children\": "
       "[1, 2]}'"},
      {"day", "Day for which it is made; today unless given"},
      {"count", "At most so many of each; 10 unless given"},
      {"note", "What it is for, without names"},
  };
  return help;
}

}  // namespace

std::vector<Command> PlanCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
