#pragma once

#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <thread>
#include <utility>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "tools/client/login_http.h"

namespace buurtbrug::client {

// An HTTP server for tests on a port of its own: one request after another, each answered by
// `answer` from its path and body, on the server's thread.
class LoginTestServer {
 public:
  using Answer = std::function<HttpAnswer(const std::string& path, const std::string& body)>;

  explicit LoginTestServer(Answer answer)
      : answer_(std::move(answer)), listener_(socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* place = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof(address);
    if (bind(listener_, place, size) != 0 || listen(listener_, 16) != 0 ||
        getsockname(listener_, place, &size) != 0) {
      std::abort();
    }
    url_ = absl::StrCat("http://127.0.0.1:", ntohs(address.sin_port));
    thread_ = std::thread([this] { Serve(); });
  }

  ~LoginTestServer() {
    // Ends the accept that the thread waits in.
    shutdown(listener_, SHUT_RDWR);
    thread_.join();
    close(listener_);
  }

  // Without a slash at the end.
  const std::string& url() const { return url_; }

 private:
  void Serve() {
    for (int peer = accept(listener_, nullptr, nullptr); peer >= 0;
         peer = accept(listener_, nullptr, nullptr)) {
      std::string request;
      char part[4096];
      while (!IsWhole(request)) {
        const ssize_t count = read(peer, part, sizeof(part));
        if (count <= 0) {
          break;
        }
        request.append(part, static_cast<size_t>(count));
      }
      const size_t path = request.find(' ') + 1;
      const HttpAnswer answer = answer_(request.substr(path, request.find(' ', path) - path),
                                        request.substr(request.find("\r\n\r\n") + 4));
      const std::string text =
          absl::StrCat("HTTP/1.1 ", answer.code, " X\r\nContent-Length: ", answer.body.size(),
                       "\r\nConnection: close\r\n\r\n", answer.body);
      send(peer, text.data(), text.size(), MSG_NOSIGNAL);
      close(peer);
    }
  }

  static bool IsWhole(const std::string& request) {
    const size_t head = request.find("\r\n\r\n");
    if (head == std::string::npos) {
      return false;
    }
    size_t body = 0;
    const size_t length = request.find("Content-Length: ");
    if (length < head) {
      const size_t digits = length + 16;
      (void)absl::SimpleAtoi(request.substr(digits, request.find('\r', digits) - digits), &body);
    }
    return request.size() >= head + 4 + body;
  }

  const Answer answer_;
  const int listener_;
  std::string url_;
  std::thread thread_;
};

}  // namespace buurtbrug::client
