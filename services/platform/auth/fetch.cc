#include "platform/auth/fetch.h"

#include <curl/curl.h>

#include <fstream>
#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"

namespace buurtbrug::platform::auth {
namespace {

struct FreeText {
  void operator()(char* text) const { curl_free(text); }
};
using Text = std::unique_ptr<char, FreeText>;
using Url = std::unique_ptr<CURLU, decltype(&curl_url_cleanup)>;
using Session = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

struct Body {
  std::string bytes;
  size_t most = 0;
};

// The library calls it with pieces of the answer; taking less than all of one ends the transfer.
size_t Take(const char* piece, size_t size, size_t count, void* into) {
  Body& body = *static_cast<Body*>(into);
  const size_t bytes = size * count;
  if (bytes > body.most - body.bytes.size()) {
    return 0;
  }
  body.bytes.append(piece, bytes);
  return bytes;
}

absl::Status Unreadable(const std::string& message) {
  return core::Error(absl::StatusCode::kUnavailable, "KEYS_UNREADABLE", message);
}

absl::Status BadLocation(absl::string_view message) {
  return core::Error(absl::StatusCode::kInvalidArgument, "KEYS_LOCATION", message);
}

Text Part(CURLU* url, CURLUPart part) {
  char* text = nullptr;
  curl_url_get(url, part, &text, 0);
  return Text(text);
}

absl::StatusOr<std::string> ReadFile(const std::string& path, size_t most_bytes) {
  std::ifstream file(path, std::ios::binary);
  std::string bytes(most_bytes + 1, '\0');
  file.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  if (file.bad() || (file.fail() && !file.eof())) {
    return Unreadable("The file with the issuer's keys cannot be read: check its path and rights.");
  }
  bytes.resize(static_cast<size_t>(file.gcount()));
  if (bytes.size() > most_bytes) {
    return Unreadable("The file with the issuer's keys is too large: give a JWKS.");
  }
  return bytes;
}

absl::StatusOr<std::string> Get(const std::string& location, absl::Duration timeout,
                                size_t most_bytes) {
  const Session session(curl_easy_init(), curl_easy_cleanup);
  if (session == nullptr) {
    return Unreadable("The HTTP library does not start.");
  }
  CURL* curl = session.get();
  Body body = {"", most_bytes};
  char reason[CURL_ERROR_SIZE] = "";
  const long milliseconds = static_cast<long>(absl::ToInt64Milliseconds(timeout));
  curl_easy_setopt(curl, CURLOPT_URL, location.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 0L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 2L);
  curl_easy_setopt(curl, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
  curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, milliseconds);
  curl_easy_setopt(curl, CURLOPT_CONNECTTIMEOUT_MS, milliseconds);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, reason);
  curl_easy_setopt(curl, CURLOPT_USERAGENT, "buurtbrug");
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Take);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &body);
  if (absl::StartsWithIgnoreCase(location, "http:")) {
    // A proxy in the environment is not this machine.
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
  }
  const CURLcode result = curl_easy_perform(curl);
  if (result != CURLE_OK) {
    return Unreadable(absl::StrCat("The issuer's keys cannot be fetched: ",
                                   *reason != '\0' ? reason : curl_easy_strerror(result)));
  }
  long status = 0;
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &status);
  if (status != 200) {
    return Unreadable(absl::StrCat("The issuer answers ", status,
                                   " where its keys should be: give its jwks_uri itself."));
  }
  return std::move(body.bytes);
}

}  // namespace

absl::StatusOr<Place> PlaceOf(const std::string& location) {
  if (location.empty()) {
    return BadLocation("Say where the issuer's keys are: a file, or the issuer's jwks_uri.");
  }
  if (!absl::StrContains(location, "://")) {
    return Place::kFile;
  }
  const Url url(curl_url(), curl_url_cleanup);
  if (url == nullptr || curl_url_set(url.get(), CURLUPART_URL, location.c_str(), 0) != CURLUE_OK) {
    return BadLocation("The address of the issuer's keys is no URL.");
  }
  const Text scheme = Part(url.get(), CURLUPART_SCHEME);
  const Text host = Part(url.get(), CURLUPART_HOST);
  if (scheme == nullptr || host == nullptr || Part(url.get(), CURLUPART_USER) != nullptr) {
    return BadLocation("The address of the issuer's keys needs a host, and no user in it.");
  }
  const absl::string_view machine = host.get();
  if (absl::string_view(scheme.get()) == "https") {
    return Place::kUrl;
  }
  if (absl::string_view(scheme.get()) == "http" &&
      (machine == "127.0.0.1" || machine == "[::1]" || machine == "localhost")) {
    return Place::kUrl;
  }
  return BadLocation("The issuer's keys come by https; by http from this machine only.");
}

absl::StatusOr<std::string> Fetch(Place place, const std::string& location, absl::Duration timeout,
                                  size_t most_bytes) {
  if (place == Place::kFile) {
    return ReadFile(location, most_bytes);
  }
  static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
  if (started != CURLE_OK) {
    return Unreadable("The HTTP library does not start.");
  }
  return Get(location, timeout, most_bytes);
}

}  // namespace buurtbrug::platform::auth
