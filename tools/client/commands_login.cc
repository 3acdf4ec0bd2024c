#include <iostream>

#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/commands.h"
#include "tools/client/failure.h"
#include "tools/client/login.h"
#include "tools/client/retry.h"
#include "tools/client/token_store.h"

namespace buurtbrug::client {
namespace {

void ShowCode(const DeviceCode& code) {
  std::cerr << "Open " << code.verification_uri << " and enter the code " << code.user_code << "\n";
  if (!code.verification_uri_complete.empty()) {
    std::cerr << "or open " << code.verification_uri_complete << "\n";
  }
  std::cerr << "Waiting, at most " << absl::FormatDuration(code.lifetime) << "; Ctrl-C gives up."
            << std::endl;
}

absl::Status Login(Session& session, const Arguments& arguments) {
  std::string name = session.options().identity;
  BUURTBRUG_RETURN_IF_ERROR(name.empty() ? absl::OkStatus() : CheckIdentity(name));
  std::string client_id = arguments.Text("client-id");
  std::optional<KeyedClient> keyed;
  if (arguments.Has("key")) {
    if (client_id.empty() && name.empty()) {
      return WrongUse("--key wants --client-id, or --as when the client has that name");
    }
    keyed = KeyedClient{client_id.empty() ? name : client_id, arguments.Text("key")};
  } else if (client_id.empty() && !name.empty()) {
    keyed = FindUnattended(session.options().state, name);
  }
  const std::string issuer = arguments.Has("issuer") ? arguments.Text("issuer") : DefaultIssuer();
  BUURTBRUG_ASSIGN_OR_RETURN(const Provider provider, FindProvider(issuer));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const Token token,
      keyed.has_value()
          ? LoginByKey(provider, *keyed, session.clock(), session.random())
          : LoginByDevice(provider, client_id.empty() ? kCommandLineClient : client_id,
                          session.clock(), WaitInRealTime, ShowCode));
  const std::string subject = SubjectOf(token.access_token);
  if (name.empty()) {
    if (!CheckIdentity(subject).ok()) {
      return WrongUse("the token does not say who you are; log in again with --as NAME");
    }
    name = subject;
  }
  BUURTBRUG_RETURN_IF_ERROR(TokenStore(session.options().state).Keep(name, token));
  // With --print standard output is the token and nothing else.
  (arguments.Has("print") ? std::cerr : std::cout)
      << name << ": signed in" << (subject.empty() ? "" : " as " + subject) << " until "
      << absl::FormatTime("%Y-%m-%d %H:%M:%S %Ez", token.expires_at, absl::LocalTimeZone()) << "\n";
  if (arguments.Has("print")) {
    std::cout << token.access_token << "\n";
  }
  return absl::OkStatus();
}

absl::Status Logout(Session& session, const Arguments&) {
  const TokenStore store(session.options().state);
  const std::string& name = session.options().identity;
  BUURTBRUG_RETURN_IF_ERROR(name.empty() ? absl::OkStatus() : CheckIdentity(name));
  for (const std::string& kept : store.Names()) {
    if (name.empty() || kept == name) {
      BUURTBRUG_RETURN_IF_ERROR(store.Forget(kept));
      std::cout << kept << ": signed out\n";
    }
  }
  return absl::OkStatus();
}

}  // namespace

std::vector<Command> LoginCommands() {
  return {
      {.path = "login",
       .help = "Gets an access token and keeps it in the state folder, as NAME of --as or else as "
               "the person that it is about. With a key it asks nobody; else it shows a code to "
               "approve in a browser",
       .example = "buurtbrug login --as coordinator-0610",
       .options = {{.name = "issuer",
                    .help = "Identity service; BUURTBRUG_IDENTITY_ISSUER or "
                            "http://127.0.0.1:7100 unless given"},
                   {.name = "client-id",
                    .help = absl::StrCat("OAuth client to come as; ", kCommandLineClient,
                                         " unless given, or the name of the key")},
                   {.name = "key",
                    .help = "File with the client's private key (P-256, PEM); unless given one of "
                            "NAME in identity/clients/ of the state folder"},
                   {.name = "print",
                    .help = "Also writes the token to standard output",
                    .kind = Option::Kind::kFlag}},
       .run = Login},
      {.path = "logout",
       .help = "Deletes the kept token of --as, or all. Whoever has a copy of one can use it until "
               "it expires",
       .example = "buurtbrug logout --as coordinator-0610",
       .run = Logout},
  };
}

}  // namespace buurtbrug::client
