#include "registration/api/offer_api.h"

#include <string>
#include <vector>

#include "absl/strings/str_split.h"
#include "registration/api/about.h"
#include "registration/domain/offer.h"
#include "registration/store/profile_message.h"

namespace buurtbrug::registration::api {
namespace {

namespace core = platform::core;

// "2020-03-02/<family>".
std::string TokenOf(const store::ListedFamily& last) {
  return absl::StrCat(core::FormatDay(*last.listing.free_since), "/", last.family.ToString());
}

absl::StatusOr<store::FreePlace> PlaceOf(const std::string& token) {
  store::FreePlace place;
  if (token.empty()) {
    return place;
  }
  const std::vector<std::string> parts = absl::StrSplit(token, '/');
  const auto day = core::ParseDay("page_token", parts[0]);
  const auto family = domain::FamilyId::Parse("page_token", parts.back());
  if (parts.size() != 2 || !day.ok() || !family.ok()) {
    return core::InvalidField("page_token", "INVALID_TOKEN",
                              "give the token of the previous page, or none");
  }
  return store::FreePlace{*day, *family};
}

// Last day of a pause that is not over; nothing: it does not pause.
std::string PausedUntil(const domain::Listing& listing, absl::CivilDay today) {
  const bool pauses = listing.paused_until && today <= *listing.paused_until;
  return pauses ? core::FormatDay(*listing.paused_until) : "";
}

}  // namespace

platform::rpc::Service OfferApi::Describe() {
  platform::rpc::Service service(
      v1::RecordOfferRequest::descriptor()->file()->FindServiceByName("OfferService"));
  service.Bind(this, &OfferApi::RecordOffer)
      .Bind(this, &OfferApi::GetOffer)
      .Bind(this, &OfferApi::Pause)
      .Bind(this, &OfferApi::Resume)
      .Bind(this, &OfferApi::ConfirmWillingness)
      .Bind(this, &OfferApi::LogContact)
      .Bind(this, &OfferApi::ListOffers);
  return service;
}

absl::StatusOr<v1::RecordOfferResponse> OfferApi::RecordOffer(
    const Call& call, const v1::RecordOfferRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  v1::Offer message;
  message.set_capacity(request.capacity());
  *message.mutable_kinds() = request.kinds();
  *message.mutable_moments() = request.moments();
  message.set_frequency(request.frequency());
  message.set_youngest_age(request.youngest_age());
  message.set_oldest_age(request.oldest_age());
  message.set_distance_km(request.distance_km());
  *message.mutable_transports() = request.transports();
  *message.mutable_traits() = request.traits();
  *message.mutable_wishes() = request.wishes();
  *message.mutable_interests() = request.interests();
  message.set_remarks(request.remarks());
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::Offer offer, store::Read(message));
  return AnswerOf<v1::RecordOfferResponse>(offers_.RecordOffer(call, about, offer));
}

absl::StatusOr<v1::GetOfferResponse> OfferApi::GetOffer(const Call& call,
                                                        const v1::GetOfferRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const domain::FamilyId family,
                             domain::FamilyId::Parse("family_id", request.family_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(const app::OfferView view, offers_.Get(call, family));
  v1::GetOfferResponse response;
  v1::Offer& out = *response.mutable_offer();
  store::Write(view.last.offer, out);
  out.set_family_id(family.ToString());
  out.set_occurred_on(core::FormatDay(view.last.occurred_on));
  out.set_etag(absl::StrCat(view.version));
  response.set_state(static_cast<v1::FamilyState>(view.state));
  response.set_paused_until(PausedUntil(view.listing, call.today));
  if (view.listing.willing_on) {
    response.set_willing_on(core::FormatDay(*view.listing.willing_on));
  }
  response.set_willing(domain::IsWilling(view.listing.willing_on, call.today));
  if (view.listing.contact_on && view.listing.contact) {
    response.set_last_contact_on(core::FormatDay(*view.listing.contact_on));
    response.set_last_contact(static_cast<v1::ContactKind>(*view.listing.contact));
    response.set_last_contact_note(view.contact_note.Reveal());
  }
  return response;
}

absl::StatusOr<v1::PauseResponse> OfferApi::Pause(const Call& call,
                                                  const v1::PauseRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const absl::CivilDay until, core::ParseDay("until", request.until()));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Personal reason,
                             RemarkOf("reason", request.reason(), kLongestReason));
  return AnswerOf<v1::PauseResponse>(offers_.Pause(call, about, until, reason));
}

absl::StatusOr<v1::ResumeResponse> OfferApi::Resume(const Call& call,
                                                    const v1::ResumeRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  return AnswerOf<v1::ResumeResponse>(offers_.Resume(call, about));
}

absl::StatusOr<v1::ConfirmWillingnessResponse> OfferApi::ConfirmWillingness(
    const Call& call, const v1::ConfirmWillingnessRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Receipt receipt, offers_.ConfirmWillingness(call, about));
  v1::ConfirmWillingnessResponse response;
  response.set_family_id(receipt.subject.ToString());
  response.set_willing_until(core::FormatDay(domain::WillingUntil(about.occurred_on)));
  return response;
}

absl::StatusOr<v1::LogContactResponse> OfferApi::LogContact(const Call& call,
                                                            const v1::LogContactRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const app::About about, AboutOf(request));
  BUURTBRUG_ASSIGN_OR_RETURN(
      const int contact, core::ParseRange("contact", request.contact(), 1,
                                          static_cast<int>(domain::ContactKind::kMetElsewhere)));
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Personal note,
                             RemarkOf("note", request.note(), kLongestContactNote));
  return AnswerOf<v1::LogContactResponse>(
      offers_.LogContact(call, about, static_cast<domain::ContactKind>(contact), note));
}

absl::StatusOr<v1::ListOffersResponse> OfferApi::ListOffers(const Call& call,
                                                            const v1::ListOffersRequest& request) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page, core::ParsePage(request.page_size(), ""));
  BUURTBRUG_ASSIGN_OR_RETURN(const store::FreePlace behind, PlaceOf(request.page_token()));
  BUURTBRUG_ASSIGN_OR_RETURN(const std::vector<store::ListedFamily> families,
                             offers_.ListFree(call, behind, page.size));
  v1::ListOffersResponse response;
  for (const store::ListedFamily& listed : families) {
    const domain::Listing& listing = listed.listing;
    v1::UnmatchedOffer& out = *response.add_offers();
    out.set_family_id(listed.family.ToString());
    out.set_available_since(core::FormatDay(*listing.free_since));
    out.set_days_available(static_cast<int32_t>(call.today - *listing.free_since));
    if (listing.contact_on && listing.contact) {
      out.set_last_contact_on(core::FormatDay(*listing.contact_on));
      out.set_last_contact(static_cast<v1::ContactKind>(*listing.contact));
      out.set_days_since_contact(static_cast<int32_t>(call.today - *listing.contact_on));
    }
    out.set_paused_until(PausedUntil(listing, call.today));
    out.set_willing(domain::IsWilling(listing.willing_on, call.today));
    for (const domain::SupportKind kind : listing.kinds) {
      out.add_kinds(static_cast<v1::SupportKind>(kind));
    }
    out.set_capacity(listing.capacity);
  }
  if (static_cast<int>(families.size()) == page.size) {
    response.set_next_page_token(TokenOf(families.back()));
  }
  return response;
}

}  // namespace buurtbrug::registration::api
