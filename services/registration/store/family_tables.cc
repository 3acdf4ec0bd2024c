#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

// Name of the table, and the rest of its line.
#define BUURTBRUG_FAMILY_TABLE(table, ...) \
  FamilyTable { .name = table, __VA_ARGS__, .sql = BUURTBRUG_FAMILY_TABLE_SQL(table) }

constexpr char kSafety[] = "de veiligheid van een kind of een ander kan ervan afhangen";

constexpr FamilyTable kTables[] = {
    BUURTBRUG_FAMILY_TABLE("families", .title = "Gezin"),
    BUURTBRUG_FAMILY_TABLE("adults", .title = "Volwassenen", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("children", .title = "Kinderen", .sealed = "sealed", .number = "number"),
    BUURTBRUG_FAMILY_TABLE("contacts", .title = "Adres en contact", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("family_steps", .title = "Stappen"),
    BUURTBRUG_FAMILY_TABLE("profile_steps", .title = "Wat is besproken en gedaan",
                           .sealed = "sealed", .number = "number"),
    BUURTBRUG_FAMILY_TABLE("family_lists", .title = "Stand in de lijsten"),
    // Matching tells of the matches that go on.
    BUURTBRUG_FAMILY_TABLE("family_matches", .title = "Koppelingen",
                           .at_renewal = AtRenewal::kStays),
    BUURTBRUG_FAMILY_TABLE("concerns", .title = "Zorgen om veiligheid",
                           .on_request = OnRequest::kWithheld, .withheld_because = kSafety),
    BUURTBRUG_FAMILY_TABLE("concern_steps", .title = "Wat met zorgen om veiligheid is gedaan",
                           .sealed = "sealed", .number = "number",
                           .on_request = OnRequest::kWithheld, .withheld_because = kSafety),
    // Digests are under a key of the contract.
    BUURTBRUG_FAMILY_TABLE("duplicate_keys", .title = "Sleutels om dubbele aanmeldingen te vinden",
                           .at_renewal = AtRenewal::kStays, .on_request = OnRequest::kWithheld,
                           .at_erasure = AtErasure::kDeleted,
                           .withheld_because = "er staat niets leesbaars in"),
    BUURTBRUG_FAMILY_TABLE("duplicate_steps", .title = "Oordelen over dubbele aanmeldingen",
                           .sealed = "sealed", .number = "number", .at_renewal = AtRenewal::kStays,
                           .on_request = OnRequest::kWithheld,
                           .withheld_because = "ze gaan ook over een ander gezin"),
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
    {"duplicate_searches", "whether others were looked through; derived"},
    {"duplicate_pairs", "names two families and nothing of them; derived"},
    {"family_merges", "names two families and nothing of them"},
    {"destruction_items", "what two people approved; outlives the file"},
};

}  // namespace

absl::Span<const FamilyTable> FamilyTables() { return kTables; }

absl::Span<const FamilyTableException> FamilyTableExceptions() { return kExceptions; }

}  // namespace buurtbrug::registration::store
