#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {

std::vector<Command> SafetyCommands() {
  static const std::vector<Row> rows = {
      {"concern record", "registration/RecordConcern",
       "Something about a family gives concern, or something happened",
       "--municipality 0610 --family-id ID --on 2020-03-02 --kind concern "
       "--text 'Wat er gezien of gehoord is'"},
      {"concern received",
       "registration/ListRecordedConcerns",
       "The concerns that you recorded",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"concern step",
       "registration/RecordReportingStep",
       "A step of the reporting code was taken; the fifth with its decision",
       "--municipality 0610 --concern-id ID --on 2020-03-03 --step consulted "
       "--text 'Veilig Thuis om advies gevraagd'",
       {"decision"}},
      {"concern close", "registration/CloseConcern", "Nothing more is to be done",
       "--municipality 0610 --concern-id ID --on 2020-03-10 --text 'Afgerond met het gezin'"},
      {"concern get", "registration/GetConcern", "One concern with all that was written down",
       "--municipality 0610 --concern-id ID"},
      {"concern list",
       "registration/ListConcerns",
       "The concerns of a contract",
       "--municipality 0610 --state open",
       {"page_size", "page_token", "state", "family_id"}},
  };
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"concern_id", "UUID of the concern"},
      {"kind", "A concern, or an incident"},
      {"step", "Which of the five steps"},
      {"decision", "With the fifth step, and only then"},
      {"state", "Only those"},
      {"text", "What was seen, said or done"},
  };
  return CommandsOf(rows, help);
}

}  // namespace buurtbrug::client
