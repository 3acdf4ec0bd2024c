#pragma once

#include <sys/types.h>

#include <map>
#include <string>
#include <vector>

namespace buurtbrug::acceptance {

// A child process; killed when this goes.
class Process {
 public:
  // Standard output and error go to `output`. The environment is this program's, with `environment`
  // on top.
  Process(const std::vector<std::string>& command,
          const std::map<std::string, std::string>& environment, const std::string& output);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  // SIGKILL; returns when it is gone.
  void Kill();
  // SIGTERM; the exit code.
  int Terminate();
  // Waits for the end; the exit code, or 128 and the signal.
  int Wait();
  // What it wrote until now.
  std::string Output() const;

 private:
  std::string output_;
  pid_t pid_ = -1;
};

// A port on 127.0.0.1 that nobody listens on, each time another one; 0 when there is none.
int FreePort();

std::string ReadAll(const std::string& path);

}  // namespace buurtbrug::acceptance
