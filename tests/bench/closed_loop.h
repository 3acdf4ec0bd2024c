#pragma once

#include <google/protobuf/message.h>

#include <functional>
#include <random>
#include <string>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "platform/rpc/client.h"

namespace buurtbrug::bench {

// Callers who ask again as soon as they have read the answer. One thread serves them all in turn,
// and a few share a connection, as at a gateway: a thread for each would measure how the system
// wakes threads.
struct ClosedLoop {
  std::string address;  // host:port
  std::string service;  // name in the peer's certificate
  platform::rpc::TlsIdentity tls;
  std::string token;
  int callers = 1;
  absl::Duration warm_up;
  absl::Duration measured;
};

// Of the calls that ended within the measured time. A wait ends when the answer has been parsed.
struct Waits {
  double per_second = 0;
  double p50_ms = 0;
  double p99_ms = 0;
  int errors = 0;  // within the whole time
  absl::Status first_error;
};

// What is asked, as bytes, and what is made of the answer.
struct Question {
  std::string method;  // "/package.Service/Method"
  std::function<std::string(std::minstd_rand& random)> ask;
  const google::protobuf::Message* answer = nullptr;  // of the method's type
  std::function<absl::Status(const google::protobuf::Message& answer)> check;
};

// Returns when the last call has ended, a moment after the measured time.
Waits Measure(const ClosedLoop& loop, const Question& question);

// `ask(random)` makes a Request; `check(answer)` says whether it is the right answer.
template <typename Request, typename Response, typename Ask, typename Check>
Waits Measure(const ClosedLoop& loop, const Ask& ask, const Check& check) {
  return Measure(loop,
                 {.method = platform::rpc::Client::MethodOf(Request::descriptor()),
                  .ask = [&](std::minstd_rand& random) { return ask(random).SerializeAsString(); },
                  .answer = &Response::default_instance(),
                  .check = [&](const google::protobuf::Message& answer) -> absl::Status {
                    return check(static_cast<const Response&>(answer));
                  }});
}

}  // namespace buurtbrug::bench
