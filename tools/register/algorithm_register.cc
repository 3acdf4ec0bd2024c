#include "tools/register/algorithm_register.h"

#include <cstddef>

#include "absl/strings/str_cat.h"
#include "matching/engine/fit.h"
#include "matching/engine/rule.h"
#include "matching/engine/told_pair.h"
#include "matching/engine/words.h"

namespace buurtbrug::tools {
namespace {

using namespace matching::engine;  // NOLINT(google-build-using-namespace): one short file about it

constexpr absl::string_view kHead =
    R"(<!-- Gemaakt uit de code door `buurtbrug-algorithm-register`. Niet met de hand wijzigen. -->
# Algoritmeregister: zoeken en plannen van koppelingen

De indeling volgt de publicatiestandaard van het Nederlandse Algoritmeregister. Wat alleen de gemeente kan zeggen, staat
er als *in te vullen door de gemeente*.

## Algemene informatie

| Veld | |
|---|---|
| Naam | Zoeken en plannen van koppelingen (Buurtbrug) |
| Organisatie | *in te vullen door de gemeente* |
| Korte omschrijving | Helpt een coördinator om bij een vraaggezin een steungezin in de buurt te vinden, en laat zien waarom |
| Thema | Gezin en jeugd, preventie |
| Status | *in te vullen door de gemeente* |
| Begindatum | *in te vullen door de gemeente* |
| Contact | *in te vullen door de gemeente* |
| Soort | Regels en optelsommen met vaste gewichten. Er is niets uit gegevens geleerd |

## Verantwoord gebruik

### Doel en gevolgen
Een overbelast gezin (vraaggezin) wordt gekoppeld aan een gezin in de buurt dat steun geeft (steungezin). Wie past, hangt
af van afstand, dagen, soort steun, leeftijden en grenzen. Met veel gezinnen ziet een mens niet alle mogelijkheden. Het
algoritme laat ze allemaal zien, in een volgorde, met de redenen voor en tegen. Het beslist niet, het wijst niemand steun
toe en het wijst niemand af. Het gevolg voor een gezin is dat het eerder of later ter sprake komt; wachttijd en urgentie
tellen daarom mee.

### Afwegingen
Regels en geschiktheid (*fit*) staan apart: een regel die een koppeling in de weg staat, wordt door geen geschiktheid
goedgemaakt. Geschiktheid is geen kans van slagen en heet ook nergens zo. Geen bron zegt wat een koppeling laat slagen;
de gewichten zijn een oordeel van mensen, per overeenkomst te wijzigen met een reden, en elke versie blijft bewaard.

### Menselijke tussenkomst
Een coördinator beslist over elke koppeling en zegt waarom. Een plan over alle wachtende gezinnen is een oefening op
papier: er wordt niets door voorgesteld. Beide gezinnen worden gevraagd en kunnen weigeren. De coördinator kan een koppel
uitsluiten, van de volgorde afwijken en de redenen nalezen. Ook wie zelf een koppel voorstelt, is aan de regels gehouden.
Wat de gezinnen van elkaar willen (afstand, dagdelen, leeftijden, grenzen), kan een coördinator met de hand en met een
reden passeren; welke regels dat waren, blijft bij het voorstel staan.

### Risicobeheer
| Risico | Wat ertegen is gedaan |
|---|---|
| Een cijfer wordt voor een kans aangezien | Het heet geschiktheid, en staat nooit zonder de delen waaruit het is opgebouwd |
| Een gezin dat niet (meer) wil, komt bovenaan | Bereidheid die ouder is dan 14 dagen is een regel die een koppeling tegenhoudt |
| Wie moeilijk te plaatsen is, blijft wachten | Wachttijd en urgentie tellen mee; per gezin staat er welke regel ertussen zit en wat er zou moeten veranderen |
| Ongelijke behandeling | Herkomst, godsdienst, inkomen en doelgroep zijn er niet; geen gewicht kan ze raken |
| Een ander antwoord bij dezelfde vraag | Alles is gerekend in gehele getallen: dezelfde gegevens geven hetzelfde antwoord, tot op de byte |

### Wettelijke grondslag
*In te vullen door de gemeente*, met de verwijzing naar haar register van verwerkingen en haar gegevensbeschermings-
effectbeoordeling.

## Werking

### Gebruikte gegevens
Van elk gezin kent het algoritme een nummer zonder betekenis en deze gegevens, en geen andere:

)";

constexpr absl::string_view kNotUsed = R"(
### Gegevens die niet worden gebruikt
Namen, adressen, telefoonnummers, e-mailadressen, geboortedata, gespreksverslagen, waarom een wens er een is, zorgen om
veiligheid, inkomen en schulden, herkomst, nationaliteit, godsdienst, gezinsvorm, doelgroep, eerdere hulp en uitkomsten
van evaluaties. Zij staan niet in de dienst waarin het algoritme draait. Een burgerservicenummer is er nergens.

Een taal is er wel, omdat twee gezinnen elkaar moeten verstaan. Wat zij doet, staat bij elk voorstel.

### Regels
Een koppeling die een van deze regels breekt, wordt niet gevonden, en een voorstel ervan wordt geweigerd. Op de vraag
"waarom niet" noemt het antwoord elke regel die niet klopt. Een regel waar *met een reden* achter staat, kan een
coördinator met de hand passeren; dat staat dan bij het voorstel. Wat van een gezin niet is vastgelegd, houdt een voorstel
niet tegen; zoeken vindt zo'n gezin niet.

| Code | Er wordt alleen voorgesteld als | Te passeren |
|---|---|---|
)";

constexpr absl::string_view kFit = R"(
### Geschiktheid
Wat overblijft, staat in een volgorde. Elk deel is 0 tot 1000; de geschiktheid is de som van deel maal gewicht, en wordt
getoond van de duizend. Een overeenkomst kan andere gewichten kiezen; dit zijn de gewichten waarmee iedereen begint.

| Code | Wat telt | Gewicht |
|---|---|--:|
)";

constexpr absl::string_view kTail = R"(
### Zoeken en plannen
Zoeken geeft bij een vraaggezin de steungezinnen met de hoogste geschiktheid, bij gelijke geschiktheid de dichtstbijzijnde,
en wie één regel mist. Het antwoord is dat van kijken naar allemaal: er wordt niets benaderd of geloot.

Een plan kiest voor alle wachtende gezinnen tegelijk: eerst zo veel mogelijk geholpen van wie het eerst aan de beurt is,
dan de hoogste geschiktheid bij elkaar. Bij elk plan hoort een bewijs dat het niet beter kan, of hoeveel het hooguit
scheelt. Een tweede, los programma rekent het na voordat het plan wordt bewaard of getoond; wat het weigert, is geen plan.
Van de steungezinnen die ook hadden gekund noemt het plan er een met wat die keuze het plan ten minste kost: een ondergrens.

### Hoe het wordt getoetst
Bij elke wijziging: elke regel en elk deel met voorbeelden aan weerszijden van de grens; zoeken naast kijken naar allemaal;
het plan naast alle mogelijkheden op kleine gevallen en naast een andere oplosser op grote; de volgorde van invoer mag niets
uitmaken. Deze pagina wordt uit de code gemaakt; een toets weigert een wijziging waarbij zij achterblijft.
)";

// Rows of a table, one for each value of an enum that counts from 0.
template <typename Value, typename Row>
void AppendRows(int count, std::string& page, const Row& row) {
  for (int number = 0; number < count; ++number) {
    absl::StrAppend(&page, "| ", row(static_cast<Value>(number)), " |\n");
  }
}

}  // namespace

const std::vector<ProfileField>& ProfileFields() {
  static const std::vector<ProfileField> kFields = {
      {"buurtbrug.registration.v1.FamilyProfileChanged.role", "of het vraagt of steun geeft"},
      {"buurtbrug.registration.v1.FamilyProfileChanged.area",
       "de vier cijfers van de postcode, als punt op de kaart"},
      {"buurtbrug.registration.v1.ChildAge.number", "van elk kind een volgnummer"},
      {"buurtbrug.registration.v1.ChildAge.years", "van elk kind de leeftijd in jaren"},
      {"buurtbrug.registration.v1.NeedProfile.child",
       "vraaggezin: voor welk kind, of voor de ouders"},
      {"buurtbrug.registration.v1.NeedProfile.kinds",
       "vraaggezin: de soorten steun die nodig zijn"},
      {"buurtbrug.registration.v1.NeedProfile.moments", "vraaggezin: de dagdelen die passen"},
      {"buurtbrug.registration.v1.NeedProfile.frequency", "vraaggezin: hoe vaak"},
      {"buurtbrug.registration.v1.NeedProfile.distance_km", "vraaggezin: de verste afstand"},
      {"buurtbrug.registration.v1.NeedProfile.transports", "vraaggezin: het vervoer"},
      {"buurtbrug.registration.v1.NeedProfile.wishes", "vraaggezin: wensen en grenzen"},
      {"buurtbrug.registration.v1.NeedProfile.interests",
       "vraaggezin: wat het kind of de ouder graag doet, uit een vaste lijst"},
      {"buurtbrug.registration.v1.FamilyProfileChanged.urgency",
       "vraaggezin: de urgentie, 1 tot 3, en sinds wanneer het wacht"},
      {"buurtbrug.registration.v1.OfferProfile.capacity", "steungezin: het aantal plaatsen"},
      {"buurtbrug.registration.v1.OfferProfile.kinds",
       "steungezin: de soorten steun die het biedt"},
      {"buurtbrug.registration.v1.OfferProfile.moments", "steungezin: de dagdelen die passen"},
      {"buurtbrug.registration.v1.OfferProfile.frequency", "steungezin: hoe vaak"},
      {"buurtbrug.registration.v1.OfferProfile.youngest_age",
       "steungezin: vanaf welke leeftijd het een kind opvangt"},
      {"buurtbrug.registration.v1.OfferProfile.oldest_age",
       "steungezin: tot en met welke leeftijd"},
      {"buurtbrug.registration.v1.OfferProfile.distance_km", "steungezin: de verste afstand"},
      {"buurtbrug.registration.v1.OfferProfile.transports", "steungezin: het vervoer"},
      {"buurtbrug.registration.v1.OfferProfile.wishes", "steungezin: wensen en grenzen"},
      {"buurtbrug.registration.v1.OfferProfile.interests",
       "steungezin: wat het gezin graag doet, uit dezelfde lijst"},
      {"buurtbrug.registration.v1.FamilyProfileChanged.willing_on",
       "steungezin: de dag waarop het voor het laatst zei dat het wil"},
      {"buurtbrug.registration.v1.FamilyProfileChanged.paused_until",
       "steungezin: de laatste dag van een pauze"},
      {"buurtbrug.registration.v1.FamilyProfileChanged.pool_consent",
       "steungezin: of het in een andere gemeente mag worden getoond"},
      {"buurtbrug.registration.v1.ReadySpan.first_day",
       "steungezin: vanaf welke dag de screening rond is"},
      {"buurtbrug.registration.v1.ReadySpan.last_day", "steungezin: tot en met welke dag"},
      {"buurtbrug.registration.v1.FamilyTraits.languages", "de talen die thuis worden gesproken"},
      {"buurtbrug.registration.v1.FamilyTraits.pets", "huisdieren"},
      {"buurtbrug.registration.v1.FamilyTraits.smoking", "of er binnen wordt gerookt"},
      {"buurtbrug.registration.v1.FamilyTraits.accessibility", "of de woning toegankelijk is"},
      {"buurtbrug.registration.v1.FamilyTraits.father_figure",
       "of er een man is die een vaderfiguur kan zijn"},
      {"buurtbrug.registration.v1.FamilyTraits.experienced_parents",
       "of de ouders eerder kinderen grootbrachten"},
      {"buurtbrug.registration.v1.Wish.kind", "van een wens: waarover die gaat"},
      {"buurtbrug.registration.v1.Wish.strength", "van een wens: of die een grens is"},
      {"buurtbrug.registration.v1.Wish.language", "van een wens: de taal"},
      {"buurtbrug.registration.v1.Wish.pet", "van een wens: het huisdier dat er niet mag zijn"},
      {"buurtbrug.registration.v1.Wish.accessibility", "van een wens: wat de woning moet hebben"},
  };
  return kFields;
}

std::string AlgorithmRegister() {
  std::string page(kHead);
  for (const ProfileField& field : ProfileFields()) {
    absl::StrAppend(&page, "- ", field.dutch, "\n");
  }
  absl::StrAppend(
      &page, "- welke koppelingen er waren, en of een coördinator een koppel uitsloot\n", kNotUsed);
  AppendRows<Rule>(kRules, page, [](Rule rule) {
    const Description description = Describe(rule);
    return absl::StrCat("`", description.code, "` | ", description.dutch, " | ",
                        kPassableRules.Has(rule) ? "met een reden" : "nooit");
  });
  absl::StrAppend(&page, kFit);
  const Weights weights;
  AppendRows<FitPart>(kFitParts, page, [&](FitPart part) {
    const Description description = Describe(part);
    return absl::StrCat("`", description.code, "` | ", description.dutch, " | ",
                        weights.of[static_cast<std::size_t>(part)]);
  });
  return absl::StrCat(page, kTail);
}

}  // namespace buurtbrug::tools
