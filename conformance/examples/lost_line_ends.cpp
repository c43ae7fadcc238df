#include "conformance/examples/lost_line_ends.hpp"

#include <algorithm>
#include <array>
#include <span>

namespace everstrike::conformance {
namespace {

enum class Kind { word, number, text, opening, closing, sign, comment, end };

struct Token {
  Kind kind = Kind::end;
  std::string_view text;
  std::size_t begin = 0;
  bool has_blank_before = false;
};

// Words that an expression or statement goes on after.
constexpr std::array<std::string_view, 20> kExpecting = {
    "import", "from", "as", "return", "raise", "assert", "del",   "global", "not",   "and",
    "or",     "in",   "is", "if",     "else",  "lambda", "await", "yield",  "async", "nonlocal"};
// Words that go on with what stands before them.
constexpr std::array<std::string_view, 8> kContinuing = {"and", "or", "in",   "is",
                                                         "not", "if", "else", "as"};
// Words whose body was told by indentation.
constexpr std::array<std::string_view, 7> kBlocks = {"def",  "class", "for",  "while",
                                                     "with", "try",   "match"};

bool is_among(std::span<const std::string_view> words, std::string_view word) {
  return std::ranges::find(words, word) != words.end();
}

bool is_word_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (static_cast<unsigned char>(c) & 0x80U) != 0;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

class PythonTokens {
 public:
  explicit PythonTokens(std::string_view text) : text_(text) {}

  Token next() {
    const auto before = at_;
    at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size());
    Token token{.begin = at_, .has_blank_before = at_ > before};
    if (at_ == text_.size()) return token;
    token.kind = kind_and_skip();
    token.text = text_.substr(token.begin, at_ - token.begin);
    return token;
  }

 private:
  Kind kind_and_skip() {
    const char c = text_[at_];
    if (c == '#') {
      at_ = text_.size();
      return Kind::comment;
    }
    if (is_word_start(c)) {
      while (at_ < text_.size() && (is_word_start(text_[at_]) || is_digit(text_[at_]))) ++at_;
      // r'…', f"…": the word was a prefix.
      if (at_ < text_.size() && (text_[at_] == '\'' || text_[at_] == '"')) {
        skip_text();
        return Kind::text;
      }
      return Kind::word;
    }
    if (is_digit(c)) {
      while (at_ < text_.size() &&
             (is_word_start(text_[at_]) || is_digit(text_[at_]) || text_[at_] == '.')) {
        ++at_;
      }
      return Kind::number;
    }
    if (c == '\'' || c == '"') {
      skip_text();
      return Kind::text;
    }
    ++at_;
    if (c == '(' || c == '[' || c == '{') return Kind::opening;
    if (c == ')' || c == ']' || c == '}') return Kind::closing;
    return Kind::sign;
  }

  void skip_text() {
    const char quote = text_[at_];
    const bool is_triple = text_.substr(at_, 3) == std::string(3, quote);
    const std::string end(is_triple ? 3 : 1, quote);
    at_ += end.size();
    while (at_ < text_.size() && text_.substr(at_, end.size()) != end) {
      at_ += text_[at_] == '\\' ? 2 : 1;
    }
    at_ = std::min(at_ + end.size(), text_.size());
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

bool ends_an_operand(const Token& token) {
  switch (token.kind) {
    case Kind::word:
      return !is_among(kExpecting, token.text);
    case Kind::number:
    case Kind::text:
    case Kind::closing:
      return true;
    default:
      return false;
  }
}

// "from a import b": this import goes on with its statement.
bool begins_a_statement(const Token& before, const Token& token, bool in_from) {
  if (!token.has_blank_before || !ends_an_operand(before)) return false;
  switch (token.kind) {
    case Kind::word:
      return !is_among(kContinuing, token.text) && !(in_from && token.text == "import");
    case Kind::number:
      return true;
    case Kind::text:  // two texts beside each other are one
      return before.kind != Kind::text;
    case Kind::opening:
      return token.text == "{";
    default:
      return false;
  }
}

}  // namespace

Expected<std::string, std::string> with_line_ends(std::string_view python) {
  PythonTokens tokens(python);
  std::string restored;
  std::size_t copied = 0;
  int depth = 0;
  bool in_from = false;
  Token before;
  for (Token token = tokens.next(); token.kind != Kind::end; token = tokens.next()) {
    if (token.kind == Kind::comment) {
      return Unexpected<std::string>("where its comment ended is lost with the line ends");
    }
    if (depth == 0 && token.kind == Kind::word && is_among(kBlocks, token.text)) {
      return Unexpected<std::string>("the indentation of its \"" + std::string(token.text) +
                                     "\" is lost with the line ends");
    }
    const bool is_first = before.kind == Kind::end;
    if (depth == 0 && !is_first && begins_a_statement(before, token, in_from)) {
      const auto blanks = python.find_last_not_of(" \t\r\n", token.begin - 1) + 1;
      restored.append(python.substr(copied, blanks - copied)).append("\n");
      copied = token.begin;
      in_from = token.text == "from";
    } else if (is_first || before.text == ";") {
      in_from = token.text == "from";
    } else if (token.text == "import") {
      in_from = false;
    }
    if (token.kind == Kind::opening) ++depth;
    if (token.kind == Kind::closing) depth = std::max(0, depth - 1);
    before = token;
  }
  restored.append(python.substr(copied));
  return restored;
}

Expected<void, std::string> check_javascript_line(std::string_view javascript) {
  char quote = '\0';
  for (std::size_t at = 0; at < javascript.size(); ++at) {
    const char c = javascript[at];
    if (quote != '\0') {
      if (c == '\\') ++at;
      if (c == quote) quote = '\0';
    } else if (c == '\'' || c == '"' || c == '`') {
      quote = c;
    } else if (javascript.substr(at, 2) == "//") {
      return Unexpected<std::string>("where its comment ended is lost with the line ends");
    }
  }
  return {};
}

}  // namespace everstrike::conformance
