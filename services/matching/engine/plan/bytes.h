#pragma once

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "matching/engine/language.h"
#include "matching/engine/small_set.h"
#include "platform/core/uuid.h"

// Values as bytes, the same on every machine. A value of several fields says once what it is made
// of, in a function `template <typename Archive, OrConst<Value> V> void Describe(Archive&, V&)`;
// it is written and read by that. Numbers are LEB128 with the sign in the lowest bit, lists and
// texts begin with their length, ids are 16 bytes.
namespace buurtbrug::matching::engine {

template <typename Type, typename Value>
concept OrConst = std::same_as<std::remove_const_t<Type>, Value>;

template <typename Type>
concept Numeric = std::integral<Type> || std::is_enum_v<Type>;

class ByteWriter {
 public:
  template <typename... Fields>
  void operator()(const Fields&... fields) {
    (Write(fields), ...);
  }
  std::string Take() && { return std::move(bytes_); }

 private:
  void WriteNumber(std::int64_t number) {
    auto rest =
        (static_cast<std::uint64_t>(number) << 1) ^ static_cast<std::uint64_t>(number >> 63);
    while (rest >= 0x80) {
      bytes_.push_back(static_cast<char>(rest | 0x80));
      rest >>= 7;
    }
    bytes_.push_back(static_cast<char>(rest));
  }
  template <Numeric Number>
  void Write(Number number) {
    WriteNumber(static_cast<std::int64_t>(number));
  }
  template <typename Value, typename Word>
  void Write(SmallSet<Value, Word> set) {
    Write(set.bits());
  }
  template <typename Tag>
  void Write(const platform::core::StrongId<Tag>& id) {
    bytes_.append(id.value().bytes().begin(), id.value().bytes().end());
  }
  void Write(const LanguageSet& set) {
    Write(set.size());
    for (int number = 0; number < kLanguageNumbers; ++number) {
      if (set.Has(number)) {
        Write(number);
      }
    }
  }
  void Write(const std::string& text) {
    Write(text.size());
    bytes_ += text;
  }
  template <typename Item>
  void Write(const std::vector<Item>& items) {
    Write(items.size());
    for (const Item& item : items) {
      Write(item);
    }
  }
  template <typename Item, std::size_t size>
  void Write(const std::array<Item, size>& items) {
    for (const Item& item : items) {
      Write(item);
    }
  }
  template <typename Value>
  requires std::is_class_v<Value>
  void Write(const Value& value) { Describe(*this, value); }

  static constexpr int kLanguageNumbers = 256;

  std::string bytes_;
};

// After the first thing that is wrong it reads nothing any more, and is not ok(). It takes no more
// memory than a small multiple of the bytes. Whether they are those that a ByteWriter would have
// written is for the caller to see, by writing again.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  template <typename... Fields>
  void operator()(Fields&... fields) {
    (Read(fields), ...);
  }
  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }

 private:
  std::int64_t ReadNumber() {
    std::uint64_t bits = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      if (rest_.empty()) {
        break;
      }
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      bits |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) {
        return static_cast<std::int64_t>((bits >> 1) ^ (~(bits & 1) + 1));
      }
    }
    ok_ = false;
    rest_ = {};
    return 0;
  }
  template <Numeric Number>
  void Read(Number& number) {
    const std::int64_t read = ReadNumber();
    number = static_cast<Number>(read);
    ok_ = ok_ && static_cast<std::int64_t>(number) == read;
  }
  void Read(bool& truth) {
    const std::int64_t read = ReadNumber();
    truth = read == 1;
    ok_ = ok_ && (read == 0 || read == 1);
  }
  template <typename Value, typename Word>
  void Read(SmallSet<Value, Word>& set) {
    Word bits = 0;
    Read(bits);
    set = SmallSet<Value, Word>::OfBits(bits);
  }
  template <typename Tag>
  void Read(platform::core::StrongId<Tag>& id) {
    std::array<std::uint8_t, 16> bytes{};
    if (rest_.size() < bytes.size()) {
      ok_ = false;
      rest_ = {};
      return;
    }
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      bytes[i] = static_cast<std::uint8_t>(rest_[i]);
    }
    rest_.remove_prefix(bytes.size());
    id = platform::core::StrongId<Tag>(platform::core::Uuid(bytes));
  }
  void Read(LanguageSet& set) {
    for (std::size_t left = ReadSize(); left > 0 && ok_; --left) {
      std::uint8_t number = 0;
      Read(number);
      set.Insert(number);
    }
  }
  void Read(std::string& text) {
    const std::size_t size = ReadSize();
    text = std::string(rest_.substr(0, size));
    rest_.remove_prefix(size);
  }
  template <typename Item>
  void Read(std::vector<Item>& items) {
    items.clear();
    for (std::size_t left = ReadSize(); left > 0 && ok_; --left) {
      Read(items.emplace_back());
    }
  }
  template <typename Item, std::size_t size>
  void Read(std::array<Item, size>& items) {
    for (Item& item : items) {
      Read(item);
    }
  }
  template <typename Value>
  requires std::is_class_v<Value>
  void Read(Value& value) { Describe(*this, value); }

  // Every item takes a byte at least.
  std::size_t ReadSize() {
    const std::int64_t size = ReadNumber();
    if (size < 0 || static_cast<std::uint64_t>(size) > rest_.size()) {
      ok_ = false;
      rest_ = {};
      return 0;
    }
    return static_cast<std::size_t>(size);
  }

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace buurtbrug::matching::engine
