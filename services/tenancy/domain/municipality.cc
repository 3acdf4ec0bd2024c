#include "tenancy/domain/municipality.h"

#include <algorithm>
#include <array>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"

namespace buurtbrug::tenancy::domain {
namespace {

namespace core = platform::core;

constexpr size_t kOinDigits = 20;

bool AllDigits(absl::string_view text) {
  return std::all_of(text.begin(), text.end(), absl::ascii_isdigit);
}

}  // namespace

absl::Status CheckRsin(absl::string_view field, absl::string_view rsin) {
  constexpr std::array<int, 9> kWeights = {9, 8, 7, 6, 5, 4, 3, 2, -1};
  if (rsin.size() == kWeights.size() && AllDigits(rsin)) {
    int sum = 0;
    for (size_t i = 0; i < kWeights.size(); ++i) {
      sum += kWeights[i] * (rsin[i] - '0');
    }
    // Nothing but zeros passes the test, and is nobody's number.
    if (sum % 11 == 0 && rsin != "000000000") {
      return absl::OkStatus();
    }
  }
  return core::InvalidField(field, "INVALID_RSIN",
                            absl::StrCat(field, " must be nine digits that pass the eleven test"));
}

absl::Status CheckOin(absl::string_view field, absl::string_view oin) {
  if (oin.size() == kOinDigits && AllDigits(oin)) {
    return absl::OkStatus();
  }
  return core::InvalidField(field, "INVALID_OIN",
                            absl::StrCat(field, " must be ", kOinDigits, " digits"));
}

absl::Status CheckMunicipality(const Municipality& municipality) {
  BUURTBRUG_RETURN_IF_ERROR(core::ParseMunicipality("code", municipality.code).status());
  BUURTBRUG_RETURN_IF_ERROR(core::ParseText("name", municipality.name, 1, kLongestName).status());
  if (municipality.code_year) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseRange("code_year", *municipality.code_year, 1900, 2199).status());
  }
  if (municipality.qualifier) {
    BUURTBRUG_RETURN_IF_ERROR(
        core::ParseText("qualifier", *municipality.qualifier, 1, kLongestQualifier).status());
  }
  if (municipality.rsin) {
    BUURTBRUG_RETURN_IF_ERROR(CheckRsin("rsin", *municipality.rsin));
  }
  return municipality.oin ? CheckOin("oin", *municipality.oin) : absl::OkStatus();
}

}  // namespace buurtbrug::tenancy::domain
