#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>

namespace buurtbrug::platform::testing {

// A folder of its own, empty at first, which is gone with everything in it when this is.
class ScratchFolder {
 public:
  ScratchFolder() : path_(::testing::TempDir() + "buurtbrug-scratch-XXXXXX") {
    EXPECT_NE(mkdtemp(path_.data()), nullptr) << path_;
  }
  ~ScratchFolder() { std::filesystem::remove_all(path_); }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;

  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

}  // namespace buurtbrug::platform::testing
