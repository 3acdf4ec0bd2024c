#include "tools/client/login_http.h"

#include <curl/curl.h>

#include <memory>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "platform/core/status.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {
namespace {

constexpr size_t kLongestAnswer = 1 << 20;

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;

absl::Status Unreachable(const std::string& url, absl::string_view why) {
  return platform::core::Error(absl::StatusCode::kUnavailable, "IDENTITY_UNREACHABLE",
                               absl::StrCat(url, ": ", why));
}

// Scheme and host in lower case; nothing when `url` is none or names somebody to sign in as.
struct Place {
  std::string scheme, host;
};

Place PlaceOf(const std::string& url) {
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parts(curl_url(), &curl_url_cleanup);
  const auto part = [&parts](CURLUPart what) -> std::string {
    char* text = nullptr;
    if (curl_url_get(parts.get(), what, &text, 0) != CURLUE_OK) {
      return "";
    }
    std::string copy(text);
    curl_free(text);
    return copy;
  };
  if (curl_url_set(parts.get(), CURLUPART_URL, url.c_str(), CURLU_DISALLOW_USER) != CURLUE_OK) {
    return {};
  }
  return {part(CURLUPART_SCHEME), part(CURLUPART_HOST)};
}

bool IsThisMachine(const std::string& host) {
  return host == "127.0.0.1" || host == "[::1]" || host == "localhost";
}

size_t Append(char* bytes, size_t size, size_t count, void* body) {
  auto& text = *static_cast<std::string*>(body);
  if (text.size() + size * count > kLongestAnswer) {
    return 0;
  }
  text.append(bytes, size * count);
  return size * count;
}

std::string Encode(CURL* handle, const Form& fields) {
  std::string body;
  for (const auto& [name, value] : fields) {
    char* encoded = curl_easy_escape(handle, value.data(), static_cast<int>(value.size()));
    absl::StrAppend(&body, body.empty() ? "" : "&", name, "=", encoded);
    curl_free(encoded);
  }
  return body;
}

absl::StatusOr<HttpAnswer> Ask(const std::string& url, const Form* fields) {
  BUURTBRUG_RETURN_IF_ERROR(CheckAddress(url));
  static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
  const Handle handle(ready == CURLE_OK ? curl_easy_init() : nullptr, &curl_easy_cleanup);
  if (handle == nullptr) {
    return Unreachable(url, "libcurl does not start");
  }
  CURL* curl = handle.get();
  HttpAnswer answer;
  const std::string body = fields == nullptr ? "" : Encode(curl, *fields);
  char error[CURL_ERROR_SIZE] = "";
  curl_easy_setopt(curl, CURLOPT_URL, url.c_str());
  curl_easy_setopt(curl, CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(curl, CURLOPT_TIMEOUT, 10L);
  curl_easy_setopt(curl, CURLOPT_NOSIGNAL, 1L);
  curl_easy_setopt(curl, CURLOPT_ERRORBUFFER, error);
  curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, Append);
  curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer.body);
  if (IsThisMachine(PlaceOf(url).host)) {
    curl_easy_setopt(curl, CURLOPT_PROXY, "");
  }
  if (fields != nullptr) {
    curl_easy_setopt(curl, CURLOPT_POSTFIELDSIZE, static_cast<long>(body.size()));
    curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body.c_str());
  }
  const CURLcode code = curl_easy_perform(curl);
  if (code != CURLE_OK) {
    return Unreachable(url, *error == '\0' ? curl_easy_strerror(code) : error);
  }
  curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, &answer.code);
  if (answer.code >= 500) {
    return Unreachable(url, absl::StrCat("HTTP ", answer.code));
  }
  return answer;
}

}  // namespace

absl::Status CheckAddress(const std::string& url) {
  const Place place = PlaceOf(url);
  if (place.scheme == "https" || (place.scheme == "http" && IsThisMachine(place.host))) {
    return absl::OkStatus();
  }
  return WrongUse(
      absl::StrCat("'", url, "' is no address to sign in at: https, or http on this machine"));
}

absl::StatusOr<HttpAnswer> Get(const std::string& url) { return Ask(url, nullptr); }

absl::StatusOr<HttpAnswer> Post(const std::string& url, const Form& fields) {
  return Ask(url, &fields);
}

}  // namespace buurtbrug::client
