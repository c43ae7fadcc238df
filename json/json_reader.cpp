#include "json/json_reader.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace everstrike::mock_server {
namespace {

using Json = nlohmann::json;

// "line:column" of a byte offset, both from 1.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t line_start = before.rfind('\n');
  const std::size_t column = offset - (line_start == std::string_view::npos ? 0 : line_start + 1);
  return std::to_string(line) + ":" + std::to_string(column + 1);
}

// Walks over JSON text that is known to be valid and finds where a value stands; nlohmann's
// document does not remember positions.
class Locator {
 public:
  explicit Locator(std::string_view text) : text_(text) {}

  std::size_t locate(const std::vector<std::string>& path) {
    skip_blanks();
    for (const std::string& step : path) {
      if (!enter(step)) break;
    }
    return at_;
  }

 private:
  void skip_blanks() {
    while (at_ < text_.size() && std::string_view(" \t\r\n").find(text_[at_]) != text_.npos) ++at_;
  }

  std::string_view skip_string() {
    const std::size_t begin = at_++;
    while (text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    ++at_;
    return text_.substr(begin, at_ - begin);
  }

  void skip_value() {
    int depth = 0;
    do {
      skip_blanks();
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
      } else if (c == '{' || c == '[') {
        ++depth;
        ++at_;
      } else if (c == '}' || c == ']') {
        --depth;
        ++at_;
      } else if (c == ',' || c == ':') {
        ++at_;
      } else {
        while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == text_.npos)
          ++at_;
      }
    } while (depth > 0);
  }

  // Moves from the start of a container to the member or element; stays where it is if there is
  // none (then the place of the container is the best answer).
  bool enter(const std::string& step) {
    const std::size_t start = at_;
    const bool is_object = text_[at_] == '{';
    if (!is_object && text_[at_] != '[') return false;
    ++at_;
    for (std::size_t index = 0;; ++index) {
      skip_blanks();
      if (text_[at_] == '}' || text_[at_] == ']') break;
      if (text_[at_] == ',') {
        ++at_;
        skip_blanks();
      }
      bool found = false;
      if (is_object) {
        found = Json::parse(skip_string()).get<std::string>() == step;
        skip_blanks();
        ++at_;  // the colon
        skip_blanks();
      } else {
        found = std::to_string(index) == step;
      }
      if (found) return true;
      skip_value();
    }
    at_ = start;
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

std::vector<std::string> steps_of(const std::string& pointer) {
  std::vector<std::string> steps;
  for (Json::json_pointer rest(pointer); !rest.empty(); rest.pop_back())
    steps.push_back(rest.back());
  std::reverse(steps.begin(), steps.end());
  return steps;
}

// "/accounts/0/api_key" as people write it: accounts[0].api_key
std::string readable(const std::vector<std::string>& steps) {
  std::string out;
  for (const std::string& step : steps) {
    if (!step.empty() && step.find_first_not_of("0123456789") == std::string::npos) {
      out += "[" + step + "]";
    } else {
      out += (out.empty() ? "" : ".") + step;
    }
  }
  return out;
}

std::string child(const std::string& pointer, const std::string& name) {
  Json::json_pointer parent(pointer);
  parent.push_back(name);
  return parent.to_string();
}

// Finds a member that comes twice in one object; nlohmann's document keeps the last silently.
struct DuplicateFinder {
  std::vector<std::set<std::string>> open;
  std::optional<std::string> twice;

  bool operator()(int, Json::parse_event_t event, Json& value) {
    if (event == Json::parse_event_t::object_start) {
      open.emplace_back();
    } else if (event == Json::parse_event_t::object_end) {
      open.pop_back();
    } else if (event == Json::parse_event_t::key && !twice) {
      const auto name = value.get<std::string>();
      if (!open.back().insert(name).second) twice = name;
    }
    return true;
  }
};

}  // namespace

JsonDocument::JsonDocument() : root_(std::make_unique<Json>()) {}
JsonDocument::JsonDocument(JsonDocument&&) noexcept = default;
JsonDocument& JsonDocument::operator=(JsonDocument&&) noexcept = default;
JsonDocument::~JsonDocument() = default;

Expected<JsonDocument, std::string> JsonDocument::parse(std::string text, std::string source_name) {
  JsonDocument document;
  document.text_ = std::move(text);
  document.source_name_ = std::move(source_name);
  // The library takes a NUL for the end of its input and would ignore what follows.
  if (const auto nul = document.text_.find('\0'); nul != std::string::npos) {
    return Unexpected<std::string>(document.source_name_ + ":" + place(document.text_, nul) +
                                   ": not JSON: a NUL byte");
  }
  DuplicateFinder duplicates;
  try {
    *document.root_ = Json::parse(document.text_, std::ref(duplicates));
  } catch (const Json::parse_error& error) {
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error …": the
    // place is said in our own form, so only the cause is kept.
    std::string cause = error.what();
    if (const auto colon = cause.find(": "); colon != std::string::npos) cause.erase(0, colon + 2);
    // Neither is what was read last: in an accounts file that may be a secret.
    cause.erase(std::min(cause.find("; last read:"), cause.size()));
    const std::size_t offset = error.byte == 0 ? 0 : error.byte - 1;
    return Unexpected<std::string>(document.source_name_ + ":" + place(document.text_, offset) +
                                   ": not JSON: " + cause);
  } catch (const Json::out_of_range& error) {
    // "[json.exception.out_of_range.406] number overflow parsing '1e400'", without a place.
    const std::string cause = error.what();
    const std::size_t quote = std::min(cause.find('\''), cause.size());
    const std::string number = cause.substr(std::min(quote + 1, cause.size()));
    const auto offset = document.text_.find(number.substr(0, number.find('\'')));
    return Unexpected<std::string>(document.source_name_ + ":" +
                                   place(document.text_, offset == std::string::npos ? 0 : offset) +
                                   ": a number is too large");
  }
  if (duplicates.twice) {
    const std::string quoted = Json(*duplicates.twice).dump();
    const std::size_t first = document.text_.find(quoted);
    const std::size_t second = document.text_.find(quoted, first + 1);
    return Unexpected<std::string>(document.source_name_ + ":" +
                                   place(document.text_, second == std::string::npos ? 0 : second) +
                                   ": the member " + quoted + " comes twice in one object");
  }
  return document;
}

std::string JsonDocument::error_at(const std::string& pointer, std::string_view what) const {
  const auto steps = steps_of(pointer);
  const std::string path = readable(steps);
  return source_name_ + ":" + place(text_, Locator(text_).locate(steps)) + ": " +
         (path.empty() ? "" : path + ": ") + std::string(what);
}

ObjectReader::ObjectReader(const JsonDocument& document, std::string pointer)
    : document_(document), pointer_(std::move(pointer)) {
  const Json& value = value_at(pointer_);
  if (value.is_object()) {
    object_ = &value;
  } else {
    fail("", std::string("expected an object, found ") + value.type_name());
  }
}

const Json& ObjectReader::value_at(const std::string& pointer) const {
  return document_.root().at(Json::json_pointer(pointer));
}

const Json* ObjectReader::get(const std::string& name, bool required) {
  known_.insert(name);
  if (object_ == nullptr) return nullptr;
  const auto found = object_->find(name);
  if (found != object_->end()) return &*found;
  if (required) fail("", "the member \"" + name + "\" is missing");
  return nullptr;
}

std::optional<std::string> ObjectReader::text(const std::string& name) {
  const Json* value = get(name, true);
  if (value == nullptr) return std::nullopt;
  if (value->is_string()) return value->get<std::string>();
  fail(name, std::string("expected text, found ") + value->type_name());
  return std::nullopt;
}

std::optional<std::string> ObjectReader::text_if_present(const std::string& name) {
  return get(name, false) == nullptr ? std::nullopt : text(name);
}

std::optional<std::uint64_t> ObjectReader::whole_number_if_present(const std::string& name) {
  const Json* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_number_unsigned()) return value->get<std::uint64_t>();
  fail(name, "expected a whole number from 0");
  return std::nullopt;
}

std::optional<double> ObjectReader::number_if_present(const std::string& name) {
  const Json* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_number()) return value->get<double>();
  fail(name, std::string("expected a number, found ") + value->type_name());
  return std::nullopt;
}

std::optional<bool> ObjectReader::flag_if_present(const std::string& name) {
  const Json* value = get(name, false);
  if (value == nullptr) return std::nullopt;
  if (value->is_boolean()) return value->get<bool>();
  fail(name, std::string("expected true or false, found ") + value->type_name());
  return std::nullopt;
}

bool ObjectReader::has(const std::string& name) const {
  return object_ != nullptr && object_->contains(name);
}

std::vector<std::string> ObjectReader::elements(const std::string& name) {
  std::vector<std::string> pointers;
  const Json* value = get(name, false);
  if (value == nullptr) return pointers;
  if (!value->is_array()) {
    fail(name, std::string("expected an array, found ") + value->type_name());
    return pointers;
  }
  for (std::size_t i = 0; i < value->size(); ++i) {
    pointers.push_back(child(child(pointer_, name), std::to_string(i)));
  }
  return pointers;
}

std::string ObjectReader::member(const std::string& name) {
  known_.insert(name);
  return child(pointer_, name);
}

void ObjectReader::fail(const std::string& name, std::string_view what) {
  fail_with(document_.error_at(name.empty() ? pointer_ : child(pointer_, name), what));
}

void ObjectReader::fail_with(std::string error) {
  if (!error_) error_ = std::move(error);
}

std::optional<std::string> ObjectReader::finish() {
  if (object_ != nullptr) {
    for (const auto& each : object_->items()) {
      if (known_.count(each.key()) != 0) continue;
      std::string expected;
      for (const std::string& name : known_) expected += (expected.empty() ? "" : ", ") + name;
      fail(each.key(), "unknown member; expected one of: " + expected);
      break;
    }
  }
  return error_;
}

}  // namespace everstrike::mock_server
