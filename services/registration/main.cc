#include "platform/service/run.h"
#include "registration/wire.h"

int main(int argc, char** argv) {
  return buurtbrug::platform::service::Main(
      argc, argv, "registration", buurtbrug::registration::Peers(), buurtbrug::registration::Wire);
}
