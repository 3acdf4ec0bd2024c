#include "platform/feed/source.h"

#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "buurtbrug/common/v1/feed_service.pb.h"
#include "platform/core/parse.h"
#include "platform/core/status.h"
#include "platform/feed/log.h"
#include "platform/rpc/client.h"

namespace buurtbrug::platform::feed {
namespace {

constexpr int kPage = 500;

absl::StatusOr<Entry> ReadEntry(const common::v1::FeedEntry& raw) {
  Entry entry;
  entry.position = {raw.position().transaction(), raw.position().sequence()};
  entry.tenant.municipality = raw.municipality();
  if (raw.municipality() != core::kNoMunicipality) {
    BUURTBRUG_RETURN_IF_ERROR(core::ParseMunicipality("municipality", raw.municipality()).status());
  }
  BUURTBRUG_ASSIGN_OR_RETURN(entry.tenant.contract,
                             core::ContractId::Parse("contract_id", raw.contract_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(entry.fact.event_id, core::Uuid::Parse("event_id", raw.event_id()));
  BUURTBRUG_ASSIGN_OR_RETURN(entry.fact.occurred_on,
                             core::ParseDay("occurred_on", raw.occurred_on()));
  entry.recorded_at = absl::FromUnixSeconds(raw.recorded_at().seconds()) +
                      absl::Nanoseconds(raw.recorded_at().nanos());
  entry.fact.type = std::string(absl::StripPrefix(raw.event().type_url(), "type.googleapis.com/"));
  entry.fact.bytes = raw.event().value();
  entry.correction = raw.correction();
  return entry;
}

common::v1::ReadFeedRequest RequestFor(const Position& after, Entries entries) {
  common::v1::ReadFeedRequest request;
  request.mutable_after()->set_transaction(after.transaction);
  request.mutable_after()->set_sequence(after.sequence);
  request.set_page_size(kPage);
  request.set_unsettled(entries == Entries::kCommitted);
  return request;
}

absl::StatusOr<Page> PageOf(const common::v1::ReadFeedResponse& response) {
  Page page;
  page.delivered_below = response.delivered_below();
  page.next_transaction = response.next_transaction();
  page.full = response.entries_size() >= kPage;
  page.entries.reserve(static_cast<size_t>(response.entries_size()));
  for (const common::v1::FeedEntry& raw : response.entries()) {
    BUURTBRUG_ASSIGN_OR_RETURN(Entry entry, ReadEntry(raw));
    page.entries.push_back(std::move(entry));
  }
  return page;
}

}  // namespace

Source RemoteSource(std::string feed, const rpc::Client& client, Entries entries) {
  return [feed = std::move(feed), &client, entries](
             const Position& after, absl::Duration timeout) -> absl::StatusOr<Page> {
    rpc::CallOptions options;
    options.timeout = timeout;
    const auto response =
        client.Call<common::v1::ReadFeedResponse>(RequestFor(after, entries), options);
    if (response.status().code() == absl::StatusCode::kDeadlineExceeded) {
      return core::Error(absl::StatusCode::kDeadlineExceeded, "FEED_BEHIND",
                         absl::StrCat("the feed of ", feed, " could not be read in time"),
                         {{"feed", feed}});
    }
    if (!response.ok()) {
      return core::Error(absl::StatusCode::kUnavailable, "FEED_UNREACHABLE",
                         absl::StrCat("the feed of ", feed, " cannot be read; try again"),
                         {{"feed", feed}, {"cause", core::ReasonOf(response.status())}});
    }
    return PageOf(*response);
  };
}

Source OwnSource(FeedLog& log, Entries entries) {
  return
      [&log, entries](const Position& after, absl::Duration /*timeout*/) -> absl::StatusOr<Page> {
        BUURTBRUG_ASSIGN_OR_RETURN(const common::v1::ReadFeedResponse response,
                                   log.ReadFeed({}, RequestFor(after, entries)));
        return PageOf(response);
      };
}

}  // namespace buurtbrug::platform::feed
