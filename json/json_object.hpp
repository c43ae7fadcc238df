// Writes one JSON object member by member, straight into a text. For what is written often (every
// journal entry) or is large (the journal's exports): a JSON library would build it twice.
// The object is closed when the writer goes out of scope.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "json/json_text.hpp"

namespace everstrike::mock_server {

class JsonObject {
 public:
  // `out` must outlive the writer; nothing else may be appended to it except through text().
  explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }
  ~JsonObject() { out_ += '}'; }
  JsonObject(const JsonObject&) = delete;
  JsonObject& operator=(const JsonObject&) = delete;

  void add(std::string_view name, std::string_view value) { append_json_string(text(name), value); }
  void add(std::string_view name, const std::string& value) { add(name, std::string_view(value)); }
  void add(std::string_view name, const char* value) { add(name, std::string_view(value)); }
  template <std::integral Number>
  requires(!std::same_as<Number, bool>) void add(std::string_view name, Number value) {
    text(name) += std::to_string(value);
  }
  template <std::same_as<bool> Flag>
  void add(std::string_view name, Flag value) {
    text(name) += value ? "true" : "false";
  }
  template <class T>
  void add(std::string_view name, const std::optional<T>& value) {
    if (value) {
      add(name, *value);
    } else {
      text(name) += "null";
    }
  }
  // text begins a member and gives where its value, any JSON text, is to be appended.
  std::string& text(std::string_view name) {
    if (!first_) out_ += ',';
    first_ = false;
    append_json_string(out_, name);
    out_ += ':';
    return out_;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

// Writes one JSON array; element() begins an element like JsonObject::text does a member.
class JsonArray {
 public:
  explicit JsonArray(std::string& out) : out_(out) { out_ += '['; }
  ~JsonArray() { out_ += ']'; }
  JsonArray(const JsonArray&) = delete;
  JsonArray& operator=(const JsonArray&) = delete;

  std::string& element() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }
  void add(std::string_view value) { append_json_string(element(), value); }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace everstrike::mock_server
