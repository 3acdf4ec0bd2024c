#include "platform/core/personal.h"

#include <gtest/gtest.h>
#include <spdlog/fmt/fmt.h>

#include <concepts>
#include <ostream>
#include <string>
#include <string_view>
#include <type_traits>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"

namespace buurtbrug::platform::core {
namespace {

template <typename T>
concept Streamable = requires(std::ostream& out, const T& value) {
  out << value;
};
template <typename T>
concept Addable = requires(std::string text, const T& value) {
  text + value;
};

// What a text would be, to show that the questions are asked rightly.
static_assert(Streamable<std::string>);
static_assert(Addable<std::string>);
static_assert(std::is_convertible_v<std::string, absl::AlphaNum>);
static_assert(fmt::has_formatter<std::string, fmt::format_context>::value);

static_assert(!Streamable<Personal>);
static_assert(!Addable<Personal>);
static_assert(!std::is_convertible_v<Personal, absl::AlphaNum>);
static_assert(!std::is_convertible_v<Personal, absl::string_view>);
static_assert(!std::is_convertible_v<Personal, std::string_view>);
static_assert(!std::is_convertible_v<Personal, std::string>);
static_assert(!fmt::has_formatter<Personal, fmt::format_context>::value);
static_assert(!std::is_convertible_v<std::string, Personal>);

TEST(Personal, IsWhatItWasMadeOf) {
  EXPECT_EQ(Personal("Ouder").Reveal(), "Ouder");
  EXPECT_TRUE(Personal().empty());
  EXPECT_TRUE(Personal("a") == Personal("a"));
  EXPECT_TRUE(Personal("a") != Personal("b"));
}

}  // namespace
}  // namespace buurtbrug::platform::core
