#include <vector>

#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"place find",
       "registration/LookUpPlace",
       "In which municipality and neighbourhood a postcode lies",
       "--postcode '3361 AB' --house-number 12",
       {"house_number"}},
      {"link renew", "registration/RenewLink",
       "Gives a family a new personal link; those before end",
       "--municipality 0610 --family-id ID"},
      {"link withdrawn",
       "registration/ListWithdrawnInMatch",
       "Families that withdrew while a match of theirs is not over: end it",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"demand count", "registration/CountDemand", "Unserved demand, by month and role",
       "--municipality 0397"},
      {"demand list",
       "registration/ListDemand",
       "Unserved demand that can be invited",
       "--municipality 0397",
       {"page_size", "page_token"}},
      {"demand invite", "registration/InviteDemand",
       "Invites a family that registered before the contract: its contact, and the link to send",
       "--municipality 0397 --demand-id ID"},
      {"demand expire", "registration/ExpireDemand",
       "Destroys what is kept of unserved demand that has expired", ""},
      {"consent give", "registration/RecordConsent", "A family agrees to something",
       "--municipality 0397 --family-id ID --on 2020-02-11 --purpose pool --how paper"},
      {"consent withdraw", "registration/WithdrawConsent", "A family takes its consent back",
       "--municipality 0610 --family-id ID --on 2020-03-11 --purpose news --how telephone"},
      {"consent list", "registration/ListConsents", "What a family agreed to",
       "--municipality 0610 --family-id ID"},
      {"duty told", "registration/RecordInformationTold",
       "A family was told what is kept of it and why",
       "--municipality 0610 --family-id ID --on 2020-02-11 --how conversation"},
      {"duty list",
       "registration/ListInformationDuties",
       "Families that are still to be told what is kept of them",
       "--municipality 0610",
       {"page_size", "page_token"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"demand_id", "UUID of the unserved demand"},
      {"postcode", "Dutch postcode"},
      {"house_number", "House number with its addition"},
      {"purpose", "What for"},
      {"how", "How it was said or heard"},
  };
  return help;
}

}  // namespace

std::vector<Command> ComingInCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
