#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "platform/access/certificate.h"
#include "platform/core/parse.h"
#include "platform/core/uuid.h"
#include "registration/domain/family.h"

// Every value that comes from outside as text. What a parser takes, it must give back in its one
// form.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size) {
  using namespace buurtbrug;
  const std::string text(reinterpret_cast<const char*>(bytes), size);
  if (const auto day = platform::core::ParseDay("day", text);
      day.ok() && platform::core::FormatDay(*day) != text) {
    std::abort();
  }
  if (const auto id = platform::core::Uuid::Parse("id", text);
      id.ok() && !(*platform::core::Uuid::Parse("id", id->ToString()) == *id)) {
    std::abort();
  }
  if (const auto postcode = registration::domain::ParsePostcode(text);
      postcode.ok() && *registration::domain::ParsePostcode(*postcode) != *postcode) {
    std::abort();
  }
  if (const auto plain = platform::core::ParseText("text", text, 1, 100);
      plain.ok() && (plain->find('\0') != std::string::npos || *plain != text)) {
    std::abort();
  }
  (void)platform::core::ParseMunicipality("municipality", text);
  if (const auto peer = platform::access::PeerOf(text); peer.ok() && peer->uri != text) {
    std::abort();
  }
  return 0;
}
