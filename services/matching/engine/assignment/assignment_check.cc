#include "matching/engine/assignment/assignment_check.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "matching/engine/assignment/graph_form.h"

namespace buurtbrug::matching::engine {
namespace {

// Wide enough for the sum of any number of costs.
__extension__ using Wide = __int128;

std::size_t At(std::int64_t number) { return static_cast<std::size_t>(number); }

absl::Status Refused(std::string_view side, std::int64_t node, std::string_view why) {
  return absl::FailedPreconditionError(std::string(side) + " node " + std::to_string(node) + ": " +
                                       std::string(why));
}

// One side of the assignment, with the names of its numbers as seen from that side.
struct Side {
  std::string_view name;
  const std::vector<std::int32_t>& partner;
  const std::vector<std::int32_t>& partner_of_other_side;
  const std::vector<std::int8_t>& cover;
  const std::vector<Cost>& dual;
};

// What can be said of the nodes of one side without looking at arcs.
absl::Status CheckNodes(const Side& side) {
  const auto others = static_cast<std::int64_t>(side.partner_of_other_side.size());
  for (std::size_t node = 0; node < side.partner.size(); ++node) {
    const auto number = static_cast<std::int64_t>(node);
    const std::int32_t partner = side.partner[node];
    const std::int8_t cover = side.cover[node];
    if (cover != 0 && cover != 1) {
      return Refused(side.name, number, "its cover is neither 0 nor 1");
    }
    if (side.dual[node] < -kCostLimit || side.dual[node] > kCostLimit) {
      return Refused(side.name, number, "its dual is beyond what duals can be");
    }
    if (cover == 0 && side.dual[node] > 0) {
      return Refused(side.name, number, "outside the cover, and its dual is above 0");
    }
    if (partner == kUnmatched) {
      if (cover != 0 || side.dual[node] != 0) {
        return Refused(side.name, number, "unmatched, and its cover or dual is not 0");
      }
    } else if (partner < 0 || partner >= others) {
      return Refused(side.name, number, "its partner does not exist");
    } else if (side.partner_of_other_side[At(partner)] != number) {
      return Refused(side.name, number, "its partner has another partner");
    }
  }
  return absl::OkStatus();
}

}  // namespace

absl::Status CheckOptimal(const BipartiteGraph& graph, const Assignment& assignment) {
  const std::size_t lefts = At(graph.left_count());
  const std::size_t rights = At(graph.right_count);
  if (assignment.right_of_left.size() != lefts || assignment.left_cover.size() != lefts ||
      assignment.left_dual.size() != lefts || assignment.left_of_right.size() != rights ||
      assignment.right_cover.size() != rights || assignment.right_dual.size() != rights) {
    return absl::InvalidArgumentError("an array has not one element for each node");
  }
  const Side left{"left", assignment.right_of_left, assignment.left_of_right, assignment.left_cover,
                  assignment.left_dual};
  const Side right{"right", assignment.left_of_right, assignment.right_of_left,
                   assignment.right_cover, assignment.right_dual};
  for (const Side& side : {left, right}) {
    if (absl::Status status = CheckNodes(side); !status.ok()) {
      return status;
    }
  }

  // Unchecked access, and no overflow: the graph is well formed, and duals are within kCostLimit.
  const std::int32_t* const columns = graph.right.data();
  const ArcCosts& costs = graph.cost;
  const std::int8_t* const right_cover = right.cover.data();
  const Cost* const right_dual = right.dual.data();
  std::int64_t pairs = 0;
  Wide total = 0;
  for (std::size_t i = 0; i < lefts; ++i) {
    const auto node = static_cast<std::int64_t>(i);
    const std::int8_t left_cover = left.cover[i];
    const Cost left_dual = left.dual[i];
    const std::int32_t partner = left.partner[i];
    std::int64_t pair = -1;  // the arc to the partner
    for (std::int64_t arc = graph.row_begin[i]; arc < graph.row_begin[i + 1]; ++arc) {
      const std::int32_t to = columns[arc];
      const int cover = left_cover + right_cover[to];
      if (cover == 0) {
        return Refused("left", node, "an arc has no end in the cover");
      }
      if (cover == 1 && costs[At(arc)] < left_dual + right_dual[to]) {
        return Refused("left", node, "an arc costs less than its duals");
      }
      pair = to == partner ? arc : pair;
    }
    if (partner == kUnmatched) {
      continue;
    }
    if (pair < 0) {
      return Refused("left", node, "it has no arc to its partner");
    }
    if (left_cover + right_cover[partner] != 1 ||
        costs[At(pair)] != left_dual + right_dual[partner]) {
      return Refused("left", node, "its pair does not fit its duals");
    }
    ++pairs;
    total += costs[At(pair)];
  }
  if (pairs != assignment.cardinality || total != assignment.total_cost) {
    return absl::FailedPreconditionError("the cardinality or the total cost is not as it says");
  }
  return absl::OkStatus();
}

}  // namespace buurtbrug::matching::engine
