#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// A case file: what happened in a municipality, one step a line, as JSON. The first line is the
// header:
//   {"case_file": "sliedrecht-2020", "municipality": "0610", "contract_first_day": "2020-01-01",
//   "about": "..."}
// and each other line a record, in the order of the days:
//   {"id": "0001", "on": "2020-01-14", "step": "register", "family": "V01", "role": "request", ...}
// Families and matches have keys of the file's own (V01, K01), given by `register` and `propose`.
namespace buurtbrug::client {

// One step, as the request that records it. Complete but for the contract and the ids behind keys.
struct CaseRecord {
  int line = 0;
  std::string id;
  std::string step;
  const google::protobuf::MethodDescriptor* method = nullptr;
  std::unique_ptr<google::protobuf::Message> request;
  // Key of the family or match that the answer's id belongs to; empty when the step makes none.
  std::string makes;
  // Field of the request -> key whose id belongs there. Made by an earlier record.
  std::map<std::string, std::string> uses;
};

struct CaseFile {
  std::string name;
  std::string municipality;
  // A day of the contract: the header's, else that of the first record; empty in an empty file.
  std::string contract_day;
  std::vector<CaseRecord> records;
};

// Pure. Request ids come from the file's name and the record's id, so that the same record is for
// ever the same request. WrongUse, naming `path` and line: no JSON object, an unknown step or
// field, one that is missing or of the wrong type, an id given twice, a key used before it is made,
// made twice or of the other kind, no existing day. Whether a step is allowed is for the services
// to say.
absl::StatusOr<CaseFile> ParseCaseFile(absl::string_view path, absl::string_view content);

// Name of the field with the id of what the step is about: "family_id" or "match_id".
std::string SubjectField(const CaseRecord& record);

}  // namespace buurtbrug::client
