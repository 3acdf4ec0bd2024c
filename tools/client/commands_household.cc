#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"household get", "registration/GetHousehold",
       "The people of a family in full, how it is reached, its target groups",
       "--municipality 0610 --family-id ID"},
      {"household add",
       "registration/AddPerson",
       "Somebody belongs to the family from a day on",
       "--municipality 0610 --family-id ID --on 2020-05-01 --kind child "
       "--birth-date 2020-05-01",
       {"given_name", "family_name", "birth_date"}},
      {"household correct",
       "registration/CorrectPerson",
       "Somebody should have been entered otherwise",
       "--municipality 0610 --family-id ID --on 2020-05-01 --kind adult --number 1 "
       "--given-name Ada --family-name Voorbeeld",
       {"given_name", "family_name", "birth_date"}},
      {"household leave", "registration/LeaveHousehold", "Somebody left; the day is the last one",
       "--municipality 0610 --family-id ID --on 2020-06-30 --kind child --number 2 "
       "--reason 'Woont nu op zichzelf'"},
      {"household contact",
       "registration/SetContact",
       "Where the family lives and how it is reached, in full",
       "--municipality 0610 --family-id ID --on 2020-05-01 --postcode '3361 AB' "
       "--house-number 12",
       {"street", "house_number", "email", "phone"}},
      {"household groups", "registration/SetTargetGroups",
       "The target groups that the family belongs to, all of them",
       "--municipality 0610 --family-id ID --on 2020-05-01 --target-groups single-parent poverty"},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"kind", "Adult or child"},
      {"number", "Number of the person among the adults, or the children, of the family"},
      {"given_name", "Given name"},
      {"family_name", "Family name"},
      {"birth_date", "YYYY-MM-DD"},
      {"reason", "Why"},
      {"postcode", "Dutch postcode"},
      {"street", "Street"},
      {"house_number", "House number with its addition"},
      {"email", "Address for e-mail"},
      {"phone", "Telephone number"},
      {"target_groups", "Names of the groups"},
  };
  return help;
}

}  // namespace

std::vector<Command> HouseholdCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
