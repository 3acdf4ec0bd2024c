#pragma once

#include <map>
#include <string>
#include <vector>

#include "tools/client/command_line.h"

// Commands that are one call: their options are the fields of the request, named like them. Others
// are --on for `occurred_on`, --contract for `contract_id` and --dry-run for `validate_only`. A
// contract that is not named is asked for, a request id that is not given is made.
namespace buurtbrug::client {

struct Row {
  const char* path;
  // "registration/GetFamily".
  const char* method;
  const char* help;
  // Behind "buurtbrug" and the path.
  const char* example;
  // Fields that may be left out; the others must be given, but for flags, request_id and etag.
  std::vector<std::string> optional = {};
  // Values of its enum field that has them; empty, and of other enum fields: all.
  std::vector<std::string> choices = {};
  // The field with a day of the contract that is meant when none is named; empty: `day`, else
  // `occurred_on`, if there is one.
  const char* day_field = "";
  // The field with the name of one of its periods: the option --period.
  const char* period_field = "";
};

// By the name of the field.
using FieldHelp = std::map<std::string, std::string>;

// A command for each row. `help` says what the fields are, but for those that mean the same
// wherever they are.
std::vector<Command> CommandsOf(const std::vector<Row>& rows, const FieldHelp& help);

}  // namespace buurtbrug::client
