#include "registration/store/family_tables.h"

namespace buurtbrug::registration::store {
namespace {

// Name of the table, and the rest of its line.
#define BUURTBRUG_FAMILY_TABLE(table, ...) \
  FamilyTable { .name = table, __VA_ARGS__, .sql = BUURTBRUG_FAMILY_TABLE_SQL(table) }

constexpr char kForSafetyOfficers[] =
    "Voor de veiligheid van kinderen leest alleen de aandachtsfunctionaris dit.";

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
    BUURTBRUG_FAMILY_TABLE("screening_steps", .title = "Screening", .sealed = "sealed",
                           .number = "number"),
    // Derived; from their days the eighteenth birthday of a child could be found. In the contract
    // that follows nobody was told of any of them yet: it judges anew.
    BUURTBRUG_FAMILY_TABLE("readiness", .title = "Gereed voor een proefperiode",
                           .at_renewal = AtRenewal::kStays, .at_erasure = AtErasure::kDeleted),
    BUURTBRUG_FAMILY_TABLE("vog_desk", .title = "Stand van de VOG's",
                           .at_erasure = AtErasure::kDeleted),
    BUURTBRUG_FAMILY_TABLE("profile_steps", .title = "Behoefte, aanbod en contact",
                           .sealed = "sealed", .number = "number"),
    // Who was erased is on no list any more.
    BUURTBRUG_FAMILY_TABLE("family_lists", .title = "Plaats op de lijsten",
                           .at_erasure = AtErasure::kDeleted),
    // Matching tells them anew in the contract that follows.
    BUURTBRUG_FAMILY_TABLE("family_matches", .title = "Koppelingen",
                           .at_renewal = AtRenewal::kStays),
    // Matching tells who guides the match there; a renewal takes no assignment along.
    BUURTBRUG_FAMILY_TABLE("family_guides", .title = "Wie de koppelingen begeleidt",
                           .at_renewal = AtRenewal::kStays),
    // A match that goes on in the contract that follows takes its substitute along; matching tells
    // there who that is by then.
    BUURTBRUG_FAMILY_TABLE("family_substitutions", .title = "Invallen voor een ander steungezin"),
    // A referral stays with the contract to which it was made.
    BUURTBRUG_FAMILY_TABLE("referrals", .title = "Verwijzing", .at_renewal = AtRenewal::kStays),
    BUURTBRUG_FAMILY_TABLE("legal_holds", .title = "Bewaarplicht", .sealed = "sealed",
                           .number = "number"),
    BUURTBRUG_FAMILY_TABLE("erasure_requests", .title = "Verzoeken om te wissen"),
    // A link names the contract in which it was given out.
    BUURTBRUG_FAMILY_TABLE("family_links", .title = "Persoonlijke links",
                           .at_renewal = AtRenewal::kStays),
    // Says of the old contract that the family went on in the other.
    BUURTBRUG_FAMILY_TABLE("family_departures", .title = "Meegegaan naar een volgend contract",
                           .at_renewal = AtRenewal::kStays),
    BUURTBRUG_FAMILY_TABLE("concerns", .title = "Zorgen en incidenten",
                           .on_request = OnRequest::kWithheld,
                           .withheld_because = kForSafetyOfficers),
    BUURTBRUG_FAMILY_TABLE("concern_steps", .title = "Wat er met zorgen en incidenten gebeurde",
                           .sealed = "sealed", .number = "number",
                           .on_request = OnRequest::kWithheld,
                           .withheld_because = kForSafetyOfficers),
    // Made anew at renewal, under the other contract's key.
    BUURTBRUG_FAMILY_TABLE(
        "duplicate_keys", .title = "Sleutels waaraan een dubbele aanmelding te herkennen is",
        .at_renewal = AtRenewal::kStays, .on_request = OnRequest::kWithheld,
        .at_erasure = AtErasure::kDeleted,
        .withheld_because = "Gemaakt van namen, data en adres, die in dit bestand zelf staan."),
    // Made from the access log, which stays too.
    BUURTBRUG_FAMILY_TABLE("correction_notices", .title = "Berichten over correcties",
                           .at_renewal = AtRenewal::kStays),
};

constexpr FamilyTableException kExceptions[] = {
    {"access_log", "whose file was read; an export has it as disclosures"},
    {"family_keys", "carried over by Vault::Adopt, and destroyed by Vault::Destroy"},
    {"duplicate_searches", "whether others were looked through"},
    {"duplicate_pairs", "about two families"},
    {"duplicate_steps", "about two families; why they are one or two is sealed under a key of one"},
    {"family_merges", "names another family"},
    {"destruction_items", "what two people approved; outlives the file"},
};

}  // namespace

absl::Span<const FamilyTable> FamilyTables() { return kTables; }

absl::Span<const FamilyTableException> FamilyTableExceptions() { return kExceptions; }

}  // namespace buurtbrug::registration::store
