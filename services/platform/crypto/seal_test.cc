#include "platform/crypto/seal.h"

#include <gtest/gtest.h>

#include <set>

#include "platform/testing/matchers.h"

namespace buurtbrug::platform::crypto {
namespace {

using absl::StatusCode;
using testing::Fails;
using testing::IsOk;

constexpr char kPlain[] = "Ouder van Voorbeeld";

std::string Flipped(std::string text, size_t bit) {
  text[bit / 8] = static_cast<char>(static_cast<unsigned char>(text[bit / 8]) ^ (1u << (bit % 8)));
  return text;
}

TEST(Seal, OpensWithItsKeyInItsPlace) {
  const DataKey key = DataKey::New();
  EXPECT_EQ(*Open(key, "place", Seal(key, "place", kPlain)), kPlain);
  EXPECT_EQ(*Open(key, "", Seal(key, "", "")), "");
}

TEST(Seal, IsOneByteVersionNonceTextAndTag) {
  const std::string sealed = Seal(DataKey::New(), "place", kPlain);
  EXPECT_EQ(sealed.size(), 1 + 24 + std::string(kPlain).size() + 16);
  EXPECT_EQ(sealed[0], 1);
}

TEST(Seal, OfTheSameTextIsNeverTheSame) {
  const DataKey key = DataKey::New();
  std::set<std::string> nonces;
  for (int i = 0; i < 1000; ++i) {
    nonces.insert(Seal(key, "place", kPlain).substr(1, 24));
  }
  EXPECT_EQ(nonces.size(), 1000U);
}

TEST(Seal, EachFlippedBitIsRefused) {
  const DataKey key = DataKey::New();
  const std::string sealed = Seal(key, "place", kPlain);
  for (size_t bit = 0; bit < sealed.size() * 8; ++bit) {
    EXPECT_THAT(Open(key, "place", Flipped(sealed, bit)),
                Fails(StatusCode::kDataLoss, "SEAL_BROKEN"))
        << bit;
  }
}

TEST(Seal, EachFlippedBitOfItsPlaceIsRefused) {
  const DataKey key = DataKey::New();
  const std::string place = Bind({"adults.sealed", "0610", "1"});
  const std::string sealed = Seal(key, place, kPlain);
  for (size_t bit = 0; bit < place.size() * 8; ++bit) {
    EXPECT_THAT(Open(key, Flipped(place, bit), sealed), Fails(StatusCode::kDataLoss, "SEAL_BROKEN"))
        << bit;
  }
}

TEST(Seal, EachFlippedBitOfTheKeyIsRefused) {
  const DataKey key = DataKey::New();
  const std::string sealed = Seal(key, "place", kPlain);
  for (size_t bit = 0; bit < DataKey::kBytes * 8; ++bit) {
    const DataKey other = *DataKey::FromBytes(Flipped(std::string(key.bytes()), bit));
    EXPECT_THAT(Open(other, "place", sealed), Fails(StatusCode::kDataLoss, "SEAL_BROKEN")) << bit;
  }
}

TEST(Seal, WhatIsCutShortOrLongerIsRefused) {
  const DataKey key = DataKey::New();
  const std::string sealed = Seal(key, "place", kPlain);
  for (size_t size = 0; size < sealed.size(); ++size) {
    EXPECT_THAT(Open(key, "place", sealed.substr(0, size)),
                Fails(StatusCode::kDataLoss, "SEAL_BROKEN"))
        << size;
  }
  EXPECT_THAT(Open(key, "place", sealed + "x"), Fails(StatusCode::kDataLoss, "SEAL_BROKEN"));
}

TEST(Bind, NoTwoListsMakeTheSame) {
  EXPECT_NE(Bind({"ab", "c"}), Bind({"a", "bc"}));
  EXPECT_NE(Bind({"a", ""}), Bind({"", "a"}));
  EXPECT_NE(Bind({"a"}), Bind({"a", ""}));
}

TEST(DataKey, HasThirtyTwoBytes) {
  EXPECT_THAT(DataKey::FromBytes(std::string(31, 'k')),
              Fails(StatusCode::kInvalidArgument, "INVALID_KEY"));
  EXPECT_THAT(DataKey::FromBytes(std::string(33, 'k')),
              Fails(StatusCode::kInvalidArgument, "INVALID_KEY"));
  EXPECT_THAT(DataKey::FromBytes(std::string(32, 'k')), IsOk());
}

TEST(Digest, IsTheSameForTheSameTextAndKeyOnly) {
  const DataKey key = DataKey::New();
  EXPECT_EQ(Digest(key, "a").size(), 32U);
  EXPECT_EQ(Digest(key, "a"), Digest(key, "a"));
  EXPECT_NE(Digest(key, "a"), Digest(key, "b"));
  EXPECT_NE(Digest(key, "a"), Digest(DataKey::New(), "a"));
}

}  // namespace
}  // namespace buurtbrug::platform::crypto
