#include "client/json_reader.hpp"

#include "json/parse.hpp"

namespace everstrike::client {
namespace {

std::string in_our_words(const json::ParseError& error) {
  switch (error.kind) {
    case json::ParseError::Kind::syntax:
      return "not JSON at byte " + std::to_string(error.at + 1);
    case json::ParseError::Kind::number_too_large:
      return "not JSON: a number is out of range";
    case json::ParseError::Kind::name_twice:
      return "not acceptable JSON: a name stands twice in one object";
    case json::ParseError::Kind::too_deep:
      break;
  }
  return "not acceptable JSON: " + error.what;
}

}  // namespace

Expected<json::Value, std::string> read_json(std::string_view text) {
  // A byte order mark in the middle of something would be one too many.
  if (text.starts_with('\xEF')) return Unexpected<std::string>("not JSON at byte 1");
  return json::parse(text).map_error(in_our_words);
}

}  // namespace everstrike::client
