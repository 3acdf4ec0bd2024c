#include "tools/assign/assignment_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "matching/engine/assignment/graph_builder.h"
#include "matching/engine/assignment/graph_form.h"

namespace buurtbrug::assign {
namespace {

namespace engine = matching::engine;

constexpr std::size_t kBlockBytes = std::size_t{1} << 18;
constexpr std::size_t kShortestArcBytes = 8;  // "a 1 2 0\n"

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

// A file, or standard input. Closed at the end.
class Input {
 public:
  explicit Input(const std::string& path)
      : descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}
  ~Input() {
    if (descriptor_ > STDIN_FILENO) {
      close(descriptor_);
    }
  }
  Input(const Input&) = delete;
  Input& operator=(const Input&) = delete;

  bool IsOpen() const { return descriptor_ >= 0; }

  // 0 when nobody knows.
  std::size_t Bytes() const {
    struct stat about = {};
    const bool known = fstat(descriptor_, &about) == 0 && S_ISREG(about.st_mode);
    return known ? At(about.st_size) : 0;
  }

  // Bytes read, 0 at the end, -1 on failure.
  ssize_t Read(char* to, std::size_t bytes) const {
    ssize_t got = 0;
    do {
      got = read(descriptor_, to, bytes);
    } while (got < 0 && errno == EINTR);
    return got;
  }

 private:
  int descriptor_;
};

// What is left of a line.
class Fields {
 public:
  explicit Fields(std::string_view line) : at_(line.data()), end_(at_ + line.size()) {}

  // The next field as a whole number, or nothing when it is something else or too large.
  std::optional<std::int64_t> Number() {
    SkipBlanks();
    const bool negative = at_ != end_ && *at_ == '-';
    at_ += negative ? 1 : 0;
    const char* const first_digit = at_;
    std::uint64_t value = 0;
    for (; at_ != end_ && *at_ >= '0' && *at_ <= '9'; ++at_) {
      value = 10 * value + static_cast<std::uint64_t>(*at_ - '0');
    }
    const bool ends = at_ == end_ || IsBlank(*at_);
    constexpr std::ptrdiff_t kMostDigits = 18;  // none of which overflows
    if (!ends || at_ == first_digit || at_ - first_digit > kMostDigits) {
      return std::nullopt;
    }
    const auto number = static_cast<std::int64_t>(value);
    return negative ? -number : number;
  }

  bool Word(std::string_view word) {
    SkipBlanks();
    if (std::string_view(at_, static_cast<std::size_t>(end_ - at_)).substr(0, word.size()) !=
        word) {
      return false;
    }
    at_ += word.size();
    return at_ == end_ || IsBlank(*at_);
  }

  bool AtEnd() {
    SkipBlanks();
    return at_ == end_;
  }

 private:
  static bool IsBlank(char c) { return c == ' ' || c == '\t' || c == '\r'; }
  void SkipBlanks() {
    while (at_ != end_ && IsBlank(*at_)) {
      ++at_;
    }
  }

  const char* at_;
  const char* end_;
};

// Takes the lines one by one. An error is told without its line, which the caller knows.
class Assembly {
 public:
  explicit Assembly(std::size_t file_bytes) : file_bytes_(file_bytes) {}

  absl::Status TakeLine(std::string_view line) {
    Fields fields(line);
    if (fields.AtEnd() || line.front() == 'c') {
      return absl::OkStatus();
    }
    if (fields.Word("a")) {
      return TakeArc(fields);
    }
    if (Fields rest(line); rest.Word("n")) {
      return TakeNode(rest);
    }
    if (Fields rest(line); rest.Word("p")) {
      return TakeProblem(rest);
    }
    return absl::InvalidArgumentError("begins with none of c, p, n, a");
  }

  absl::StatusOr<engine::BipartiteGraph> Finish() && {
    if (number_.empty()) {
      return absl::InvalidArgumentError("the file ends without a line 'p asn NODES ARCS'");
    }
    if (arcs_ != arcs_announced_) {
      return absl::InvalidArgumentError("the file ends after " + std::to_string(arcs_) +
                                        " arcs; line p announces " +
                                        std::to_string(arcs_announced_));
    }
    if (!builder_.has_value()) {
      StartArcs();
    }
    return std::move(*builder_).Build();
  }

 private:
  absl::Status TakeProblem(Fields& fields) {
    if (!number_.empty()) {
      return absl::InvalidArgumentError("a second line p");
    }
    if (!fields.Word("asn")) {
      return absl::InvalidArgumentError("not an assignment problem: 'p asn NODES ARCS' is wanted");
    }
    const auto nodes = fields.Number();
    const auto arcs = fields.Number();
    if (!nodes.has_value() || !arcs.has_value() || !fields.AtEnd() || *nodes < 0 || *arcs < 0 ||
        *nodes >= std::numeric_limits<std::int32_t>::max()) {
      return absl::InvalidArgumentError("'p asn NODES ARCS' with two counts is wanted");
    }
    // A file cannot name more nodes than it has bytes, and nobody shall ask for memory in one line.
    constexpr std::int64_t kNodesWithoutLine = 1 << 24;
    if (*nodes > kNodesWithoutLine && At(*nodes) > file_bytes_) {
      return absl::InvalidArgumentError("more nodes than the file can have arcs for");
    }
    number_.assign(At(*nodes) + 1, kRight);
    arcs_announced_ = *arcs;
    largest_cost_ = engine::LargestCost(*nodes);
    return absl::OkStatus();
  }

  absl::Status TakeNode(Fields& fields) {
    const auto node = fields.Number();
    if (number_.empty() || builder_.has_value()) {
      return absl::InvalidArgumentError("a line n stands between line p and the first line a");
    }
    if (!node.has_value() || !fields.AtEnd() || *node < 1 || At(*node) >= number_.size()) {
      return absl::InvalidArgumentError("'n NODE' with a node of line p is wanted");
    }
    if (number_[At(*node)] != kRight) {
      return absl::InvalidArgumentError("node " + std::to_string(*node) + " has had its line n");
    }
    number_[At(*node)] = kLeft;
    return absl::OkStatus();
  }

  absl::Status TakeArc(Fields& fields) {
    const auto left = fields.Number();
    const auto right = fields.Number();
    const auto cost = fields.Number();
    if (!left.has_value() || !right.has_value() || !cost.has_value() || !fields.AtEnd()) {
      return absl::InvalidArgumentError("'a LEFT RIGHT COST' with three whole numbers is wanted");
    }
    if (!builder_.has_value()) {
      if (number_.empty()) {
        return absl::InvalidArgumentError("an arc before line p");
      }
      StartArcs();
    }
    const auto nodes = static_cast<std::int64_t>(number_.size()) - 1;
    if (*left < 1 || *left > nodes || *right < 1 || *right > nodes) {
      return absl::InvalidArgumentError("a node that is not between 1 and " +
                                        std::to_string(nodes));
    }
    if (number_[At(*left)] >= 0) {
      return absl::InvalidArgumentError("node " + std::to_string(*left) + " has no line n");
    }
    if (number_[At(*right)] < 0) {
      return absl::InvalidArgumentError("node " + std::to_string(*right) + " is on the left");
    }
    if (*cost > largest_cost_ || *cost < -largest_cost_) {
      return absl::OutOfRangeError("a cost beyond " + std::to_string(largest_cost_));
    }
    if (++arcs_ > arcs_announced_) {
      return absl::InvalidArgumentError("more arcs than line p announces");
    }
    builder_->Add(-1 - number_[At(*left)], number_[At(*right)], *cost);
    return absl::OkStatus();
  }

  // All nodes of the left are known now: each side is numbered from 0.
  void StartArcs() {
    std::int32_t lefts = 0;
    std::int32_t rights = 0;
    for (std::size_t node = 1; node < number_.size(); ++node) {
      number_[node] = number_[node] == kLeft ? -1 - lefts++ : rights++;
    }
    const std::size_t possible = std::max(file_bytes_, kBlockBytes) / kShortestArcBytes;
    builder_.emplace(lefts, rights, std::min(At(arcs_announced_), possible));
  }

  static constexpr std::int32_t kRight = 0;  // until the first arc
  static constexpr std::int32_t kLeft = 1;

  std::size_t file_bytes_;
  // By node of the file. From the first arc on: a right node's number, or -1 less a left node's.
  std::vector<std::int32_t> number_;
  std::int64_t arcs_announced_ = 0;
  std::int64_t arcs_ = 0;
  engine::Cost largest_cost_ = 0;
  std::optional<engine::GraphBuilder> builder_;
};

absl::Status AtLine(std::int64_t line, const absl::Status& status) {
  return {status.code(), "line " + std::to_string(line) + ": " + std::string(status.message())};
}

}  // namespace

absl::StatusOr<engine::BipartiteGraph> ReadAssignment(const std::string& path) {
  const Input input(path);
  if (!input.IsOpen()) {
    return absl::NotFoundError(path + ": " + std::strerror(errno));
  }
  Assembly assembly(input.Bytes());
  std::vector<char> block(kBlockBytes);
  std::size_t kept = 0;  // bytes of a line that goes on in the next block
  std::int64_t line = 1;
  for (bool ends = false; !ends;) {
    if (kept == block.size()) {
      return AtLine(line, absl::InvalidArgumentError("a line longer than a quarter of a megabyte"));
    }
    const ssize_t got = input.Read(block.data() + kept, block.size() - kept);
    if (got < 0) {
      return absl::UnavailableError(path + ": " + std::strerror(errno));
    }
    ends = got == 0;
    if (ends && kept > 0) {
      block[kept++] = '\n';  // there is room: a full block without an end of line is refused above
    }
    const char* from = block.data();
    const char* const end = from + kept + got;
    while (const auto* stop = static_cast<const char*>(
               std::memchr(from, '\n', static_cast<std::size_t>(end - from)))) {
      const std::string_view text(from, static_cast<std::size_t>(stop - from));
      if (absl::Status status = assembly.TakeLine(text); !status.ok()) {
        return AtLine(line, status);
      }
      ++line;
      from = stop + 1;
    }
    kept = static_cast<std::size_t>(end - from);
    std::memmove(block.data(), from, kept);
  }
  auto graph = std::move(assembly).Finish();
  return graph.ok() ? std::move(graph) : AtLine(line, graph.status());
}

}  // namespace buurtbrug::assign
