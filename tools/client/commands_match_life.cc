#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"match extend-place", "matching/ExtendPlace",
       "The place of a proposal is reserved for longer, once",
       "--municipality 0610 --match-id ID --on 2020-06-08 --reason 'Het gezin is met vakantie'"},
      {"match ask", "matching/AskFamilies", "Both families are asked",
       "--municipality 0610 --match-id ID --on 2020-05-29"},
      {"match answer",
       "matching/RecordAnswer",
       "What one of them answered; who declines ends the match",
       "--municipality 0610 --match-id ID --on 2020-06-02 --party support-family --answer declined "
       "--cause days-do-not-fit",
       {"cause", "reason"}},
      {"match offer", "matching/OfferAgreement",
       "What both families can accept by their links, and then is agreed on",
       "--municipality 0610 --match-id ID --on 2020-06-10 --terms '{\"rhythm\": "
       "\"MATCH_RHYTHM_TWO_WEEKLY\", \"tasks\": [\"MATCH_TASK_HOMEWORK\"]}'"},
      {"match agree-anew",
       "matching/RecordAgreement",
       "They changed what they agreed on, and both accepted it",
       "--municipality 0610 --match-id ID --on 2020-10-01 --terms '{\"rhythm\": "
       "\"MATCH_RHYTHM_WEEKLY\"}' --request-family '{\"means\": \"ACCEPTANCE_MEANS_PAPER\", "
       "\"accepted_on\": \"2020-09-30\"}' --support-family '{\"means\": "
       "\"ACCEPTANCE_MEANS_LINK\", \"accepted_on\": \"2020-10-01\"}' "
       "--reason 'Van om de week naar elke week'",
       {"reason"}},
      {"match pause", "matching/PauseMatch", "The families do not see each other for a while",
       "--municipality 0610 --match-id ID --on 2020-07-10 --expected-last-day 2020-08-23 "
       "--reason 'Zomervakantie'"},
      {"match resume",
       "matching/ResumeMatch",
       "They see each other again",
       "--municipality 0610 --match-id ID --on 2020-08-24",
       {"reason"}},
      {"match substitute",
       "matching/SubstituteSupportFamily",
       "Another support family stands in for a while",
       "--municipality 0610 --match-id ID --on 2020-07-03 --substitute-family-id ID "
       "--first-day 2020-07-10 --last-day 2020-08-23 --reason 'Een operatie'",
       {"by_hand"}},
      {"match end-substitution",
       "matching/EndSubstitution",
       "The support family is back earlier",
       "--municipality 0610 --match-id ID --on 2020-08-10",
       {"reason"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"match_id", "UUID of the match"},
      {"reason", "Why, without names"},
      {"party", "Which of the two"},
      {"answer", "What it answered"},
      {"cause", "Why it declined, from the list"},
      {"terms", "Moments, rhythm, tasks, house rules and returns, as JSON"},
      {"request_family", "How and when the request family accepted, as JSON"},
      {"support_family", "How and when the support family accepted, as JSON"},
      {"expected_last_day", "Last day of the pause, as it is expected; YYYY-MM-DD"},
      {"substitute_family_id", "UUID of the support family that stands in"},
      {"first_day", "From when, YYYY-MM-DD"},
      {"last_day", "Until when, YYYY-MM-DD"},
      {"by_hand", "Also when the two do not fit by the hard rules; the reason says why"},
  };
  return help;
}

}  // namespace

std::vector<Command> MatchLifeCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
