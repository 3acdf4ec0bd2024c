#include "tools/client/command_line.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

const std::map<std::string, std::string>& GroupHelp() {
  static const std::map<std::string, std::string> help = {
      {"access", "Who saw what of whom: the access logs"},
      {"tenancy", "Municipalities, contracts, periods; who may do what for them"},
      {"municipality", "The municipalities"},
      {"contract", "Contracts, and what they allow"},
      {"pool", "Matching across the border: agreements and consents"},
      {"place", "Postcodes: municipality and neighbourhood"},
      {"area", "Where postcode areas lie"},
      {"demand", "Families of municipalities without a contract, and their invitations"},
      {"link", "Personal links"},
      {"consent", "What families agreed to"},
      {"duty", "What families have to be told"},
      {"family", "Families of both kinds: registration, intake, screening"},
      {"household", "The people of a family, address and contact, target groups"},
      {"intake", "What request families need, who waits, referring on"},
      {"offer", "What support families offer, pauses, willingness, who is not forgotten"},
      {"duplicate", "Families that may be one that came in twice"},
      {"screening", "Evidence, exemptions and the decision about a support family"},
      {"readiness", "From when until when a support family is ready"},
      {"vog", "Whose VOG is needed, requested, issued, expiring"},
      {"concern", "Concerns and incidents about the safety of children"},
      {"key", "Keys of sealed data"},
      {"correction", "Notices of what was corrected"},
      {"hold", "Legal holds, which keep files"},
      {"retention", "How long files are kept"},
      {"erasure", "Requests to be erased"},
      {"destruction", "Destruction lists, by two people"},
      {"search", "Who fits whom, and why not"},
      {"weights", "What counts how much in the fit"},
      {"exclusion", "Pairs that are never found for each other"},
      {"plan", "The best matches for all waiting families at once, and whom to recruit"},
      {"match", "The life of a match"},
      {"assignment", "Who looks after which matches"},
      {"triage", "Whether a volunteer can look after a family's matches"},
      {"minutes", "Time that coordinators spend"},
      {"caseload", "Time spent, beside the hours that are paid for"},
      {"evaluation", "The evaluation moments of a match"},
      {"case", "Case files"},
      {"report", "The municipality's quarterly table"},
  };
  return help;
}

// The values of the options of one command, where the library writes them.
struct Sink {
  std::map<std::string, std::vector<std::string>> values;
  CLI::App* app = nullptr;
};

void AddOption(CLI::App& app, Sink& sink, const Option& option) {
  const bool place = option.kind == Option::Kind::kPlace || option.kind == Option::Kind::kPlaces;
  const std::string name = absl::StrCat(place ? "" : "--", option.name);
  std::vector<std::string>& values = sink.values[option.name];
  CLI::Option* added = nullptr;
  if (option.kind == Option::Kind::kFlag) {
    added = app.add_flag_callback(
        name, [&values] { values = {"true"}; }, option.help);
  } else if (option.kind == Option::Kind::kList || option.kind == Option::Kind::kPlaces) {
    added = app.add_option(name, values, option.help);
  } else {
    added = app.add_option_function<std::string>(
        name, [&values](const std::string& value) { values = {value}; }, option.help);
  }
  added->required(option.need == Option::Need::kRequired);
  if (!option.choices.empty()) {
    added->check(CLI::IsMember(option.choices));
  }
}

}  // namespace

std::string Arguments::Text(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() || found->second.empty() ? "" : found->second.front();
}

std::vector<std::string> Arguments::All(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::vector<std::string>() : found->second;
}

ParsedLine ParseLine(const std::vector<Command>& commands, std::vector<std::string> words,
                     std::ostream& out, std::ostream& err) {
  ParsedLine line;
  line.session.state = "./.run";
  CLI::App app("Buurtbrug from the command line: asks the services that tools/up starts.",
               "buurtbrug");
  app.fallthrough();
  app.require_subcommand(1);
  app.add_option("--state", line.session.state, "Folder that tools/up made; ./.run unless given")
      ->envname("BUURTBRUG_STATE");
  app.add_option("--as", line.session.identity,
                 "Who to be, like coordinator-0610 (see login); else one that may");
  app.footer(
      "Exit codes: 0 done, 1 a service refused, 2 wrong use, 3 a service does not answer.\n"
      "Example:\n  buurtbrug report progress --municipality 0610 --period 2020 --as-of 2020-10-31");

  std::map<std::string, CLI::App*> groups;
  std::vector<std::unique_ptr<Sink>> sinks;
  for (const Command& command : commands) {
    CLI::App* parent = &app;
    const std::vector<std::string> path = absl::StrSplit(command.path, ' ');
    if (path.size() > 1) {
      CLI::App*& group = groups[path.front()];
      if (group == nullptr) {
        group = app.add_subcommand(path.front(), GroupHelp().at(path.front()));
        group->require_subcommand(1);
        group->footer("");
      }
      parent = group;
    }
    Sink& sink = *sinks.emplace_back(std::make_unique<Sink>());
    sink.app = parent->add_subcommand(path.back(), command.help);
    sink.app->require_subcommand(0);
    sink.app->footer(absl::StrCat("Example:\n  ", command.example));
    for (const Option& option : command.options) {
      AddOption(*sink.app, sink, option);
    }
  }

  // The library takes the words from the back.
  std::reverse(words.begin(), words.end());
  try {
    app.parse(std::move(words));
  } catch (const CLI::ParseError& error) {
    line.exit_code = app.exit(error, out, err) == 0 ? kDone : kUsedWrongly;
    return line;
  }
  for (size_t i = 0; i < commands.size(); ++i) {
    if (sinks[i]->app->parsed()) {
      line.command = &commands[i];
      for (const auto& [name, values] : sinks[i]->values) {
        for (const std::string& value : values) {
          line.arguments.Add(name, value);
        }
      }
    }
  }
  return line;
}

}  // namespace buurtbrug::client
