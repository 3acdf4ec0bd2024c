#include "evaluation/wire.h"
#include "platform/service/run.h"

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(
      argc, argv, "evaluation", buurtbrug::evaluation::Peers(), buurtbrug::evaluation::Wire);
}
