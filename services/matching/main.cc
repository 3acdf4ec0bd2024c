#include "matching/wire.h"
#include "platform/service/run.h"

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(argc, argv, "matching", buurtbrug::matching::Peers(),
                                            buurtbrug::matching::Wire);
}
