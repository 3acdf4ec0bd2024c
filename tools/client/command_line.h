#pragma once

#include <functional>
#include <iosfwd>
#include <map>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tools/client/session.h"

// Commands as tables; command_line.cc alone knows the library that parses them.
namespace buurtbrug::client {

struct Option {
  enum class Kind {
    kText,
    // One or more values.
    kList,
    // Present or not.
    kFlag,
    // Without a name, by its place.
    kPlace,
    // One or more values without a name, in the order of their places.
    kPlaces,
  };
  enum class Need { kOptional, kRequired };

  // Without dashes: "request-family-id". For a place in capitals: "FILE".
  std::string name;
  std::string help;
  Kind kind = Kind::kText;
  Need need = Need::kOptional;
  // The only values; empty: any.
  std::vector<std::string> choices;
};

// What somebody gave for the options of a command.
class Arguments {
 public:
  void Add(const std::string& name, const std::string& value) { values_[name].push_back(value); }
  bool Has(const std::string& name) const { return values_.count(name) > 0; }
  // Empty when it was not given.
  std::string Text(const std::string& name) const;
  std::vector<std::string> All(const std::string& name) const;

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

struct Command {
  // "family register", or one word.
  std::string path;
  std::string help;
  // Begins with "buurtbrug".
  std::string example;
  std::vector<Option> options;
  std::function<absl::Status(Session&, const Arguments&)> run;
};

struct ParsedLine {
  // Null: help was asked for, or the line is wrong; then this is the exit code.
  const Command* command = nullptr;
  int exit_code = 0;
  Arguments arguments;
  SessionOptions session;
};

// Understands `words` (without the program's name). Help goes to `out`, complaints to `err`.
ParsedLine ParseLine(const std::vector<Command>& commands, std::vector<std::string> words,
                     std::ostream& out, std::ostream& err);

}  // namespace buurtbrug::client
