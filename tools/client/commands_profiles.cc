#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"intake plan", "registration/PlanIntake", "The day of the intake is set",
       "--municipality 0610 --family-id ID --on 2020-02-03 --intake-on 2020-02-11"},
      {"intake needs",
       "registration/RecordNeeds",
       "What the children and the parents need, all of it at once",
       "--municipality 0610 --family-id ID --on 2020-02-11 --needs "
       "'{\"child\": 1, \"kinds\": [\"SUPPORT_KIND_FIXED_AFTERNOON\"], \"frequency\": "
       "\"FREQUENCY_WEEKLY\", \"distance_km\": 5, \"interests\": [\"INTEREST_CRAFTS\"]}'",
       {"traits", "gives_back", "gives_back_remarks", "remarks"}},
      {"intake get", "registration/GetIntake",
       "What a request family needs, how urgent it is, and to whom it was referred on",
       "--municipality 0610 --family-id ID"},
      {"intake urgency", "registration/SetUrgency", "How urgent it is, and why",
       "--municipality 0610 --family-id ID --on 2020-02-12 --urgency 3 "
       "--reason 'Het gaat thuis mis'"},
      {"intake refer-on", "registration/ReferOn", "A request family was referred to other help",
       "--municipality 0610 --family-id ID --on 2020-03-01 --destination food-bank "
       "--reason 'Er is te weinig te eten'"},
      {"intake refer-on-outcome", "registration/RecordReferralOutcome", "What came of referring on",
       "--municipality 0610 --family-id ID --on 2020-04-01 --number 4 --outcome helped"},
      {"intake waiting",
       "registration/ListWaiting",
       "Who waits: the most urgent first, of those the longest waiting",
       "--municipality 0610 --kinds homework overnight-stay",
       {"page_size", "page_token", "kinds"}},
      {"family close", "registration/CloseFamily", "The case of a family is closed",
       "--municipality 0610 --family-id ID --on 2020-12-01 --reason goal-reached"},
      {"offer record",
       "registration/RecordOffer",
       "What a support family offers, all of it at once",
       "--municipality 0610 --family-id ID --on 2020-03-10 --capacity 1 --kinds fixed-afternoon "
       "--moments wednesday-afternoon --frequency weekly --youngest-age 4 --oldest-age 12 "
       "--distance-km 5 --transports bicycle --interests crafts animals",
       {"moments", "transports", "traits", "wishes", "remarks", "interests"}},
      {"offer get", "registration/GetOffer",
       "What a support family offers, its pause, willingness and last contact",
       "--municipality 0610 --family-id ID"},
      {"offer pause", "registration/Pause", "A support family gives no support for a while",
       "--municipality 0610 --family-id ID --on 2020-07-01 --until 2020-08-31 "
       "--reason 'Zomervakantie'"},
      {"offer resume", "registration/Resume", "Its pause ends before its day",
       "--municipality 0610 --family-id ID --on 2020-08-10"},
      {"offer willing", "registration/ConfirmWillingness",
       "It was asked, and is still willing; holds fourteen days",
       "--municipality 0610 --family-id ID --on 2020-05-20"},
      {"offer contact", "registration/LogContact", "What was done for or with a support family",
       "--municipality 0610 --family-id ID --on 2020-05-20 --contact called "
       "--note 'Blijft graag op de lijst'"},
      {"offer unmatched",
       "registration/ListOffers",
       "Families that are available and in no match, the longest first",
       "--municipality 0610",
       {"page_size", "page_token"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"intake_on", "Day of the intake, YYYY-MM-DD"},
      {"needs", "What one child needs, as JSON; child 0 is the parents"},
      {"traits", "What the family is, as JSON: languages, pets, smoking"},
      {"gives_back", "What the family can do in return"},
      {"gives_back_remarks", "The same, in its own words"},
      {"money_talked_through", "What support costs, and does not, was talked through"},
      {"remarks", "Anything else"},
      {"urgency", "1 to 3; 3 is the most urgent"},
      {"reason", "Why"},
      {"destination", "To which help"},
      {"number", "Number of the referral on, as its answer said"},
      {"outcome", "What came of it"},
      {"kinds", "Kinds of support"},
      {"capacity", "How many matches it wants at once, 1 to 10"},
      {"moments", "When it suits; any moment unless given"},
      {"frequency", "How often"},
      {"youngest_age", "Of the children, in years"},
      {"oldest_age", "Of the children, in years"},
      {"distance_km", "At most so far from home, 1 to 50"},
      {"transports", "How it gets there"},
      {"wishes", "What it asks of the other family, as JSON"},
      {"interests", "What the family likes to do"},
      {"until", "Last day of the pause, YYYY-MM-DD"},
      {"contact", "What was done"},
      {"note", "What came of it"},
  };
  return help;
}

}  // namespace

std::vector<Command> ProfileCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
