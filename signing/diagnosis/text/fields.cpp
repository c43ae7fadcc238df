#include "signing/diagnosis/text/fields.hpp"

#include <algorithm>
#include <cstddef>

namespace everstrike::diagnosis {

Fields split_fields(std::string_view body) {
  Fields fields;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('&', begin), body.size());
    const std::string_view piece = body.substr(begin, end - begin);
    begin = end + 1;
    if (piece.empty()) continue;
    if (fields.size() == kFieldsMax) return {};
    const std::size_t equals = piece.find('=');
    Field field;
    field.has_equals = equals != std::string_view::npos;
    field.raw_name = piece.substr(0, equals);
    if (field.has_equals) field.raw_value = piece.substr(equals + 1);
    field.name = unescape(field.raw_name, PlusSign::is_blank);
    field.value = unescape(field.raw_value, PlusSign::is_blank);
    fields.push_back(std::move(field));
  }
  return fields;
}

std::string write_raw(const Fields& fields) {
  std::string body;
  for (const Field& field : fields) {
    if (&field != &fields.front()) body += '&';
    body += field.raw_name;
    if (field.has_equals) body += '=';
    body += field.raw_value;
  }
  return body;
}

std::string write_encoded(const Fields& fields, const Encoder& by) {
  std::string body;
  for (const Field& field : fields) {
    if (&field != &fields.front()) body += '&';
    append_escaped(body, field.name, by);
    if (field.has_equals) body += '=';
    append_escaped(body, field.value, by);
  }
  return body;
}

Encoder encoder_of(std::string_view body) {
  const auto has = [&](std::string_view text) { return body.find(text) != std::string_view::npos; };
  Encoder guess = has("~") && !has("%7E") ? kPythonUrlencode : kFormUrlencoded;
  if (has("%20") && !has("+")) guess.blank = "%20";
  guess.lower_case = with_lower_case_escapes(body) == body && with_upper_case_escapes(body) != body;
  return guess;
}

Field make_field(std::string_view name, std::string_view value, const Encoder& by) {
  return {.name = std::string(name),
          .value = std::string(value),
          .raw_name = escape(name, by),
          .raw_value = escape(value, by)};
}

}  // namespace everstrike::diagnosis
