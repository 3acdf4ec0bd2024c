#include "matching/domain/readiness.h"

#include <algorithm>

namespace buurtbrug::matching::domain {

bool IsUnready(const ToldReadiness& told, absl::CivilDay day) {
  if (told.sequence == 0 || day < told.told_on) {
    return false;
  }
  return std::none_of(told.spans.begin(), told.spans.end(), [&](const ReadySpan& span) {
    return span.first_day <= day && (!span.last_day || day <= *span.last_day);
  });
}

}  // namespace buurtbrug::matching::domain
