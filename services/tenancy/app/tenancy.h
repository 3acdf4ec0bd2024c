#pragma once

#include <functional>
#include <utility>

#include "tenancy/app/appointments.h"
#include "tenancy/app/break_glasses.h"
#include "tenancy/app/contracts.h"
#include "tenancy/app/desk.h"
#include "tenancy/app/municipalities.h"
#include "tenancy/app/operators.h"
#include "tenancy/app/partners.h"
#include "tenancy/app/pool_agreements.h"
#include "tenancy/app/pool_consents.h"
#include "tenancy/app/protocols.h"
#include "tenancy/app/subsidy_periods.h"

namespace buurtbrug::tenancy::app {

// All use cases of tenancy, at one desk.
struct Tenancy {
  Tenancy(platform::postgres::Database& database, platform::core::Random& random,
          std::function<void()> on_facts)
      : desk(database, random, std::move(on_facts)) {}

  Desk desk;
  Municipalities municipalities{desk};
  Protocols protocols{desk};
  Contracts contracts{desk};
  SubsidyPeriods periods{desk};
  Appointments appointments{desk};
  Operators operators{desk};
  Partners partners{desk};
  BreakGlasses break_glasses{desk};
  PoolAgreements pool_agreements{desk};
  PoolConsents pool_consents{desk};
};

}  // namespace buurtbrug::tenancy::app
