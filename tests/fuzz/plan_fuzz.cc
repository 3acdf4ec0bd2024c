#include <sys/mman.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <random>
#include <string>

#include "absl/strings/str_cat.h"
#include "matching/engine/assignment/assignment_check.h"
#include "matching/engine/assignment/assignment_solver.h"
#include "matching/engine/plan/plan.h"
#include "matching/engine/plan/plan_check.h"
#include "matching/engine/plan/random_snapshot_test.h"
#include "tools/assign/assignment_file.h"

// What a plan is made from and is kept as, with bytes that are not as they were. The first byte
// says which:
//   s  the bytes of a snapshot
//   p  the bytes of a plan, of a snapshot without families
//   m  a snapshot from a seed, a byte, and then what is put into its bytes: the place as a share of
//      256, and the byte, again and again
//   q  the same of the plan of such a snapshot
//   d  a file of an assignment problem
namespace {

using namespace buurtbrug::matching::engine;

void Require(bool holds) {
  if (!holds) {
    std::abort();
  }
}

Snapshot SnapshotOf(std::uint8_t seed) {
  std::mt19937_64 random(seed);
  auto frozen = Freeze(RandomSnapshot({.units = 4, .supporters = 3}, random));
  Require(frozen.ok());
  return *std::move(frozen);
}

std::string Changed(std::string bytes, const std::string& changes) {
  for (std::size_t i = 0; i + 1 < changes.size(); i += 2) {
    bytes[static_cast<std::uint8_t>(changes[i]) * bytes.size() / 256] = changes[i + 1];
  }
  return bytes;
}

// A snapshot has one form, and whatever it holds a plan of it proves itself.
void TrySnapshot(const std::string& bytes) {
  const auto snapshot = ParseSnapshot(bytes);
  if (!snapshot.ok()) {
    return;
  }
  Require(SerializeSnapshot(*snapshot) == bytes);
  constexpr std::size_t kFewFamilies = 20;
  if (snapshot->units.size() + snapshot->supporters.size() <= kFewFamilies) {
    const auto plan = MakePlan(*snapshot);
    Require(!plan.ok() || CheckPlan(*snapshot, *plan).ok());
  }
}

// Of bytes that pass for a plan only one that is worth as much is believed.
void TryPlan(const Snapshot& snapshot, const std::string& bytes) {
  const auto plan = ParsePlan(bytes);
  if (!plan.ok()) {
    return;
  }
  Require(SerializePlan(*plan) == bytes);
  if (CheckPlan(snapshot, *plan).ok()) {
    const auto best = MakePlan(snapshot);
    Require(best.ok() &&
            (!best->is_optimal() || !plan->is_optimal() || plan->worth == best->worth));
  }
}

void TryFile(const std::string& text) {
  const int file = memfd_create("assignment", 0);
  Require(file >= 0 && write(file, text.data(), text.size()) == static_cast<ssize_t>(text.size()));
  const auto graph = buurtbrug::assign::ReadAssignment(absl::StrCat("/proc/self/fd/", file));
  close(file);
  if (graph.ok() && graph->left_count() + graph->right_count < 10'000) {
    const auto assignment = Solve(*graph, {});
    Require(assignment.ok() && CheckOptimal(*graph, *assignment).ok());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  if (size < 2) {
    return 0;
  }
  const std::string rest(reinterpret_cast<const char*>(bytes) + 1, size - 1);
  const auto seed = static_cast<std::uint8_t>(rest[0]);
  switch (bytes[0]) {
    case 's':
      TrySnapshot(rest);
      break;
    case 'p':
      TryPlan(*Freeze({.weights_version = 1}), rest);
      break;
    case 'm':
      TrySnapshot(Changed(SerializeSnapshot(SnapshotOf(seed)), rest.substr(1)));
      break;
    case 'q': {
      const Snapshot snapshot = SnapshotOf(seed);
      const auto plan = MakePlan(snapshot);
      Require(plan.ok());
      TryPlan(snapshot, Changed(SerializePlan(*plan), rest.substr(1)));
      break;
    }
    case 'd':
      TryFile(rest);
      break;
    default:
      break;
  }
  return 0;
}
