#include <iostream>
#include <string>
#include <vector>

#include "platform/core/clock.h"
#include "platform/core/uuid.h"
#include "tools/client/command_line.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/session.h"

int main(int argc, char** argv) {
  using namespace buurtbrug;
  const std::vector<client::Command> commands = client::AllCommands();
  const client::ParsedLine line = client::ParseLine(
      commands, std::vector<std::string>(argv + 1, argv + argc), std::cout, std::cerr);
  if (line.command == nullptr) {
    return line.exit_code;
  }
  client::Session session(line.session, platform::core::SystemClock(),
                          platform::core::SystemRandom());
  const absl::Status status = line.command->run(session, line.arguments);
  std::cout.flush();
  if (!status.ok()) {
    std::cerr << "buurtbrug: " << client::Explain(status);
  }
  return client::ExitCodeOf(status);
}
