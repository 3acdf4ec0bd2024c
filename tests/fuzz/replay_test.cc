#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t size);

namespace {

TEST(BUURTBRUG_FUZZ_NAME, TakesItsCorpus) {
  int inputs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(BUURTBRUG_FUZZ_CORPUS)) {
    std::ifstream file(entry.path(), std::ios::binary);
    const std::string input((std::istreambuf_iterator<char>(file)),
                            std::istreambuf_iterator<char>());
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t*>(input.data()), input.size());
    ++inputs;
  }
  EXPECT_GT(inputs, 3);
}

}  // namespace
