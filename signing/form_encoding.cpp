#include "signing/form_encoding.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "signing/text/hex.hpp"

namespace everstrike::signing {
namespace {

constexpr std::string_view kLettersAndDigits =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

using LiteralTable = std::array<bool, 256>;

constexpr LiteralTable literal_table(std::string_view punctuation) {
  LiteralTable table{};
  for (const char c : kLettersAndDigits) table[static_cast<unsigned char>(c)] = true;
  for (const char c : punctuation) table[static_cast<unsigned char>(c)] = true;
  return table;
}

constexpr LiteralTable kJavascriptLiterals = literal_table("-._");
constexpr LiteralTable kPythonLiterals = literal_table("-._~");

// Gives the decoded text, or the place in `raw` of the "%" that starts a bad escape.
Expected<std::string, std::size_t> decode_component(std::string_view raw) {
  // Two searches: find_first_of() is one for each byte.
  if (raw.find('%') == raw.npos && raw.find('+') == raw.npos) return std::string(raw);
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    if (raw[i] == '+') {
      text += ' ';
    } else if (raw[i] != '%') {
      text += raw[i];
    } else {
      const int byte = hex_byte_value(raw.substr(i + 1));
      if (byte < 0) return Unexpected<std::size_t>(i);
      text += static_cast<char>(byte);
      i += 2;
    }
  }
  return text;
}

Unexpected<FormError> error(FormErrorCode code, std::size_t offset) {
  return Unexpected<FormError>(FormError{.code = code, .offset = offset});
}

// `piece` is what stands between two "&", `offset` its place in the body.
Expected<FormField, FormError> decode_field(std::string_view piece, std::size_t offset) {
  const std::size_t equals = piece.find('=');
  FormField field;
  field.offset = offset;
  field.has_equals = equals != std::string_view::npos;
  field.raw_name = piece.substr(0, equals);
  if (field.has_equals) field.raw_value = piece.substr(equals + 1);

  auto name = decode_component(field.raw_name);
  if (!name) return error(FormErrorCode::bad_escape, offset + name.error());
  auto value = decode_component(field.raw_value);
  if (!value) return error(FormErrorCode::bad_escape, offset + equals + 1 + value.error());
  field.name = std::move(*name);
  field.value = std::move(*value);
  return field;
}

}  // namespace

void encode_component(std::string& out, std::string_view text, Dialect dialect) {
  const LiteralTable& literals =
      dialect == Dialect::javascript ? kJavascriptLiterals : kPythonLiterals;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (literals[byte]) {
      out += c;
    } else if (c == ' ') {
      out += '+';
    } else {
      out += '%';
      append_hex_byte(out, c, kUpperHexDigits);
    }
  }
}

std::string encode_component(std::string_view text, Dialect dialect) {
  std::string out;
  out.reserve(text.size());
  encode_component(out, text, dialect);
  return out;
}

std::string FormError::message() const {
  const std::string place = " at byte " + std::to_string(offset) + " of the body";
  switch (code) {
    case FormErrorCode::bad_escape:
      return "bad escape" + place + ": expected two hex digits after \"%\"";
    case FormErrorCode::too_many_fields:
      return "too many form fields" + place;
  }
  return "bad form" + place;
}

Expected<std::vector<FormField>, FormError> decode_form(std::string_view body, FormLimits limits) {
  std::vector<FormField> fields;
  for (std::size_t begin = 0; begin < body.size();) {
    const std::size_t end = std::min(body.find('&', begin), body.size());
    if (end != begin) {
      if (fields.size() >= limits.fields_max) return error(FormErrorCode::too_many_fields, begin);
      auto field = decode_field(body.substr(begin, end - begin), begin);
      if (!field) return Unexpected<FormError>(field.error());
      fields.push_back(std::move(*field));
    }
    begin = end + 1;
  }
  return fields;
}

}  // namespace everstrike::signing
