#pragma once

#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// HTTP, as far as signing in wants it: no redirects, ten seconds and a megabyte at most.
namespace buurtbrug::client {

struct HttpAnswer {
  // As in "HTTP/1.1 200".
  long code = 0;
  std::string body;
};

using Form = std::vector<std::pair<std::string, std::string>>;

// WrongUse unless `url` is https, or http to this machine: what is sent there is worth stealing.
absl::Status CheckAddress(const std::string& url);

// Any answer but 5xx is one. WrongUse as CheckAddress; UNAVAILABLE IDENTITY_UNREACHABLE.
absl::StatusOr<HttpAnswer> Get(const std::string& url);
absl::StatusOr<HttpAnswer> Post(const std::string& url, const Form& fields);

}  // namespace buurtbrug::client
