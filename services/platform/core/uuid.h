#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "absl/time/time.h"

namespace buurtbrug::platform::core {

// 128 bits (RFC 9562). The nil UUID is "none".
class Uuid {
 public:
  Uuid() = default;
  explicit Uuid(const std::array<uint8_t, 16>& bytes) : bytes_(bytes) {}

  // 36 characters, lower or upper case. INVALID_ID.
  static absl::StatusOr<Uuid> Parse(absl::string_view field, absl::string_view text);

  // 36 characters, lower case.
  std::string ToString() const;
  bool is_nil() const { return *this == Uuid(); }
  const std::array<uint8_t, 16>& bytes() const { return bytes_; }

  friend bool operator==(const Uuid& a, const Uuid& b) { return a.bytes_ == b.bytes_; }
  friend bool operator<(const Uuid& a, const Uuid& b) { return a.bytes_ < b.bytes_; }
  template <typename H>
  friend H AbslHashValue(H h, const Uuid& id) {
    return H::combine(std::move(h), id.bytes_);
  }

 private:
  std::array<uint8_t, 16> bytes_{};
};

// An id of one kind of thing; another kind's does not convert to it.
template <typename Tag>
class StrongId {
 public:
  StrongId() = default;
  explicit StrongId(const Uuid& value) : value_(value) {}
  static absl::StatusOr<StrongId> Parse(absl::string_view field, absl::string_view text) {
    auto value = Uuid::Parse(field, text);
    if (!value.ok()) {
      return value.status();
    }
    return StrongId(*value);
  }

  const Uuid& value() const { return value_; }
  std::string ToString() const { return value_.ToString(); }
  friend bool operator==(const StrongId& a, const StrongId& b) { return a.value_ == b.value_; }
  friend bool operator<(const StrongId& a, const StrongId& b) { return a.value_ < b.value_; }

 private:
  Uuid value_;
};

using ContractId = StrongId<struct ContractTag>;
using FamilyId = StrongId<struct FamilyTag>;
using MatchId = StrongId<struct MatchTag>;
using PoolAgreementId = StrongId<struct PoolAgreementTag>;
using RequestId = StrongId<struct RequestTag>;

// Where randomness comes from. Thread-safe.
class Random {
 public:
  virtual ~Random() = default;
  virtual void Fill(uint8_t* bytes, size_t size) = 0;
};

// The machine's. Lives for ever.
Random& SystemRandom();

// UUIDv7 (RFC 9562, section 5.7): 48 bits of milliseconds since 1970, then random bits; ids made in
// different milliseconds sort by time.
Uuid NewUuid(absl::Time now, Random& random);

}  // namespace buurtbrug::platform::core
