#include "matching/engine/plan/relaxation.h"

#include <algorithm>
#include <limits>

#include "matching/engine/assignment/assignment_solver.h"
#include "matching/engine/assignment/graph_builder.h"

namespace buurtbrug::matching::engine {
namespace {

std::size_t PositionIn(const std::vector<std::int32_t>& list, std::int32_t value) {
  return static_cast<std::size_t>(std::lower_bound(list.begin(), list.end(), value) - list.begin());
}

// The problem that is left of a part.
struct Rest {
  Rest(const PlanInstance& the_instance, const PlanPart& the_part,
       const std::vector<Decision>& decisions)
      : instance(the_instance), part(the_part), decided(part.units.size(), 0) {
    for (const std::int32_t supporter : part.supporters) {
      free.push_back(instance.free[At(supporter)]);
    }
    for (const Decision& decision : decisions) {
      decided[PositionIn(part.units, decision.unit)] = 1;
      if (decision.supporter == kNobody) {
        continue;
      }
      free[PositionIn(part.supporters, decision.supporter)] -= instance.places[At(decision.unit)];
      instance.ForPairs(decision.unit, [&](const PairAmount& pair) {
        settled += pair.supporter == decision.supporter ? pair.amount : 0;
      });
    }
  }

  // Calls `visit(position of the support family in the part, pair)` for what is possible.
  template <typename Visit>
  void ForPairs(std::int32_t unit, const Visit& visit) const {
    instance.ForPairs(unit, [&](const PairAmount& pair) {
      const std::size_t s = PositionIn(part.supporters, pair.supporter);
      if (free[s] >= instance.places[At(unit)]) {
        visit(s, pair);
      }
    });
  }

  const PlanInstance& instance;
  const PlanPart& part;
  std::vector<char> decided;       // of the units of the part
  std::vector<std::int32_t> free;  // of its support families
  std::int64_t settled = 0;        // amount of what is decided
};

// The assignment problem: rows and columns, and what they stand for.
struct Rows {
  explicit Rows(const Rest& rest) {
    std::vector<std::int64_t> wanted(rest.part.supporters.size(), 0);
    std::size_t arcs = 0;
    for (std::size_t u = 0; u < rest.part.units.size(); ++u) {
      const std::int32_t unit = rest.part.units[u];
      row_begin.push_back(rows);
      if (rest.decided[u] == 0) {
        rows += rest.instance.places[At(unit)];
        rest.ForPairs(unit, [&](std::size_t s, const PairAmount&) {
          wanted[s] += rest.instance.places[At(unit)];
        });
      }
    }
    row_begin.push_back(rows);
    // One more than anybody could take: it stays free, so that its price is 0.
    for (std::size_t s = 0; s < wanted.size(); ++s) {
      column_begin.push_back(columns);
      const std::int64_t copies = std::min<std::int64_t>(rest.free[s], wanted[s] + 1);
      columns += static_cast<std::int32_t>(wanted[s] == 0 ? 0 : copies);
      arcs += At(wanted[s] * copies);
    }
    column_begin.push_back(columns);
    GraphBuilder builder(rows, columns + rows, arcs + At(rows));
    for (std::size_t u = 0; u < rest.part.units.size(); ++u) {
      const std::int32_t unit = rest.part.units[u];
      for (std::int32_t row = row_begin[u]; row < row_begin[u + 1]; ++row) {
        rest.ForPairs(unit, [&](std::size_t s, const PairAmount& pair) {
          for (std::int32_t column = column_begin[s]; column < column_begin[s + 1]; ++column) {
            builder.Add(row, column, -pair.amount / rest.instance.places[At(unit)]);
          }
        });
        builder.Add(row, columns + row, 0);
      }
    }
    graph = std::move(builder).Build();
  }

  std::int32_t rows = 0;
  std::int32_t columns = 0;                // without those for going unhelped
  std::vector<std::int32_t> row_begin;     // of the units of the part, and the end
  std::vector<std::int32_t> column_begin;  // of its support families, and the end
  BipartiteGraph graph;
};

// Of the support family at each row of a unit, when it is one and the same.
std::int32_t SharedBy(const Rows& rows, const Assignment& assignment, const PlanPart& part,
                      std::size_t unit) {
  std::int32_t shared = kNobody;
  for (std::int32_t row = rows.row_begin[unit]; row < rows.row_begin[unit + 1]; ++row) {
    const std::int32_t column = assignment.right_of_left[At(row)];
    std::int32_t supporter = kNobody;
    if (column < rows.columns) {
      const auto after =
          std::upper_bound(rows.column_begin.begin(), rows.column_begin.end(), column);
      supporter = part.supporters[At(after - rows.column_begin.begin() - 1)];
    }
    if (row != rows.row_begin[unit] && supporter != shared) {
      return kShared;
    }
    shared = supporter;
  }
  return shared;
}

}  // namespace

absl::StatusOr<Relaxed> Relax(const PlanInstance& instance, const PlanPart& part,
                              const std::vector<Decision>& decisions) {
  const Rest rest(instance, part, decisions);
  const Rows rows(rest);
  const absl::StatusOr<Assignment> assignment = Solve(rows.graph);
  if (!assignment.ok()) {
    return assignment.status();
  }
  Relaxed relaxed;
  ProofNode& node = relaxed.node;
  node.bound = rest.settled;
  for (std::size_t s = 0; s < part.supporters.size(); ++s) {
    // Columns that are alike have the same price in every optimum, and one that is free has 0.
    const std::int32_t first = rows.column_begin[s];
    const std::int64_t price =
        first == rows.column_begin[s + 1] ? 0 : -assignment->right_dual[At(first)];
    node.price.push_back(price);
    node.bound += rest.free[s] * price;
  }
  for (std::size_t u = 0; u < part.units.size(); ++u) {
    const std::int32_t unit = part.units[u];
    std::int64_t value = 0;
    if (rest.decided[u] == 0) {
      rest.ForPairs(unit, [&](std::size_t s, const PairAmount& pair) {
        value = std::max(value, pair.amount - instance.places[At(unit)] * node.price[s]);
      });
    }
    node.value.push_back(value);
    node.bound += value;
    relaxed.supporter_of.push_back(SharedBy(rows, *assignment, part, u));
  }
  for (const Decision& decision : decisions) {
    relaxed.supporter_of[PositionIn(part.units, decision.unit)] = decision.supporter;
  }
  return relaxed;
}

std::vector<ChildBound> ChildBounds(const PlanInstance& instance, const PlanPart& part,
                                    const std::vector<Decision>& decisions, const ProofNode& node,
                                    std::int32_t unit) {
  const Rest rest(instance, part, decisions);
  const std::int64_t without = node.bound - node.value[PositionIn(part.units, unit)];
  std::vector<ChildBound> bounds;
  rest.ForPairs(unit, [&](std::size_t s, const PairAmount& pair) {
    bounds.push_back(
        {without + pair.amount - instance.places[At(unit)] * node.price[s], pair.supporter});
  });
  bounds.push_back({without, kNobody});
  std::stable_sort(bounds.begin(), bounds.end(),
                   [](const ChildBound& a, const ChildBound& b) { return a.bound > b.bound; });
  return bounds;
}

}  // namespace buurtbrug::matching::engine
