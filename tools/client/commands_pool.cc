#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"pool agree",
       "tenancy/CreatePoolAgreement",
       "Makes a pool agreement between two municipalities; without consents it has no effect",
       "--offering-municipality 0397 --receiving-municipality 0392 --first-day 2020-03-01 "
       "--counts-for receiving",
       {"last_day"}},
      {"pool end-agreement", "tenancy/EndPoolAgreement", "Sets the last day of a pool agreement",
       "--pool-agreement-id ID --last-day 2020-12-31"},
      {"pool agreements", "tenancy/ListPoolAgreements",
       "The pool agreements of a municipality, in either direction", "--municipality 0397"},
      {"pool consent",
       "tenancy/ConsentToPool",
       "Consents to a pool agreement for a contract; with the other side's consent support "
       "families "
       "can be matched across the border",
       "--municipality 0397 --pool-agreement-id ID --first-day 2020-03-01",
       {"last_day"},
       {},
       "first_day"},
      {"pool end", "tenancy/EndPoolConsent",
       "Sets the last day of a consent; what was matched until then stays",
       "--municipality 0397 --pool-consent-id ID --last-day 2020-12-31"},
      {"pool consents",
       "tenancy/ListPoolConsents",
       "Consents of both sides to the pool agreements of a municipality",
       "--municipality 0397",
       {"pool_agreement_id", "page_size", "page_token"}},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"offering_municipality", "CBS code: where the support families live"},
      {"receiving_municipality", "CBS code: where the request families live"},
      {"counts_for", "For whom a match across the border counts: receiving"},
      {"first_day", "YYYY-MM-DD; of a consent today or later"},
      {"last_day", "YYYY-MM-DD; the day itself belongs to it"},
      {"pool_agreement_id", "UUID, as 'pool agreements' lists it"},
      {"pool_consent_id", "UUID, as 'pool consents' lists it"},
  };
  return help;
}

}  // namespace

std::vector<Command> PoolCommands() { return CommandsOf(Rows(), Help()); }

}  // namespace buurtbrug::client
