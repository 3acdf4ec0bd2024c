#include "platform/service/run.h"
#include "tenancy/wire.h"

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(argc, argv, "tenancy", buurtbrug::tenancy::Peers(),
                                            buurtbrug::tenancy::Wire);
}
