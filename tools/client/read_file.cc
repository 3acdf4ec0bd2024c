#include "tools/client/read_file.h"

#include <cerrno>
#include <cstring>
#include <fstream>
#include <iterator>

#include "absl/strings/str_cat.h"
#include "tools/client/failure.h"

namespace buurtbrug::client {

absl::StatusOr<std::string> ReadFile(const std::string& path) {
  errno = 0;
  std::ifstream file(path, std::ios::binary);
  std::string content((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (!file.is_open() || file.bad() || errno != 0) {
    return WrongUse(absl::StrCat("cannot read ", path, ": ",
                                 errno != 0 ? std::strerror(errno) : "input error"));
  }
  return content;
}

}  // namespace buurtbrug::client
