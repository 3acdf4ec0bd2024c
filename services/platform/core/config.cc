#include "platform/core/config.h"

#include <toml++/toml.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "platform/core/status.h"

extern char** environ;

namespace buurtbrug::platform::core {
namespace {

absl::StatusOr<std::string> Expand(absl::string_view name, absl::string_view text,
                                   const std::map<std::string, std::string>& environment) {
  std::string out;
  while (!text.empty()) {
    const size_t open = text.find("${");
    absl::StrAppend(&out, text.substr(0, open));
    if (open == absl::string_view::npos) {
      break;
    }
    // The closing brace that belongs to this opening one: defaults may hold variables themselves.
    size_t close = open + 2;
    for (int depth = 1; close < text.size(); ++close) {
      if (text.substr(close, 2) == "${") {
        ++depth;
      } else if (text[close] == '}' && --depth == 0) {
        break;
      }
    }
    if (close >= text.size()) {
      return InvalidField(name, "INVALID_TOML", absl::StrCat(name, ": \"${\" without \"}\""));
    }
    absl::string_view inner = text.substr(open + 2, close - open - 2);
    const size_t dash = inner.find(":-");
    const auto found = environment.find(std::string(inner.substr(0, dash)));
    if (found != environment.end() && !found->second.empty()) {
      absl::StrAppend(&out, found->second);
    } else if (dash != absl::string_view::npos) {
      BUURTBRUG_ASSIGN_OR_RETURN(const std::string fallback,
                                 Expand(name, inner.substr(dash + 2), environment));
      absl::StrAppend(&out, fallback);
    } else {
      return InvalidField(name, "MISSING_VARIABLE",
                          absl::StrCat(name, ": set the environment variable ", inner));
    }
    text.remove_prefix(close + 1);
  }
  return out;
}

void Flatten(const toml::table& table, const std::string& prefix,
             std::map<std::string, const toml::node*>& out) {
  for (const auto& [key, node] : table) {
    const std::string name = prefix + std::string(key.str());
    if (const toml::table* inner = node.as_table()) {
      Flatten(*inner, name + ".", out);
    } else {
      out[name] = &node;
    }
  }
}

}  // namespace

absl::StatusOr<Config> Config::Parse(absl::string_view text, const std::vector<ConfigKey>& keys,
                                     const std::map<std::string, std::string>& environment) {
  toml::table table;
  try {
    table = toml::parse(std::string_view(text.data(), text.size()));
  } catch (const toml::parse_error& error) {
    return Error(
        absl::StatusCode::kInvalidArgument, "INVALID_TOML",
        absl::StrCat("line ", error.source().begin.line, ": ", std::string(error.description())));
  }
  std::map<std::string, const toml::node*> nodes;
  Flatten(table, "", nodes);

  Config config;
  for (const ConfigKey& key : keys) {
    const auto found = nodes.find(key.name);
    const bool given = found != nodes.end();
    if (!given && key.presence == ConfigKey::Presence::kRequired) {
      return InvalidField(key.name, "MISSING_KEY", absl::StrCat("set ", key.name, ": ", key.help));
    }
    if (key.type == ConfigKey::Type::kText) {
      const auto value = given ? found->second->value_exact<std::string>()
                               : std::optional<std::string>(key.default_value);
      if (!value) {
        return InvalidField(key.name, "WRONG_TYPE", absl::StrCat(key.name, " must be a string"));
      }
      BUURTBRUG_ASSIGN_OR_RETURN(config.texts_[key.name], Expand(key.name, *value, environment));
    } else {
      const auto value = given ? found->second->value_exact<int64_t>()
                               : std::optional<int64_t>(std::stoll(key.default_value));
      if (!value) {
        return InvalidField(key.name, "WRONG_TYPE",
                            absl::StrCat(key.name, " must be a whole number"));
      }
      if (*value < key.least || *value > key.most) {
        return InvalidField(key.name, "OUT_OF_RANGE",
                            absl::StrCat(key.name, " must be from ", key.least, " to ", key.most));
      }
      config.numbers_[key.name] = *value;
    }
    nodes.erase(key.name);
  }
  if (!nodes.empty()) {
    const std::string& name = nodes.begin()->first;
    return InvalidField(name, "UNKNOWN_KEY",
                        absl::StrCat(name, " is no key of this service; see --print-config"));
  }
  return config;
}

absl::StatusOr<Config> Config::Load(const std::string& path, const std::vector<ConfigKey>& keys) {
  std::ifstream file(path);
  if (!file) {
    return Error(absl::StatusCode::kNotFound, "CONFIG_NOT_FOUND",
                 absl::StrCat("cannot read the configuration file ", path));
  }
  std::stringstream text;
  text << file.rdbuf();
  std::map<std::string, std::string> environment;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const absl::string_view pair(*entry);
    const size_t equals = pair.find('=');
    if (equals != absl::string_view::npos) {
      environment.emplace(std::string(pair.substr(0, equals)),
                          std::string(pair.substr(equals + 1)));
    }
  }
  return Parse(text.str(), keys, environment);
}

const std::string& Config::Text(absl::string_view name) const {
  return texts_.find(std::string_view(name.data(), name.size()))->second;
}

int64_t Config::Number(absl::string_view name) const {
  return numbers_.find(std::string_view(name.data(), name.size()))->second;
}

std::string DescribeKeys(const std::vector<ConfigKey>& keys) {
  std::string out;
  for (const ConfigKey& key : keys) {
    const std::string range = key.type == ConfigKey::Type::kNumber
                                  ? absl::StrCat("number ", key.least, "..", key.most)
                                  : "text";
    const std::string standard = key.presence == ConfigKey::Presence::kRequired
                                     ? "required"
                                     : absl::StrCat("default ", key.default_value);
    absl::StrAppendFormat(&out, "%-34s %-22s %-20s %s\n", key.name, range, standard, key.help);
  }
  return out;
}

}  // namespace buurtbrug::platform::core
