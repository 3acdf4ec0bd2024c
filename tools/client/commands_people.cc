#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {

std::vector<Command> PeopleCommands() {
  static const std::vector<Row> rows = {
      {"assignment give",
       "matching/AssignMatches",
       "Gives matches to a coordinator, for good or from day to day",
       "--municipality 0610 --match-ids ID --coordinator anna --on 2020-06-04 "
       "--reason 'Woont in dezelfde buurt'",
       {"first_day", "last_day"}},
      {"assignment take-over",
       "matching/TakeOver",
       "A substitute takes over what a coordinator has, or the matches that are named",
       "--municipality 0610 --from-coordinator anna --to-coordinator bert --on 2020-06-29 "
       "--first-day 2020-07-06 --last-day 2020-07-26 --reason 'Vakantie'",
       {"first_day", "last_day", "match_ids"}},
      {"assignment get",
       "matching/GetAssignment",
       "Who looks after one match on a day; today unless given",
       "--municipality 0610 --match-id ID",
       {"day"}},
      {"assignment list",
       "matching/ListAssignments",
       "Who looks after the matches that are not over; today unless given",
       "--municipality 0610 --coordinator anna",
       {"day", "coordinator", "page_size", "page_token"}},
      {"triage propose", "matching/ProposeTriage",
       "Whether a volunteer can look after a request family's matches, with reasons",
       "--municipality 0610 --request-family-id ID"},
      {"triage decide", "matching/DecideTriage", "A coordinator decides it and says why",
       "--municipality 0610 --request-family-id ID --on 2020-05-25 --outcome volunteer "
       "--reason 'Duidelijke vraag, rustig gezin'"},
      {"triage get", "matching/GetTriage", "What was decided, beside what is proposed today",
       "--municipality 0610 --request-family-id ID"},
      {"minutes record",
       "matching/RecordMinutes",
       "Time that was spent on a match",
       "--municipality 0610 --match-id ID --on 2020-06-04 --step introduction --minutes 75",
       {"replaces"}},
      {"caseload get",
       "matching/GetCaseload",
       "The time of each coordinator in a subsidy period, beside the hours that are paid for",
       "--municipality 0610 --period 2020",
       {"day"},
       {},
       "",
       "period"},
  };
  static const FieldHelp help = {
      {"match_id", "UUID of the match"},
      {"match_ids", "UUIDs of the matches"},
      {"request_family_id", "UUID of the request family"},
      {"coordinator", "Name of the coordinator with the identity provider"},
      {"from_coordinator", "Whose matches they are"},
      {"to_coordinator", "Who takes over"},
      {"first_day", "From this day on; the day on which it is decided unless given"},
      {"last_day", "Up to and including this day; for good unless given"},
      {"outcome", "Who can look after the matches"},
      {"reason", "Why, without names"},
      {"step", "What the time was spent on"},
      {"minutes", "How many, 1 to 1440"},
      {"replaces", "UUID of the record of which this one takes the place; may have 0 minutes"},
  };
  return CommandsOf(rows, help);
}

}  // namespace buurtbrug::client
