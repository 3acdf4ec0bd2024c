#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "buurtbrug/registration/v1/rights_service.pb.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_command.h"
#include "tools/client/methods.h"

// What families may ask of their data, and how files are destroyed.
namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"correction record",
       "registration/RecordCorrection",
       "A text about a family was wrong: makes the notices to whom it was disclosed",
       "--municipality 0610 --family-id ID --categories note --wrong-since 2020-02-01",
       {"wrong_since"}},
      {"correction notices",
       "registration/ListNotices",
       "Notices of corrections that are still to be sent",
       "--municipality 0610",
       {"page_size", "page_token", "family_id"}},
      {"correction sent", "registration/MarkNoticeSent", "The recipient of a notice was told",
       "--municipality 0610 --notice-id ID"},
      {"hold place",
       "registration/PlaceLegalHold",
       "A family's file is not destroyed until the hold is lifted or over",
       "--municipality 0610 --family-id ID --reason 'Klacht in behandeling'",
       {"until_day"}},
      {"hold lift", "registration/LiftLegalHold", "A legal hold ends",
       "--municipality 0610 --family-id ID --number 1"},
      {"hold list", "registration/ListLegalHolds", "The legal holds of a family",
       "--municipality 0610 --family-id ID"},
      {"retention set",
       "registration/SetRetentionTerm",
       "How long the files of a class are kept; without --months the class has no term any more",
       "--municipality 0610 --data-class request-family --term-from closing --months 24",
       {"months"}},
      {"retention list", "registration/ListRetentionTerms", "The retention terms of a contract",
       "--municipality 0610"},
      {"erasure request", "registration/RequestErasure", "A family asked to be erased",
       "--municipality 0610 --family-id ID --requested-on 2020-11-02"},
      {"erasure withdraw", "registration/WithdrawErasureRequest",
       "A family took back that it wants to be erased",
       "--municipality 0610 --family-id ID --withdrawn-on 2020-11-09"},
      {"destruction propose",
       "registration/ProposeDestruction",
       "Makes a list of the families that are due or asked to be erased; try --dry-run first",
       "--municipality 0610 --dry-run",
       {"family_ids"}},
      {"destruction get", "registration/GetDestructionList", "A destruction list with its families",
       "--municipality 0610 --list-id ID"},
      {"destruction list",
       "registration/ListDestructionLists",
       "Destruction lists, with who approved them",
       "--municipality 0610",
       {"page_size", "page_token"}},
      {"destruction approve", "registration/ApproveDestruction",
       "One of the two approvals that a list needs, by two different people",
       "--municipality 0610 --list-id ID"},
      {"destruction carry-out", "registration/CarryOutDestruction",
       "Destroys the keys of the families of an approved list, for ever",
       "--municipality 0610 --list-id ID"},
      {"destruction proof", "registration/GetDestructionProof",
       "What remains of a list that was carried out", "--municipality 0610 --list-id ID"},
  };
  return rows;
}

const FieldHelp& Help() {
  static const FieldHelp help = {
      {"family_id", "UUID of the family"},
      {"family_ids", "Only these families; all that are due unless given"},
      {"notice_id", "UUID of the notice"},
      {"list_id", "UUID of the destruction list"},
      {"number", "Number of the hold within the family"},
      {"categories", "What was corrected"},
      {"wrong_since", "YYYY-MM-DD from which on the old value stood there; else all the time"},
      {"show_sent", "Those that were sent too"},
      {"reason", "Why; it is sealed with the family's file"},
      {"until_day", "The last day on which it holds; until it is lifted unless given"},
      {"data_class", "Which files"},
      {"term_from", "From when the term counts"},
      {"months", "0 to 360"},
      {"requested_on", "YYYY-MM-DD on which the family asked"},
  };
  return help;
}

// A new file that only its owner reads. One that is there stays: it may be of another family.
absl::Status WriteNewFile(const std::string& path, const std::string& content) {
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (file < 0) {
    return WrongUse(absl::StrCat(path, ": ", std::strerror(errno)));
  }
  size_t written = 0;
  while (written < content.size()) {
    const ssize_t count = write(file, content.data() + written, content.size() - written);
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      const int failure = errno;
      close(file);
      unlink(path.c_str());
      return WrongUse(absl::StrCat(path, ": ", std::strerror(failure)));
    }
    written += static_cast<size_t>(count);
  }
  return close(file) == 0 ? absl::OkStatus()
                          : WrongUse(absl::StrCat(path, ": ", std::strerror(errno)));
}

absl::Status ExportFamily(Session& session, const Arguments& arguments) {
  const std::string path = arguments.Text("FILE");
  registration::v1::ExportFamilyRequest request;
  if (absl::EndsWith(path, ".json")) {
    request.set_format(registration::v1::EXPORT_FORMAT_JSON);
  } else if (absl::EndsWith(path, ".html")) {
    request.set_format(registration::v1::EXPORT_FORMAT_HTML);
  } else {
    return WrongUse("name the file .json or .html");
  }
  request.set_municipality(arguments.Text("municipality"));
  request.set_family_id(arguments.Text("family-id"));
  request.set_contract_id(arguments.Text("contract"));
  if (request.contract_id().empty()) {
    BUURTBRUG_ASSIGN_OR_RETURN(
        *request.mutable_contract_id(),
        session.FindContract(MethodTaking(*request.GetDescriptor()), request.municipality(), {}));
  }
  registration::v1::ExportFamilyResponse response;
  BUURTBRUG_RETURN_IF_ERROR(
      session.Call(MethodTaking(*request.GetDescriptor()), request, response));
  BUURTBRUG_RETURN_IF_ERROR(WriteNewFile(path, response.content()));
  std::cout << "exported to " << path << ": " << response.content().size()
            << " bytes of personal data; give it to the family and delete it\n";
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> RightsCommands() {
  Option family;
  family.name = "family-id";
  family.help = "UUID of the family";
  family.need = Option::Need::kRequired;
  Option file;
  file.name = "FILE";
  file.help = "A new file, .json or .html";
  file.need = Option::Need::kRequired;
  file.kind = Option::Kind::kPlace;
  std::vector<Command> commands = CommandsOf(Rows(), Help());
  commands.push_back(
      {.path = "family export",
       .help = "Everything about a family, for the family, as JSON or as a page to read",
       .example = "buurtbrug family export --municipality 0610 --family-id ID gezin.html",
       .options = {MunicipalityOption(), ContractOption(), family, file},
       .run = ExportFamily});
  return commands;
}

}  // namespace buurtbrug::client
