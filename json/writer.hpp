// Writes JSON straight into a text, for answers that are written by hand on the hot path, often
// (every journal entry) or large (the journal's exports): a JSON library would build them twice.
// Strings are escaped as RFC 8259 asks, numbers stand in their shortest form that reads back the
// same. A container is closed when its writer goes out of scope.
#pragma once

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "signing/text/json_string.hpp"

namespace everstrike::json {

// append_string appends `text` in quotes, always as valid JSON (signing/text/json_string.hpp).
inline void append_string(std::string& out, std::string_view text) {
  signing::append_json_string(out, text);
}
// write_number writes at `to`, where there must be room for kNumberBytesMax, and gives its end.
inline constexpr std::size_t kNumberBytesMax = 32;
char* write_number(char* to, double value);  // not finite: null
char* write_number(char* to, std::int64_t value);
void append_number(std::string& out, double value);
void append_number(std::string& out, std::int64_t value);

// Writes one object member by member.
class ObjectWriter {
 public:
  // `out` must outlive the writer; nothing else may be appended to it except through text().
  explicit ObjectWriter(std::string& out) : out_(out) { out_ += '{'; }
  ~ObjectWriter() { out_ += '}'; }
  ObjectWriter(const ObjectWriter&) = delete;
  ObjectWriter& operator=(const ObjectWriter&) = delete;

  void add(std::string_view name, std::string_view value) { append_string(text(name), value); }
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
    append_string(out_, name);
    out_ += ':';
    return out_;
  }

 private:
  std::string& out_;
  bool first_ = true;
};

// Writes one array; element() begins an element like ObjectWriter::text does a member.
class ArrayWriter {
 public:
  explicit ArrayWriter(std::string& out) : out_(out) { out_ += '['; }
  ~ArrayWriter() { out_ += ']'; }
  ArrayWriter(const ArrayWriter&) = delete;
  ArrayWriter& operator=(const ArrayWriter&) = delete;

  std::string& element() {
    if (!first_) out_ += ',';
    first_ = false;
    return out_;
  }
  void add(std::string_view value) { append_string(element(), value); }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace everstrike::json
