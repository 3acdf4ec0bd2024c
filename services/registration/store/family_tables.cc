#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

constexpr char kSafety[] =
    "Vraag hiernaar bij de aandachtsfunctionaris: het kan ook anderen dan uw gezin aangaan.";

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
    BUURTBRUG_FAMILY_TABLE("person_steps", .title = "Wijzigingen van personen", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("target_groups", .title = "Doelgroepen", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("family_steps", .title = "Stappen"),
    BUURTBRUG_FAMILY_TABLE("consent_steps", .title = "Toestemmingen"),
    BUURTBRUG_FAMILY_TABLE("information_steps", .title = "Gegeven informatie"),
    BUURTBRUG_FAMILY_TABLE("profile_steps", .title = "Vraag en aanbod", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("family_lists", .title = "Stand in de lijsten"),
    BUURTBRUG_FAMILY_TABLE("screening_steps", .title = "Screening", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("readiness", .title = "Gereed voor een proefperiode"),
    BUURTBRUG_FAMILY_TABLE("vog_desk", .title = "Stand van de VOG's"),
    BUURTBRUG_FAMILY_TABLE("concerns", .title = "Zorgen om veiligheid",
                           .on_request = OnRequest::kWithheld, .withheld_because = kSafety),
    BUURTBRUG_FAMILY_TABLE("concern_steps", .title = "Zorgen om veiligheid", .sealed = "sealed",
                           .number = "number", .on_request = OnRequest::kWithheld,
                           .withheld_because = kSafety),
    // A referral stays with the contract to which it was made.
    BUURTBRUG_FAMILY_TABLE("referrals", .title = "Verwijzing", .at_renewal = AtRenewal::kStays),
    BUURTBRUG_FAMILY_TABLE("legal_holds", .title = "Bewaarplicht", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("erasure_requests", .title = "Verzoeken om te wissen"),
    // A link names the contract in which it was given out.
    BUURTBRUG_FAMILY_TABLE("family_links", .title = "Persoonlijke links",
                           .at_renewal = AtRenewal::kStays),
    // Matching tells the new contract of its matches.
    BUURTBRUG_FAMILY_TABLE("family_matches", .title = "Koppelingen",
                           .at_renewal = AtRenewal::kStays),
    // Under a key of the contract; the next one makes its own.
    BUURTBRUG_FAMILY_TABLE("duplicate_keys", .title = "Zoeksleutels",
                           .at_renewal = AtRenewal::kStays, .on_request = OnRequest::kWithheld,
                           .at_erasure = AtErasure::kDeleted,
                           .withheld_because = "Versleutelde kenmerken, die niets te lezen geven."),
    // Made from the access log, which stays too.
    BUURTBRUG_FAMILY_TABLE("correction_notices", .title = "Berichten over correcties",
                           .at_renewal = AtRenewal::kStays),
};

constexpr FamilyTableException kExceptions[] = {
    {"access_log", "whose file was read; an export has it as disclosures"},
    {"family_keys", "carried over by Vault::Adopt, and destroyed by Vault::Destroy"},
    {"duplicate_searches", "whether the others were looked through; made anew with the keys"},
    {"duplicate_pairs", "names another family too; derived"},
    {"duplicate_steps", "is about another family too; sealed under the key of one of them"},
    {"family_merges", "names another family too"},
    {"destruction_items", "what two people approved; outlives the file"},
};

}  // namespace

absl::Span<const FamilyTable> FamilyTables() { return kTables; }

absl::Span<const FamilyTableException> FamilyTableExceptions() { return kExceptions; }

}  // namespace buurtbrug::registration::store
