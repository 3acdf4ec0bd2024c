#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "registration/domain/contact.h"
#include "registration/domain/family.h"
#include "registration/domain/free_text.h"
#include "registration/domain/house_number.h"
#include "registration/domain/letters.h"
#include "registration/domain/person_name.h"

namespace {

using namespace buurtbrug::registration::domain;

// What a validator takes it gives back in its one form, which it takes again as it is.
template <typename Parse>
void CheckOneForm(const Parse& parse, const std::string& text) {
  const auto once = parse(text);
  if (!once.ok()) {
    return;
  }
  const auto twice = parse(*once);
  if (!twice.ok() || *twice != *once || once->find('\0') != std::string::npos) {
    std::abort();
  }
}

}  // namespace

// Everything that a family writes when it registers.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  CheckOneForm([](const std::string& value) { return ParsePersonName("name", value); }, text);
  CheckOneForm([](const std::string& value) { return ParseEmail("email", value); }, text);
  CheckOneForm([](const std::string& value) { return ParsePhone("phone", value); }, text);
  CheckOneForm([](const std::string& value) { return ParsePostcode(value); }, text);
  CheckOneForm([](const std::string& value) { return ParseFreeText("note", value, 0, 2000); },
               text);
  CheckOneForm(
      [](const std::string& value) -> absl::StatusOr<std::string> {
        const auto house = ParseHouseNumber("house_number", value);
        return house.ok() ? absl::StatusOr<std::string>(FormatHouseNumber(*house)) : house.status();
      },
      text);
  // No name and no free text that is taken hides a citizen number.
  if (const auto note = ParseFreeText("note", text, 0, 2000);
      note.ok() && HoldsCitizenNumber(*note)) {
    std::abort();
  }
  if (const auto name = ParsePersonName("name", text); name.ok() && HoldsCitizenNumber(*name)) {
    std::abort();
  }
  // Whatever it is, well-formed or not.
  (void)HoldsCitizenNumber(text);
  (void)Composed(PointsOf(text));
  return 0;
}
