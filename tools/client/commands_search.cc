#include <iostream>

#include "absl/time/time.h"
#include "buurtbrug/matching/v1/profile_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/message_command.h"
#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

using matching::v1::RebuildProfilesRequest;
using matching::v1::RebuildProfilesResponse;

constexpr absl::Duration kRebuildTimeout = absl::Minutes(10);

absl::Status Rebuild(Session& session, const Arguments&) {
  RebuildProfilesRequest request;
  RebuildProfilesResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.Call(MethodTaking(*request.GetDescriptor()), request, response, kRebuildTimeout));
  std::cout << "rebuilt: " << response.entries() << " entries of registration's feed read\n";
  return absl::OkStatus();
}

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"search support",
       "matching/FindSupportFamilies",
       "The support families that fit best with a child, and the nearest misses",
       "--municipality 0610 --request-family-id ID --children 1",
       {"day", "count", "misses"}},
      {"search request",
       "matching/FindRequestFamilies",
       "The request families that fit best with a support family, and the nearest misses",
       "--municipality 0610 --support-family-id ID",
       {"day", "count", "misses"}},
      {"search explain",
       "matching/ExplainPair",
       "Why two families do, or do not, go together",
       "--municipality 0610 --request-family-id ID --children 1 --support-family-id ID",
       {"day"}},
      {"weights set", "matching/SetWeights", "What counts more or less in the fit, and why",
       "--municipality 0610 --weights '{\"part\": \"DISTANCE\", \"weight\": 300}' "
       "--reason 'Dichtbij telt hier zwaarder' --dry-run"},
      {"weights get",
       "matching/GetWeights",
       "The weights in force, or those of a version",
       "--municipality 0610 --version 1",
       {"version"}},
      {"weights list",
       "matching/ListWeights",
       "All versions of the weights, newest first",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"exclusion add", "matching/ExcludePair",
       "Two families are never found for each other, whatever they need and offer",
       "--municipality 0610 --request-family-id ID --support-family-id ID "
       "--reason 'Zij kennen elkaar van vroeger'"},
      {"exclusion lift", "matching/LiftExclusion", "They may be found again",
       "--municipality 0610 --exclusion-id ID --reason 'Dat is uitgepraat'"},
      {"exclusion list",
       "matching/ListExclusions",
       "Pairs that were excluded, with who did so and why",
       "--municipality 0610",
       {"page_size", "page_token"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"request_family_id", "UUID of the request family"},
      {"support_family_id", "UUID of the support family"},
      {"children", "Number of a child, or of siblings who are to be kept together; 0: the parents"},
      {"day", "On which they would begin, YYYY-MM-DD; today unless given"},
      {"count", "How many, at most 50; 10 unless given"},
      {"misses", "How many that break one rule, at most 50; 5 unless given"},
      {"weights", "A part and its weight, as JSON; parts that are not named keep theirs"},
      {"version", "0 is the default of the platform"},
      {"reason", "Why, without names"},
      {"exclusion_id", "UUID of the exclusion"},
  };
  return help;
}

}  // namespace

std::vector<Command> SearchCommands() {
  std::vector<Command> commands = CommandsOf(Rows(), Help());
  commands.push_back(
      {.path = "search rebuild",
       .help = "Makes what matching knows of families again, from registration's feed",
       .example = "buurtbrug search rebuild",
       .run = Rebuild});
  return commands;
}

}  // namespace buurtbrug::client
