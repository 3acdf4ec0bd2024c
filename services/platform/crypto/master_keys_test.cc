#include "platform/crypto/master_keys.h"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "platform/testing/matchers.h"

namespace buurtbrug::platform::crypto {
namespace {

using absl::StatusCode;
using testing::Fails;
using testing::IsOk;
using testing::RefusesField;

constexpr char kField[] = "sealing.master_keys";

std::string Key(char letter) { return absl::Base64Escape(std::string(32, letter)); }

TEST(MasterKeys, TheHighestNumberIsTheCurrentOneAndAllOpen) {
  const auto keys = MasterKeys::Parse(
      kField, absl::StrCat("# of the vault\n2 ", Key('b'), "\n\n1  ", Key('a'), "\r\n"));
  ASSERT_THAT(keys, IsOk());
  EXPECT_EQ(keys->current(), 2);
  EXPECT_EQ(keys->Find(1)->bytes(), std::string(32, 'a'));
  EXPECT_EQ(keys->Find(2)->bytes(), std::string(32, 'b'));
  EXPECT_THAT(keys->Find(3), Fails(StatusCode::kFailedPrecondition, "MASTER_KEY_UNKNOWN"));
}

TEST(MasterKeys, ADigestKeyStaysUntilTheLowestNumberGoes) {
  const auto old = MasterKeys::Parse(kField, absl::StrCat("1 ", Key('a')));
  const auto both = MasterKeys::Parse(kField, absl::StrCat("1 ", Key('a'), "\n2 ", Key('b')));
  const auto later = MasterKeys::Parse(kField, absl::StrCat("2 ", Key('b')));
  EXPECT_EQ(old->DigestKey("receipts").bytes(), both->DigestKey("receipts").bytes());
  EXPECT_NE(both->DigestKey("receipts").bytes(), later->DigestKey("receipts").bytes());
  EXPECT_NE(old->DigestKey("receipts").bytes(), old->DigestKey("another").bytes());
  EXPECT_NE(old->DigestKey("receipts").bytes(), old->Find(1)->bytes());
}

TEST(MasterKeys, AWrongFileIsRefusedByTheNameOfItsKeyWithoutWhatStandsInIt) {
  for (const std::string& text :
       {std::string(), std::string("# nothing\n"), Key('a'), absl::StrCat("0 ", Key('a')),
        absl::StrCat("-1 ", Key('a')), absl::StrCat("one ", Key('a')), std::string("1 c2hvcnQ="),
        absl::StrCat("1 ", Key('a'), "x"), absl::StrCat("1 ", Key('a'), " more"),
        absl::StrCat("1 ", Key('a'), "\n1 ", Key('b'))}) {
    const auto keys = MasterKeys::Parse(kField, text);
    EXPECT_THAT(keys, RefusesField(kField, "INVALID_MASTER_KEYS")) << text;
    EXPECT_EQ(keys.status().ToString().find(Key('a').substr(0, 8)), std::string::npos);
  }
}

TEST(MasterKeys, AFileThatOthersMayReadIsRefused) {
  const std::string path = absl::StrCat(::testing::TempDir(), "/master_keys_", getpid());
  std::ofstream(path) << "1 " << Key('a') << "\n";
  using std::filesystem::perms;
  std::filesystem::permissions(path, perms::owner_read | perms::others_read);
  EXPECT_THAT(MasterKeys::Load(kField, path),
              Fails(StatusCode::kFailedPrecondition, "FILE_TOO_OPEN"));
  std::filesystem::permissions(path, perms::owner_read);
  EXPECT_THAT(MasterKeys::Load(kField, path), IsOk());
  std::filesystem::remove(path);
  EXPECT_THAT(MasterKeys::Load(kField, path),
              Fails(StatusCode::kFailedPrecondition, "FILE_UNREADABLE"));
}

TEST(MasterKeys, NewOnesJoinThoseThatAreKnown) {
  const MasterKeys one = *MasterKeys::Parse(kField, absl::StrCat("1 ", Key('a')));
  const MasterKeys two = *MasterKeys::Parse(kField, absl::StrCat("2 ", Key('b')));
  const auto joined = one.Joined(two);
  ASSERT_THAT(joined, IsOk());
  EXPECT_EQ(joined->current(), 2);
  EXPECT_THAT(joined->Find(1), IsOk());
  EXPECT_THAT(one.Joined(*MasterKeys::Parse(kField, absl::StrCat("1 ", Key('c')))),
              Fails(StatusCode::kInvalidArgument, "INVALID_MASTER_KEYS"));
}

}  // namespace
}  // namespace buurtbrug::platform::crypto
