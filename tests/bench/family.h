#pragma once

#include <string>
#include <vector>

namespace buurtbrug::bench {

// The family that is registered again and again, by the service and by PostgreSQL alone: two
// adults, two children.
struct SampleFamily {
  std::string municipality = "0610";
  std::string occurred_on = "2020-06-15";
  std::string postcode = "3361AB";
  std::vector<std::string> adult_names = {"Eerste Ouder Proef", "Tweede Ouder Proef"};
  std::vector<std::string> child_birth_dates = {"2014-05-02", "2017-11-20"};
};

}  // namespace buurtbrug::bench
