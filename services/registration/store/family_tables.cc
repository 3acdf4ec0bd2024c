#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

// Name of the table, and the rest of its line.
#define BUURTBRUG_FAMILY_TABLE(table, ...) \
  FamilyTable { .name = table, __VA_ARGS__, .sql = BUURTBRUG_FAMILY_TABLE_SQL(table) }

constexpr FamilyTable kTables[] = {
    BUURTBRUG_FAMILY_TABLE("families", .title = "Gezin"),
    BUURTBRUG_FAMILY_TABLE("adults", .title = "Volwassenen", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("children", .title = "Kinderen", .sealed = "sealed", .number = "number"),
    BUURTBRUG_FAMILY_TABLE("contacts", .title = "Adres en contact", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("family_steps", .title = "Stappen"),
    BUURTBRUG_FAMILY_TABLE("profile_steps", .title = "Behoefte, aanbod en contact",
                           .sealed = "sealed", .number = "number"),
    // Who was erased is on no list any more.
    BUURTBRUG_FAMILY_TABLE("family_lists", .title = "Plaats op de lijsten",
                           .at_erasure = AtErasure::kDeleted),
    // Matching tells them anew in the contract that follows.
    BUURTBRUG_FAMILY_TABLE("family_matches", .title = "Koppelingen",
                           .at_renewal = AtRenewal::kStays),
    // A referral stays with the contract to which it was made.
    BUURTBRUG_FAMILY_TABLE("referrals", .title = "Verwijzing", .at_renewal = AtRenewal::kStays),
    BUURTBRUG_FAMILY_TABLE("legal_holds", .title = "Bewaarplicht", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("erasure_requests", .title = "Verzoeken om te wissen"),
    // Made from the access log, which stays too.
    BUURTBRUG_FAMILY_TABLE("correction_notices", .title = "Berichten over correcties",
                           .at_renewal = AtRenewal::kStays),
};

constexpr FamilyTableException kExceptions[] = {
    {"access_log", "whose file was read; an export has it as disclosures"},
    {"family_keys", "carried over by Vault::Adopt, and destroyed by Vault::Destroy"},
    {"destruction_items", "what two people approved; outlives the file"},
};

}  // namespace

absl::Span<const FamilyTable> FamilyTables() { return kTables; }

absl::Span<const FamilyTableException> FamilyTableExceptions() { return kExceptions; }

}  // namespace buurtbrug::registration::store
