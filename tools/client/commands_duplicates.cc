#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {

std::vector<Command> DuplicateCommands() {
  static const std::vector<Row> rows = {
      {"duplicate list",
       "registration/ListDuplicates",
       "Pairs of families that may be one, which nobody judged yet",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"duplicate find", "registration/FindDuplicates",
       "Families like one family, and how they were judged", "--municipality 0610 --family-id ID"},
      {"duplicate merge",
       "registration/MergeFamilies",
       "The newer family is the older one: its case is closed",
       "--municipality 0610 --family-id ID --merged-family-id ID --on 2020-02-03 "
       "--reason 'Dezelfde moeder, door de school opnieuw aangemeld'",
       {"merged_etag"}},
      {"duplicate keep-apart", "registration/KeepApart",
       "Two families are two: the pair is not listed again",
       "--municipality 0610 --family-id ID --other-family-id ID --on 2020-02-03 "
       "--reason 'Neven met dezelfde achternaam'"},
  };
  static const FieldHelp help = {
      {"family_id", "UUID of the family; with a merge of the one that came in first"},
      {"merged_family_id", "UUID of the newer family"},
      {"other_family_id", "UUID of the other family"},
      {"merged_etag", "Only when the version of the newer family is still this one"},
      {"reason", "Why"},
  };
  return CommandsOf(rows, help);
}

}  // namespace buurtbrug::client
