#pragma once

#include <string>
#include <vector>

#include "absl/strings/string_view.h"

// Marks that are written into every text field of a tenant, and found again wherever they turn up.
namespace buurtbrug::isolation {

// What a mark stands in: a name of a person never leaves registration's answers; other texts may
// stand wherever their tenant's things do.
enum class Field { kPersonal, kOther };

// "kanarie-p-0610-17-3f2a9c01": field, tenant, row, and a check over the three, so that text that
// only looks like one is told apart.
std::string Mark(Field field, const std::string& municipality, int row);

struct Sighting {
  Field field = Field::kOther;
  std::string municipality;
  std::string text;
};

// All true marks in some bytes.
std::vector<Sighting> FindMarks(absl::string_view bytes);

}  // namespace buurtbrug::isolation
