#include "platform/service/run.h"
#include "reporting/wire.h"

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(argc, argv, "reporting", buurtbrug::reporting::Peers(),
                                            buurtbrug::reporting::Wire);
}
