#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace buurtbrug::client {

// What a person or a partner shows to the services.
struct Token {
  std::string access_token;
  absl::Time expires_at = absl::InfinitePast();

  // Good for a call that is made at `now`: it does not expire within a minute.
  bool IsGoodAt(absl::Time now) const { return expires_at > now + absl::Minutes(1); }
};

// WrongUse unless `name` can be kept as NAME.json: 1 to 64 letters, digits, '-', '_' and '.', the
// first one a letter or a digit.
absl::Status CheckIdentity(absl::string_view name);

// The tokens in STATE/tokens, a file NAME.json each that only its owner can read:
//   {"access_token": "...", "expires_at": "2026-03-01T12:00:00Z"}
// Several processes may use one folder.
class TokenStore {
 public:
  explicit TokenStore(const std::string& state) : folder_(state + "/tokens") {}

  // The token of this name, also an expired one; none when there is none, or none that can be read.
  std::optional<Token> Find(const std::string& name) const;

  // In the place of an earlier one, all or nothing. WrongUse when it cannot be written.
  absl::Status Keep(const std::string& name, const Token& token) const;

  // Deletes it. WrongUse when that is not possible; OK when there was none.
  absl::Status Forget(const std::string& name) const;

  // All names, sorted.
  std::vector<std::string> Names() const;

 private:
  std::string PathOf(const std::string& name) const { return folder_ + "/" + name + ".json"; }

  const std::string folder_;
};

}  // namespace buurtbrug::client
