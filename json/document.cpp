#include "json/document.hpp"

#include <algorithm>
#include <charconv>
#include <vector>

#include "json/parse.hpp"

namespace everstrike::json {
namespace {

std::vector<std::string> steps_of(std::string_view pointer) {
  std::vector<std::string> steps;
  for (std::size_t i = 0; i < pointer.size(); ++i) {
    if (pointer[i] == '/') {
      steps.emplace_back();
    } else if (pointer[i] == '~' && ++i < pointer.size()) {
      steps.back() += pointer[i] == '1' ? '/' : '~';
    } else {
      steps.back() += pointer[i];
    }
  }
  return steps;
}

bool is_number(const std::string& step) {
  return !step.empty() && step.find_first_not_of("0123456789") == std::string::npos;
}

const Value* enter(const Value& value, const std::string& step) {
  if (!value.is_array()) return value.find(step);
  std::size_t index = value.size();
  if (is_number(step)) std::from_chars(step.data(), step.data() + step.size(), index);
  return index < value.size() ? &value[index] : nullptr;
}

// "/accounts/0/api_key" as people write it: accounts[0].api_key
std::string readable(const std::vector<std::string>& steps) {
  std::string out;
  for (const std::string& step : steps) {
    if (is_number(step)) {
      out += "[" + step + "]";
    } else {
      out += (out.empty() ? "" : ".") + step;
    }
  }
  return out;
}

}  // namespace

Expected<Document, std::string> Document::parse(std::string text, std::string source_name) {
  Document document;
  document.text_ = std::move(text);
  document.source_name_ = std::move(source_name);
  auto root = json::parse(document.text_);
  if (!root) return Unexpected<std::string>(document.place(root.error().at) + root.error().what);
  document.root_ = std::move(*root);
  return document;
}

const Value* Document::find(std::string_view pointer) const {
  const Value* value = &root_;
  for (const std::string& step : steps_of(pointer)) {
    if (value != nullptr) value = enter(*value, step);
  }
  return value;
}

std::string Document::error_at(std::string_view pointer, std::string_view what) const {
  const auto steps = steps_of(pointer);
  const Value* nearest = &root_;
  for (const std::string& step : steps) {
    const Value* inner = enter(*nearest, step);
    if (inner == nullptr) break;
    nearest = inner;
  }
  const std::string path = readable(steps);
  return place(nearest->begin) + (path.empty() ? "" : path + ": ") + std::string(what);
}

std::string Document::place(std::size_t at) const {
  const auto before = std::string_view(text_).substr(0, at);
  const auto line = 1 + std::count(before.begin(), before.end(), '\n');
  const std::size_t column = at - (before.rfind('\n') + 1);  // npos + 1 is 0
  return source_name_ + ":" + std::to_string(line) + ":" + std::to_string(column + 1) + ": ";
}

std::string child_pointer(const std::string& pointer, std::string_view name) {
  std::string child = pointer + "/";
  for (const char c : name) {
    if (c == '~') {
      child += "~0";
    } else if (c == '/') {
      child += "~1";
    } else {
      child += c;
    }
  }
  return child;
}

}  // namespace everstrike::json
