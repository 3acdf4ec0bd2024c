#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"municipality list", "tenancy/ListMunicipalities", "All municipalities", ""},
      {"contract list", "tenancy/ListContracts", "The contracts of a municipality, newest first",
       "--municipality 0610"},
      {"contract standing",
       "tenancy/GetStanding",
       "What a contract allows on a day; today unless given",
       "--municipality 0610 --day 2020-10-31",
       {"day"}},
      {"family register",
       "registration/RegisterFamily",
       "A family comes in",
       "--municipality 0610 --on 2020-01-14 --role request --postcode '3361 AB' "
       "--adult-names 'Ouder Voorbeeld' --child-birth-dates 2014-05-02 2016-11-30",
       {"child_birth_dates"}},
      {"family get", "registration/GetFamily", "One family with its people and steps",
       "--municipality 0610 --family-id ID"},
      {"family list",
       "registration/ListFamilies",
       "Families in the order of registration",
       "--municipality 0610 --role support",
       {"page_size", "page_token", "role", "state"}},
      {"family intake", "registration/RecordIntake", "The intake of a request family is done",
       "--municipality 0610 --family-id ID --on 2020-02-11"},
      {"family vog", "registration/RecordVog", "The original VOG of one adult was seen",
       "--municipality 0610 --family-id ID --on 2020-02-27 --adult 1"},
      {"family training", "registration/RecordTraining", "A support family was trained",
       "--municipality 0610 --family-id ID --on 2020-03-03"},
      {"family screening", "registration/RecordScreening",
       "The screening of a support family is done; it is available from then on",
       "--municipality 0610 --family-id ID --on 2020-03-10 --capacity 1"},
      {"match propose",
       "matching/ProposeMatch",
       "A coordinator proposes a match and says why; it reserves a place for some days. Who do not "
       "fit by the hard rules only with --origin by-hand, which records the rules",
       "--municipality 0610 --on 2020-05-28 --request-family-id ID --children 1 "
       "--support-family-id ID --reason 'Een vaste middag per week past bij beide gezinnen' "
       "--origin search --weights-version 1",
       {"origin", "plan_id", "weights_version"}},
      {"match introduce", "matching/IntroduceMatch", "The two families met",
       "--municipality 0610 --match-id ID --on 2020-06-04"},
      {"match agree",
       "matching/AgreeMatch",
       "They agreed, and both signed",
       "--municipality 0610 --match-id ID --on 2020-06-11 --request-family-signed "
       "--support-family-signed --terms '{\"moments\": [\"MATCH_MOMENT_WEDNESDAY_AFTERNOON\"], "
       "\"rhythm\": \"MATCH_RHYTHM_WEEKLY\", \"house_rules_version\": 1}'",
       {"terms", "request_family", "support_family"}},
      {"match start-trial", "matching/StartTrial", "First day of the trial: the match is realised",
       "--municipality 0610 --match-id ID --on 2020-06-16"},
      {"match complete-trial",
       "matching/CompleteTrial",
       "The trial is over; with a reason when it was shorter than agreed, and with a reason, a "
       "cause "
       "and who wished it when the match ended in it",
       "--municipality 0610 --match-id ID --on 2020-08-11 --outcome definitive",
       {"reason", "cause", "wished_by"}},
      {"match end",
       "matching/EndMatch",
       "The match ends: declined before its trial, else ended-early, completed or sustained; what "
       "was "
       "sustained may be completed later",
       "--municipality 0610 --match-id ID --on 2020-07-09 --outcome declined "
       "--reason 'De vaste dag past niet' --cause days-do-not-fit --wished-by request-family",
       {"early_reason"},
       {"declined", "ended-early", "completed", "sustained"}},
      {"match get", "matching/GetMatch", "One match with its steps",
       "--municipality 0610 --match-id ID"},
      {"match list",
       "matching/ListMatches",
       "Matches in the order in which they were proposed, or those that were stopped for a reason",
       "--municipality 0610 --end-reason support-family-not-ready",
       {"page_size", "page_token", "end_reason"}},
      {"evaluation list", "evaluation/ListMoments", "The evaluation moments of a match",
       "--municipality 0610 --match-id ID"},
      {"evaluation record", "evaluation/RecordEvaluation", "An evaluation was held",
       "--municipality 0610 --match-id ID --number 1 --on 2021-02-09 --formal-care scaled-down"},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"match_id", "UUID of the match"},
      {"request_family_id", "UUID of the request family"},
      {"support_family_id", "UUID of the support family"},
      {"children", "Numbers of the children that it is for; 0: the parents"},
      {"adult", "Number of the adult within the family"},
      {"adult_names", "A name for each adult"},
      {"child_birth_dates", "YYYY-MM-DD for each child"},
      {"postcode", "Dutch postcode"},
      {"capacity", "How many matches it can have at once, 1 to 10"},
      {"reason", "Why, without names"},
      {"number", "Number of the moment; 0 is the end of the trial"},
      {"role", "Which kind of family"},
      {"state", "In which state"},
      {"outcome", "What becomes of the match"},
      {"origin", "Where the idea came from"},
      {"plan_id", "UUID of the plan that it came from"},
      {"weights_version", "Of the weights under which it was found"},
      {"terms", "Moments, rhythm, tasks, house rules and returns, as JSON"},
      {"request_family", "How and when the request family accepted, as JSON"},
      {"support_family", "How and when the support family accepted, as JSON"},
      {"cause", "Why, from the list"},
      {"wished_by", "Who wished it"},
      {"early_reason", "Why before the protocol's guidance is over"},
      {"end_reason", "Only those that were stopped for it"},
      {"formal_care", "What became of formal care because of the match"},
  };
  return help;
}

}  // namespace

std::vector<Command> MessageCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
