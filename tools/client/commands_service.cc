#include <google/protobuf/util/json_util.h>
#include <unistd.h>

#include <iostream>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/core/clock.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/message_fields.h"
#include "tools/client/message_text.h"
#include "tools/client/methods.h"

namespace buurtbrug::client {
namespace {

absl::Status CheckHealth(Session& session, const Arguments& arguments) {
  double seconds = 0;
  if (arguments.Has("wait") &&
      (!absl::SimpleAtod(arguments.Text("wait"), &seconds) || seconds < 0 || seconds > 3600)) {
    return WrongUse("--wait is a number of seconds from 0 to 3600");
  }
  const auto& clock = platform::core::SystemClock();
  const absl::Time end = clock.Now() + absl::Seconds(seconds);
  absl::Status first_failure;
  for (const std::string& service : ServiceNames()) {
    const std::string name = absl::StrFormat("%-13s %-16s", service, Session::AddressOf(service));
    const bool shows_progress = seconds > 0 && isatty(STDERR_FILENO) == 1;
    if (shows_progress) {
      std::cerr << name << "waiting" << std::flush;
    }
    absl::Status status = session.CheckHealth(service, end - clock.Now());
    if (shows_progress) {
      std::cerr << "\r\033[K" << std::flush;
    }
    if (ExitCodeOf(status) == kUsedWrongly) {
      return status;
    }
    const bool silent = !status.ok() && IsUnreachable(status);
    std::cout << name
              << (status.ok() ? "SERVING"
                  : silent    ? "NO ANSWER"
                              : "NOT SERVING")
              << std::endl;
    first_failure.Update(At(service, status));
  }
  return first_failure;
}

absl::Status CallMethod(Session& session, const Arguments& arguments) {
  BUURTBRUG_ASSIGN_OR_RETURN(const auto* method, FindMethod(arguments.Text("METHOD")));
  auto request = NewMessage(*method->input_type());
  const std::string json = arguments.Has("JSON") ? arguments.Text("JSON") : "{}";
  const auto read = google::protobuf::util::JsonStringToMessage(json, request.get());
  if (!read.ok()) {
    return WrongUse(absl::StrCat("JSON is no ", method->input_type()->full_name(), ": ",
                                 std::string(read.message())));
  }
  if (HasField(*method->input_type(), "request_id") && TextField(*request, "request_id").empty()) {
    BUURTBRUG_RETURN_IF_ERROR(SetField(*request, "request_id", session.NewRequestId()));
  }
  auto response = NewMessage(*method->output_type());
  BUURTBRUG_RETURN_IF_ERROR(session.Call(*method, *request, *response));
  std::cout << ToJson(*response);
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> ServiceCommands() {
  return {
      {.path = "health",
       .help = "Whether each of the five services answers SERVING",
       .example = "buurtbrug health --wait 30",
       .options = {{.name = "wait",
                    .help = "Seconds to wait for all of them; else each gets one attempt"}},
       .run = CheckHealth},
      {.path = "call",
       .help = "Any method: a request in JSON, the answer in JSON; a request_id is made when it "
               "lacks one",
       .example = "buurtbrug call tenancy/ListContracts '{\"municipality\": \"0610\"}'",
       .options = {{.name = "METHOD",
                    .help = "SERVICE/METHOD, like registration/GetFamily",
                    .kind = Option::Kind::kPlace,
                    .need = Option::Need::kRequired},
                   {.name = "JSON",
                    .help = "The request; {} unless given",
                    .kind = Option::Kind::kPlace}},
       .run = CallMethod},
  };
}

}  // namespace buurtbrug::client
