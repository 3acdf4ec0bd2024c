#include "tools/client/message_text.h"

#include <google/protobuf/descriptor.h>
#include <google/protobuf/util/json_util.h>

#include <algorithm>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "tools/client/message_fields.h"

namespace buurtbrug::client {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;
using google::protobuf::Reflection;

bool IsTimestamp(const FieldDescriptor& field) {
  return field.message_type() != nullptr &&
         field.message_type()->full_name() == "google.protobuf.Timestamp";
}

// One line of text: no message, but for an instant.
bool IsSimple(const FieldDescriptor& field) {
  return field.message_type() == nullptr || IsTimestamp(field);
}

std::string Element(const Message& message, const FieldDescriptor& field, int index) {
  const Reflection* reflection = message.GetReflection();
  const bool repeated = field.is_repeated();
  switch (field.cpp_type()) {
    case FieldDescriptor::CPPTYPE_STRING:
      return repeated ? reflection->GetRepeatedString(message, &field, index)
                      : reflection->GetString(message, &field);
    case FieldDescriptor::CPPTYPE_INT32:
      return absl::StrCat(repeated ? reflection->GetRepeatedInt32(message, &field, index)
                                   : reflection->GetInt32(message, &field));
    case FieldDescriptor::CPPTYPE_INT64:
      return absl::StrCat(repeated ? reflection->GetRepeatedInt64(message, &field, index)
                                   : reflection->GetInt64(message, &field));
    case FieldDescriptor::CPPTYPE_BOOL:
      return reflection->GetBool(message, &field) ? "yes" : "no";
    case FieldDescriptor::CPPTYPE_ENUM:
      return EnumText(*(repeated ? reflection->GetRepeatedEnum(message, &field, index)
                                 : reflection->GetEnum(message, &field)));
    case FieldDescriptor::CPPTYPE_MESSAGE: {
      std::string quoted;
      // Writing a message of our own cannot fail.
      (void)google::protobuf::util::MessageToJsonString(reflection->GetMessage(message, &field),
                                                        &quoted);
      return std::string(absl::StripSuffix(absl::StripPrefix(quoted, "\""), "\""));
    }
    default:
      return "?";
  }
}

// Empty when there is nothing to show.
std::string Value(const Message& message, const FieldDescriptor& field) {
  const Reflection* reflection = message.GetReflection();
  if (field.is_repeated()) {
    std::string list;
    for (int i = 0; i < reflection->FieldSize(message, &field); ++i) {
      absl::StrAppend(&list, i > 0 ? ", " : "", Element(message, field, i));
    }
    return list;
  }
  const bool present = !field.has_presence() || reflection->HasField(message, &field);
  return present ? Element(message, field, 0) : "";
}

std::vector<const FieldDescriptor*> FieldsOf(const Descriptor& type) {
  std::vector<const FieldDescriptor*> fields;
  fields.reserve(static_cast<size_t>(type.field_count()));
  for (int i = 0; i < type.field_count(); ++i) {
    fields.push_back(type.field(i));
  }
  return fields;
}

std::string Indented(const std::string& text) {
  std::string indented;
  for (const absl::string_view line : absl::StrSplit(absl::StripSuffix(text, "\n"), '\n')) {
    absl::StrAppend(&indented, line.empty() ? "" : "  ", line, "\n");
  }
  return indented;
}

// Places on the line: code points, not bytes.
size_t WidthOf(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0u) != 0x80u;
  }));
}

std::string Render(const Message& message);

// One line for each element: columns that are empty everywhere are left out.
std::string RenderTable(const std::vector<const Message*>& elements) {
  TextTable table(TextTable::Align::kLeft);
  std::vector<const FieldDescriptor*> columns = FieldsOf(*elements[0]->GetDescriptor());
  columns.erase(std::remove_if(columns.begin(), columns.end(),
                               [&](const FieldDescriptor* column) {
                                 return std::all_of(elements.begin(), elements.end(),
                                                    [&](const Message* element) {
                                                      return Value(*element, *column).empty();
                                                    });
                               }),
                columns.end());
  std::vector<std::string> line(columns.size());
  std::transform(columns.begin(), columns.end(), line.begin(),
                 [](const FieldDescriptor* column) { return column->name(); });
  table.Add(line);
  for (const Message* element : elements) {
    std::transform(columns.begin(), columns.end(), line.begin(),
                   [&](const FieldDescriptor* column) { return Value(*element, *column); });
    table.Add(line);
  }
  return table.Render();
}

std::string RenderList(const Message& message, const FieldDescriptor& field) {
  const int size = message.GetReflection()->FieldSize(message, &field);
  std::vector<const Message*> elements;
  elements.reserve(static_cast<size_t>(size));
  for (int i = 0; i < size; ++i) {
    elements.push_back(&message.GetReflection()->GetRepeatedMessage(message, &field, i));
  }
  if (elements.empty()) {
    return "none\n";
  }
  const auto fields = FieldsOf(*field.message_type());
  const auto is_simple = [](const FieldDescriptor* inner) { return IsSimple(*inner); };
  const auto is_nested = [&](const FieldDescriptor* inner) {
    return !IsSimple(*inner) &&
           std::any_of(elements.begin(), elements.end(), [&](const Message* element) {
             return inner->is_repeated() ? element->GetReflection()->FieldSize(*element, inner) > 0
                                         : element->GetReflection()->HasField(*element, inner);
           });
  };
  if (std::any_of(fields.begin(), fields.end(), is_simple) &&
      std::none_of(fields.begin(), fields.end(), is_nested)) {
    return RenderTable(elements);
  }
  return absl::StrJoin(elements, "\n", [](std::string* out, const Message* element) {
    absl::StrAppend(out, Render(*element));
  });
}

std::string Render(const Message& message) {
  TextTable simple(TextTable::Align::kLeft);
  std::string nested;
  for (const FieldDescriptor* field : FieldsOf(*message.GetDescriptor())) {
    if (IsSimple(*field)) {
      if (const std::string value = Value(message, *field); !value.empty()) {
        simple.Add({field->name(), value});
      }
    } else if (field->is_repeated()) {
      absl::StrAppend(&nested, field->name(), "\n", Indented(RenderList(message, *field)));
    } else if (message.GetReflection()->HasField(message, field)) {
      absl::StrAppend(&nested, field->name(), "\n",
                      Indented(Render(message.GetReflection()->GetMessage(message, field))));
    }
  }
  return absl::StrCat(simple.Render(), nested);
}

}  // namespace

std::string ToText(const Message& message) {
  // An answer that is one thing, or one list in pages, needs no heading.
  const Descriptor* type = message.GetDescriptor();
  const FieldDescriptor* first = type->field_count() > 0 ? type->field(0) : nullptr;
  const FieldDescriptor* token = type->FindFieldByName("next_page_token");
  if (first != nullptr && !IsSimple(*first)) {
    if (first->is_repeated() && !first->is_map() &&
        type->field_count() == (token == nullptr ? 1 : 2)) {
      const std::string next = token == nullptr ? "" : Value(message, *token);
      return absl::StrCat(RenderList(message, *first),
                          next.empty() ? "" : absl::StrCat("\nmore: --page-token ", next, "\n"));
    }
    if (type->field_count() == 1 && !first->is_repeated()) {
      return Render(message.GetReflection()->GetMessage(message, first));
    }
  }
  return Render(message);
}

std::string ToJson(const Message& message) {
  google::protobuf::util::JsonPrintOptions options;
  options.add_whitespace = true;
  options.always_print_primitive_fields = true;
  options.preserve_proto_field_names = true;
  std::string json;
  // Writing a message of our own cannot fail.
  (void)google::protobuf::util::MessageToJsonString(message, &json, options);
  return json;
}

std::string TextTable::Render() const {
  std::vector<size_t> widths;
  for (const auto& line : lines_) {
    widths.resize(std::max(widths.size(), line.size()));
    for (size_t i = 0; i < line.size(); ++i) {
      widths[i] = std::max(widths[i], WidthOf(line[i]));
    }
  }
  std::string text;
  for (const auto& line : lines_) {
    std::string rendered;
    for (size_t i = 0; i < line.size(); ++i) {
      const std::string padding(widths[i] - WidthOf(line[i]), ' ');
      const bool right = i > 0 && others_ == Align::kRight;
      absl::StrAppend(&rendered, i > 0 ? "  " : "", right ? padding : "", line[i],
                      right ? "" : padding);
    }
    absl::StrAppend(&text, absl::StripTrailingAsciiWhitespace(rendered), "\n");
  }
  return text;
}

}  // namespace buurtbrug::client
