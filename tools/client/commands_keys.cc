#include "tools/client/commands.h"
#include "tools/client/message_command.h"

namespace buurtbrug::client {
namespace {

const std::vector<Row>& Rows() {
  static const std::vector<Row> rows = {
      {"key state", "registration/GetKeyState", "How far the keys of a contract are",
       "--municipality 0610"},
      {"key rotate", "registration/RotateContractKey",
       "A contract gets a new key, under which its families' keys go", "--municipality 0610"},
      {"key rewrap", "registration/RewrapKeys",
       "Goes on with a rotation, and puts keys under the current master key",
       "--municipality 0610"},
  };
  return rows;
}

}  // namespace

std::vector<Command> KeyCommands() { return CommandsOf(Rows(), {}); }

}  // namespace buurtbrug::client
