// buurtbrug-algorithm-register: prints docs/algoritmeregister.md.
#include <cstdio>
#include <string>
#include <string_view>

#include "tools/register/algorithm_register.h"

namespace {

constexpr char kHelp[] =
    R"(Usage: buurtbrug-algorithm-register

Prints the page about the matching engine for the Dutch Algorithm Register, in Dutch, as Markdown:
rules, parts of fit and weights as they are in the code.

Example:
  $ buurtbrug-algorithm-register > docs/algoritmeregister.md
)";

}  // namespace

int main(int argc, char** argv) {
  if (argc > 1) {
    const std::string_view first = argv[1];
    const bool asked = first == "--help" || first == "-h";
    std::fputs(kHelp, asked ? stdout : stderr);
    return asked ? 0 : 2;
  }
  const std::string page = buurtbrug::tools::AlgorithmRegister();
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
