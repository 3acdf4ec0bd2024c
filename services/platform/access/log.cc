#include "platform/access/log.h"

#include <google/protobuf/io/coded_stream.h>
#include <google/protobuf/io/zero_copy_stream_impl_lite.h>
#include <google/protobuf/util/time_util.h>
#include <openssl/sha.h>

#include <algorithm>
#include <limits>
#include <pqxx/result>
#include <utility>

#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "platform/access/sql.h"
#include "platform/core/page.h"
#include "platform/core/status.h"
#include "platform/postgres/read.h"

namespace buurtbrug::platform::access {
namespace {

using common::v1::AccessEntry;
using google::protobuf::util::TimeUtil;
using postgres::Scope;
using postgres::ScopedTransaction;

constexpr int kPage = 1000;

AccessEntry EntryOf(const Call& call, common::v1::AccessResult result) {
  AccessEntry entry;
  *entry.mutable_recorded_at() = TimeUtil::MicrosecondsToTimestamp(absl::ToUnixMicros(call.now));
  entry.set_subject(call.caller.subject);
  entry.set_role(static_cast<common::v1::Role>(call.caller.role));
  entry.set_on_behalf_of(call.caller.on_behalf_of);
  entry.set_method(call.method);
  entry.set_purpose(call.purpose);
  entry.set_result(result);
  entry.set_break_glass_id(call.caller.break_glass);
  entry.set_origin(call.origin);
  entry.set_request_id(call.correlation_id);
  entry.set_trace_id(call.trace_id);
  if (!call.family.value().is_nil()) {
    entry.set_family_id(call.family.ToString());
  }
  return entry;
}

void Append(ScopedTransaction& transaction, const core::TenantScope& chain, const Call& call,
            const AccessEntry& entry) {
  std::string bytes;
  {
    google::protobuf::io::StringOutputStream stream(&bytes);
    google::protobuf::io::CodedOutputStream coded(&stream);
    coded.SetSerializationDeterministic(true);
    entry.SerializeToCodedStream(&coded);
  }
  std::optional<std::string> family;
  if (!entry.family_id().empty()) {
    family = entry.family_id();
  }
  transaction.Run(sql::kAppend, {chain.municipality, chain.contract,
                                 absl::FromUnixMicros(absl::ToUnixMicros(call.now)), family,
                                 postgres::Param::Bytes(bytes)});
  ++call.logged;
}

absl::Status RecordAlone(postgres::Database& database, const core::TenantScope& chain,
                         const Call& call, const AccessEntry& entry) {
  return database.Run(Scope::Tenant(chain), [&](ScopedTransaction& transaction) -> absl::Status {
    Append(transaction, chain, call, entry);
    return absl::OkStatus();
  });
}

std::string HashOf(const std::string& before, const std::string& entry) {
  const std::string all = before + entry;
  std::string hash(SHA256_DIGEST_LENGTH, '\0');
  SHA256(reinterpret_cast<const unsigned char*>(all.data()), all.size(),
         reinterpret_cast<unsigned char*>(hash.data()));
  return hash;
}

// Whether the columns for searching say what the entry says.
bool ColumnsAgree(const pqxx::row& row, const AccessEntry& entry) {
  const std::string family = row["family_id"].is_null() ? "" : row["family_id"].c_str();
  return family == entry.family_id() &&
         absl::ToUnixMicros(postgres::ReadTime(row["recorded_at"])) ==
             TimeUtil::TimestampToMicroseconds(entry.recorded_at());
}

// The page of a chain as it lies there.
std::vector<AccessEntry> ReadPage(ScopedTransaction& transaction, const core::TenantScope& chain,
                                  const LogPage& page,
                                  const std::optional<core::FamilyId>& family) {
  const pqxx::result rows =
      family ? transaction.Run(sql::kListOfFamily, {chain.municipality, chain.contract, page.before,
                                                    page.size, *family})
             : transaction.Run(sql::kList,
                               {chain.municipality, chain.contract, page.before, page.size});
  std::vector<AccessEntry> entries;
  for (const auto& row : rows) {
    AccessEntry& entry = entries.emplace_back();
    entry.ParseFromString(postgres::ReadBytes(row["entry"]));
    entry.set_sequence(row["sequence"].as<int64_t>());
  }
  return entries;
}

// A chain as far as it has been computed.
struct Replay {
  int64_t sequence = 0;
  std::string hash;
  std::optional<int64_t> broken_at;
};

Replay ReadHead(ScopedTransaction& transaction, const core::TenantScope& chain) {
  Replay head;
  const pqxx::result rows = transaction.Run(sql::kHead, {chain.municipality, chain.contract});
  if (!rows.empty()) {
    head.sequence = rows[0]["sequence"].as<int64_t>();
    head.hash = postgres::ReadBytes(rows[0]["hash"]);
  }
  return head;
}

void Extend(Replay& replay, const pqxx::row& row) {
  const std::string bytes = postgres::ReadBytes(row["entry"]);
  AccessEntry entry;
  const bool whole = row["sequence"].as<int64_t>() == replay.sequence + 1 &&
                     HashOf(replay.hash, bytes) == postgres::ReadBytes(row["hash"]) &&
                     entry.ParseFromString(bytes) && ColumnsAgree(row, entry);
  ++replay.sequence;
  replay.hash = postgres::ReadBytes(row["hash"]);
  if (!whole) {
    replay.broken_at = replay.sequence;
  }
}

}  // namespace

core::TenantScope NetworkChain() { return {core::kNoMunicipality, {}}; }

void RecordDisclosure(ScopedTransaction& transaction, const Call& call,
                      const core::FamilyId& family) {
  AccessEntry entry = EntryOf(call, common::v1::ACCESS_RESULT_DISCLOSED);
  entry.set_family_id(family.ToString());
  for (const int category : call.categories) {
    entry.add_categories(static_cast<common::v1::DataCategory>(category));
  }
  Append(transaction, call.scope, call, entry);
}

void RecordTransfer(ScopedTransaction& transaction, const Call& call, const core::TenantScope& from,
                    const core::FamilyId& family) {
  AccessEntry entry = EntryOf(call, common::v1::ACCESS_RESULT_DISCLOSED);
  entry.set_family_id(family.ToString());
  entry.set_purpose("renewal of the contract");
  for (const auto category :
       {common::v1::DATA_CATEGORY_NAME, common::v1::DATA_CATEGORY_ADDRESS,
        common::v1::DATA_CATEGORY_BIRTH_DATE, common::v1::DATA_CATEGORY_CONTACT,
        common::v1::DATA_CATEGORY_SPECIAL}) {
    entry.add_categories(category);
  }
  Append(transaction, from, call, entry);
}

absl::Status RecordRefused(postgres::Database& database, const core::TenantScope& chain,
                           const Call& call, const std::string& reason) {
  AccessEntry entry = EntryOf(call, common::v1::ACCESS_RESULT_REFUSED);
  entry.set_reason(reason);
  return RecordAlone(database, chain, call, entry);
}

absl::Status RecordAnswered(postgres::Database& database, const Call& call) {
  return RecordAlone(database, call.scope, call, EntryOf(call, common::v1::ACCESS_RESULT_ANSWERED));
}

bool TellsOfConcern(const AccessEntry& entry) {
  return entry.role() == common::v1::ROLE_SAFETY_OFFICER ||
         absl::StrContains(entry.method(), ".SafetyService/");
}

absl::StatusOr<LogPage> ParseLogPage(int page_size, const std::string& page_token) {
  BUURTBRUG_ASSIGN_OR_RETURN(const core::Page page, core::ParsePage(page_size, ""));
  LogPage log_page;
  log_page.size = page.size;
  if (!page_token.empty() &&
      (!absl::SimpleAtoi(page_token, &log_page.before) || log_page.before < 1)) {
    return core::InvalidField("page_token", "INVALID_TOKEN", "take it from the previous answer");
  }
  return log_page;
}

std::vector<AccessEntry> ListEntries(ScopedTransaction& transaction, const core::TenantScope& chain,
                                     const LogPage& page,
                                     const std::optional<core::FamilyId>& family) {
  std::vector<AccessEntry> entries;
  LogPage rest = page;
  while (true) {
    std::vector<AccessEntry> read = ReadPage(transaction, chain, rest, family);
    for (AccessEntry& entry : read) {
      rest.before = entry.sequence();
      if (page.concerns == Concerns::kShown || !TellsOfConcern(entry)) {
        entries.push_back(std::move(entry));
      }
      if (static_cast<int>(entries.size()) == page.size) {
        return entries;
      }
    }
    if (static_cast<int>(read.size()) < page.size) {
      return entries;
    }
  }
}

absl::StatusOr<std::vector<AccessEntry>> ListEntries(postgres::Database& database,
                                                     const core::TenantScope& chain,
                                                     const LogPage& page,
                                                     const std::optional<core::FamilyId>& family) {
  return database.Run(
      Scope::Tenant(chain),
      [&](ScopedTransaction& transaction) -> absl::StatusOr<std::vector<AccessEntry>> {
        return ListEntries(transaction, chain, page, family);
      });
}

absl::StatusOr<common::v1::ChainState> VerifyChain(postgres::Database& database,
                                                   const core::TenantScope& chain,
                                                   int64_t entries) {
  if (entries < 0) {
    return core::InvalidField("entries", "OUT_OF_RANGE", "entries must be 0 or more");
  }
  Replay replay;
  // The head as it stands before the first page: what is added meanwhile is not waited for.
  std::optional<Replay> head;
  bool more = true;
  while (more && !replay.broken_at) {
    BUURTBRUG_RETURN_IF_ERROR(
        database.Run(Scope::Tenant(chain), [&](ScopedTransaction& transaction) -> absl::Status {
          if (!head) {
            head = ReadHead(transaction, chain);
          }
          const int64_t least = entries > 0 ? std::min(entries, head->sequence) : head->sequence;
          const int64_t last = entries > 0 ? entries : std::numeric_limits<int64_t>::max();
          const pqxx::result rows = transaction.Run(
              sql::kReplay, {chain.municipality, chain.contract, replay.sequence, last, kPage});
          for (const auto& row : rows) {
            Extend(replay, row);
            if (replay.sequence == head->sequence && replay.hash != head->hash) {
              replay.broken_at = replay.sequence;
            }
            if (replay.broken_at) {
              break;
            }
          }
          more = rows.size() == kPage;
          if (!more && !replay.broken_at && replay.sequence < least) {
            replay.broken_at = replay.sequence + 1;
          }
          // Read after the rows, the head cannot lie before them.
          const int64_t now = more ? replay.sequence : ReadHead(transaction, chain).sequence;
          if (!replay.broken_at && replay.sequence > now) {
            replay.broken_at = now + 1;
          }
          return absl::OkStatus();
        }));
  }
  common::v1::ChainState state;
  state.set_entries(replay.sequence);
  state.set_head(absl::BytesToHexString(replay.hash));
  if (replay.broken_at) {
    state.set_broken_at(*replay.broken_at);
  }
  return state;
}

}  // namespace buurtbrug::platform::access
