#include "matching/engine/plan/plan_words.h"

#include <numeric>

#include "absl/strings/str_cat.h"
#include "matching/engine/words.h"

namespace buurtbrug::matching::engine {
namespace {

std::string SayHelped(const Snapshot& snapshot, const PlanLine& line) {
  const Weights& weights = snapshot.weights;
  const std::string chosen =
      absl::StrCat("krijgt een plaats bij een steungezin dat ",
                   OfThousand(line.chosen.fit, weights), " van de 1000 past");
  if (line.alternative.supporter == kNobody) {
    return chosen + "; er is geen ander steungezin dat kan";
  }
  const std::string other = absl::StrCat(chosen, "; een ander steungezin past ",
                                         OfThousand(line.alternative.fit, weights));
  if (line.loss.weight > 0) {
    return other + ", maar dan wordt een ander gezin niet geholpen, of een met minder voorrang";
  }
  if (line.loss.fit > 0) {
    return absl::StrCat(other, ", maar dan past het plan als geheel ten minste ",
                        OfThousand(line.loss.fit, weights), " minder");
  }
  return other + ", en misschien is het plan als geheel dan even goed";
}

std::string SayOutbid(const Snapshot& snapshot, const PlanLine& line) {
  const std::string can = absl::StrCat(
      "een steungezin past ", OfThousand(line.alternative.fit, snapshot.weights), " van de 1000");
  if (line.loss.weight > 0) {
    return can +
           ", maar met die plaats wordt een gezin met meer voorrang geholpen, of worden er meer "
           "gezinnen geholpen; er is een plaats meer nodig";
  }
  if (line.loss.fit > 0) {
    return absl::StrCat(can,
                        ", maar de plaats gaat naar een gezin dat daar beter past; het zou meer "
                        "dan ",
                        OfThousand(line.loss.fit, snapshot.weights),
                        " beter moeten passen, of er is een plaats meer nodig");
  }
  return can + ", en misschien is er een even goed plan dat dit gezin helpt en een ander niet";
}

}  // namespace

std::int32_t OfThousand(std::int64_t fit, const Weights& weights) {
  // A fit is the sum of parts of a thousand by weight.
  const std::int64_t all = std::accumulate(weights.of.begin(), weights.of.end(), std::int64_t{0});
  return static_cast<std::int32_t>(fit / all);
}

std::string SayLine(const Snapshot& snapshot, const PlanLine& line) {
  switch (line.outcome) {
    case Outcome::kHelped:
      return SayHelped(snapshot, line);
    case Outcome::kOutbid:
      return SayOutbid(snapshot, line);
    case Outcome::kNoPossiblePair:
      break;
  }
  return line.misses.empty()
             ? "geen steungezin in de buurt voldoet aan op één na alle regels"
             : "geen steungezin voldoet aan alle regels; wel zijn er die er maar één breken";
}

std::string SayMiss(const Snapshot& snapshot, std::int32_t unit, const PlanMiss& miss) {
  Languages languages;
  for (const std::string& tag : snapshot.languages) {
    languages.Asked(tag);
  }
  return Say(miss.rule, snapshot.units[At(unit)], snapshot.supporters[At(miss.supporter)],
             ConditionsOf(snapshot), languages);
}

}  // namespace buurtbrug::matching::engine
