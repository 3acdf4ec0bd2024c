#include "tests/bench/closed_loop.h"

#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>
#include <grpcpp/support/proto_buffer_reader.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "absl/strings/str_cat.h"
#include "platform/core/clock.h"
#include "platform/rpc/status_codec.h"

namespace buurtbrug::bench {
namespace {

using google::protobuf::Message;
using Clock = std::chrono::steady_clock;

constexpr absl::Duration kTimeout = absl::Seconds(10);
constexpr int kCallersPerConnection = 16;

std::unique_ptr<grpc::GenericStub> Connect(const ClosedLoop& loop) {
  grpc::ChannelArguments arguments;
  arguments.SetSslTargetNameOverride(absl::StrCat(loop.service, ".buurtbrug.internal"));
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  // A call that is tried again would hide an error.
  arguments.SetInt(GRPC_ARG_ENABLE_RETRIES, 0);
  return std::make_unique<grpc::GenericStub>(grpc::CreateCustomChannel(
      loop.address, grpc::SslCredentials({loop.tls.authority, loop.tls.key, loop.tls.certificate}),
      arguments));
}

// One of those who wait.
struct Caller {
  std::minstd_rand random;
  grpc::GenericStub* stub = nullptr;
  std::optional<grpc::ClientContext> context;  // of the call that runs
  std::unique_ptr<grpc::GenericClientAsyncResponseReader> reader;
  grpc::ByteBuffer answer;
  grpc::Status status;
  Clock::time_point begun;
};

// Milliseconds under which `share` of `sorted` lie; microseconds in, 0 when there are none.
double Percentile(const std::vector<std::int64_t>& sorted, double share) {
  if (sorted.empty()) {
    return 0;
  }
  const auto index = static_cast<std::size_t>(share * static_cast<double>(sorted.size() - 1));
  return static_cast<double>(sorted[index]) / 1000;
}

class Turns {
 public:
  Turns(const ClosedLoop& loop, const Question& question)
      : question_(question),
        answer_(question.answer->New()),
        bearer_(absl::StrCat("Bearer ", loop.token)) {
    for (int i = 0; i < loop.callers; i += kCallersPerConnection) {
      stubs_.push_back(Connect(loop));
    }
    for (int i = 0; i < loop.callers; ++i) {
      callers_.push_back(std::make_unique<Caller>());
      callers_.back()->random.seed(static_cast<unsigned>(i + 1));
      callers_.back()->stub = stubs_[static_cast<std::size_t>(i) % stubs_.size()].get();
    }
    from_ = Clock::now() + absl::ToChronoMicroseconds(loop.warm_up);
    end_ = from_ + absl::ToChronoMicroseconds(loop.measured);
  }

  Waits Run() {
    for (const auto& caller : callers_) {
      Ask(*caller, Clock::now());
    }
    std::size_t running = callers_.size();
    void* tag = nullptr;
    bool ok = false;
    while (running > 0 && queue_.Next(&tag, &ok)) {
      Caller& caller = *static_cast<Caller*>(tag);
      const absl::Status status = Read(caller);
      const auto done = Clock::now();
      Count(status, caller.begun, done);
      if (done < end_) {
        Ask(caller, done);
      } else {
        --running;
      }
    }
    queue_.Shutdown();
    while (queue_.Next(&tag, &ok)) {
    }
    std::sort(microseconds_.begin(), microseconds_.end());
    waits_.per_second = static_cast<double>(microseconds_.size()) /
                        std::chrono::duration<double>(end_ - from_).count();
    waits_.p50_ms = Percentile(microseconds_, 0.50);
    waits_.p99_ms = Percentile(microseconds_, 0.99);
    return waits_;
  }

 private:
  void Ask(Caller& caller, Clock::time_point now) {
    caller.begun = now;
    const grpc::Slice bytes(question_.ask(caller.random));
    caller.context.emplace();
    caller.context->set_deadline(
        absl::ToChronoTime(platform::core::SystemClock().Now() + kTimeout));
    caller.context->AddMetadata("authorization", bearer_);
    caller.reader = caller.stub->PrepareUnaryCall(&*caller.context, question_.method,
                                                  grpc::ByteBuffer(&bytes, 1), &queue_);
    caller.reader->StartCall();
    caller.reader->Finish(&caller.answer, &caller.status, &caller);
  }

  absl::Status Read(Caller& caller) {
    if (!caller.status.ok()) {
      return platform::rpc::FromWire(caller.status);
    }
    grpc::ProtoBufferReader reader(&caller.answer);
    if (!answer_->ParseFromZeroCopyStream(&reader)) {
      return absl::InternalError("the answer is no message of this method");
    }
    return question_.check(*answer_);
  }

  void Count(const absl::Status& status, Clock::time_point begun, Clock::time_point done) {
    if (!status.ok()) {
      ++waits_.errors;
      waits_.first_error.Update(status);
    } else if (done >= from_ && done < end_) {
      microseconds_.push_back(
          std::chrono::duration_cast<std::chrono::microseconds>(done - begun).count());
    }
  }

  const Question& question_;
  std::unique_ptr<Message> answer_;  // made once: its strings are used again
  const std::string bearer_;
  grpc::CompletionQueue queue_;
  std::vector<std::unique_ptr<grpc::GenericStub>> stubs_;
  std::vector<std::unique_ptr<Caller>> callers_;
  Clock::time_point from_;
  Clock::time_point end_;
  std::vector<std::int64_t> microseconds_;
  Waits waits_;
};

}  // namespace

Waits Measure(const ClosedLoop& loop, const Question& question) {
  return Turns(loop, question).Run();
}

}  // namespace buurtbrug::bench
