#include "matching/store/asked_store.h"

#include <algorithm>
#include <map>
#include <pqxx/result>
#include <set>
#include <string>

#include "matching/store/asked_sql.h"
#include "matching/store/match_life_store.h"
#include "matching/store/match_store.h"
#include "matching/store/told_profile.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::matching::store {
namespace {

namespace postgres = platform::postgres;
using Sides = std::map<domain::FamilyId, domain::AskedSide>;

absl::StatusOr<Sides> ReadSides(ScopedTransaction& transaction, const TenantScope& tenant,
                                const std::set<std::string>& families) {
  Sides sides;
  std::set<std::string> areas;
  for (const auto& row : transaction.Run(
           sql::kAskedProfiles, {tenant.municipality, tenant.contract,
                                 std::vector<std::string>(families.begin(), families.end())})) {
    domain::AskedSide& side = sides[postgres::ReadId<domain::FamilyId>(row["family_id"])];
    BUURTBRUG_ASSIGN_OR_RETURN(side.profile, ToldProfileOfBytes(postgres::ReadBytes(row["told"]),
                                                                postgres::ReadDay(row["told_on"])));
    areas.insert(side.profile->area);
  }
  std::map<std::string, domain::AreaPoint> points;
  for (const auto& row :
       transaction.Run(sql::kAskedAreas, {std::vector<std::string>(areas.begin(), areas.end())})) {
    domain::AreaPoint point = {row["area"].c_str(), row["x_m"].as<std::int32_t>(),
                               row["y_m"].as<std::int32_t>()};
    points[point.area] = point;
  }
  for (auto& [family, side] : sides) {
    const auto point = points.find(side.profile->area);
    if (point != points.end()) {
      side.area = point->second;
    }
  }
  return sides;
}

}  // namespace

absl::Status CheckFamilyOf(ScopedTransaction& transaction, const TenantScope& tenant,
                           const domain::MatchId& match, const domain::LinkedFamily& family) {
  const pqxx::result rows = transaction.Run(
      sql::kIsAsked,
      {tenant.municipality, tenant.contract, match, family.family, static_cast<int>(family.party)});
  return rows[0]["asked"].as<bool>() ? absl::OkStatus() : MatchNotFound();
}

absl::StatusOr<std::vector<domain::AskedMatch>> AskedMatches(ScopedTransaction& transaction,
                                                             const TenantScope& tenant,
                                                             const domain::LinkedFamily& family) {
  const pqxx::result rows = transaction.Run(
      family.party == domain::Party::kRequestFamily ? sql::kAskedOfRequest : sql::kAskedOfSupport,
      {tenant.municipality, tenant.contract, family.family});
  std::set<std::string> families;
  for (const auto& row : rows) {
    families.insert({row["request_family_id"].c_str(), row["support_family_id"].c_str()});
  }
  BUURTBRUG_ASSIGN_OR_RETURN(Sides sides, ReadSides(transaction, tenant, families));
  std::vector<domain::AskedMatch> matches;
  for (const auto& row : rows) {
    domain::AskedMatch& match = matches.emplace_back();
    match.id = postgres::ReadId<domain::MatchId>(row["match_id"]);
    const std::vector<int> children = postgres::ReadNumbers(row["children"]);
    match.children = static_cast<int>(std::count_if(
        children.begin(), children.end(), [](int child) { return child != domain::kParents; }));
    match.outline = domain::OutlineOf(
        children, sides[postgres::ReadId<domain::FamilyId>(row["request_family_id"])],
        sides[postgres::ReadId<domain::FamilyId>(row["support_family_id"])]);
    match.asked_on = postgres::ReadOptionalDay(row["asked_on"]);
    match.answer = static_cast<domain::FamilyAnswer>(row["answer"].as<int>());
    if (const auto open = postgres::ReadOptional<int>(row["open_offer"])) {
      const std::vector<domain::Offer> offers = ReadOffers(transaction, tenant, match.id);
      const auto offer = std::find_if(offers.begin(), offers.end(), [&](const domain::Offer& each) {
        return each.number == *open;
      });
      if (offer != offers.end()) {
        match.offer = *offer;
      }
    }
  }
  return matches;
}

}  // namespace buurtbrug::matching::store
