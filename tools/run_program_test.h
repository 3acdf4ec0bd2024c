#pragma once

#include <sys/wait.h>

#include <cstdio>
#include <string>

// Runs programs as a person does, for tests of the programs of tools/.
namespace buurtbrug {

struct Ended {
  int code = -1;
  std::string output;
};

// `command` by the shell: its exit code, and what it wrote to standard output.
inline Ended RunInShell(const std::string& command) {
  Ended ended;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) {
    return ended;
  }
  char block[4096];
  for (std::size_t size = 0; (size = std::fread(block, 1, sizeof(block), pipe)) > 0;) {
    ended.output.append(block, size);
  }
  ended.code = WEXITSTATUS(pclose(pipe));
  return ended;
}

}  // namespace buurtbrug
