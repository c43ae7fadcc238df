#include "signing/diagnosis/text/shell_text.hpp"

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <optional>

#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

bool is_name_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_name_letter(char c) { return is_name_start(c) || signing::is_digit(c); }

std::size_t name_length(std::string_view text) {
  if (text.empty() || !is_name_start(text.front())) return 0;
  return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), is_name_letter) -
                                  text.begin());
}

// Up to `digits_max` digits of a base; how many were read is 0 where there is none.
struct Number {
  std::uint32_t value = 0;
  std::size_t digits = 0;
};
Number number_at(std::string_view text, int base, std::size_t digits_max) {
  Number number;
  text = text.substr(0, digits_max);
  const auto [end, error] =
      std::from_chars(text.data(), text.data() + text.size(), number.value, base);
  if (error == std::errc() && !text.starts_with('-')) {
    number.digits = static_cast<std::size_t>(end - text.data());
  }
  return number;
}

// The escape behind a backslash: what it stands for and how long it is; nothing for an unknown one.
struct Escape {
  std::string meaning;
  std::size_t length;
};
std::optional<Escape> escape_at(std::string_view text) {
  constexpr std::string_view kLetters = "ntrabefv\\\"'/";
  constexpr std::string_view kMeanings = "\n\t\r\a\b\x1b\f\v\\\"'/";
  if (text.empty()) return std::nullopt;
  const char c = text.front();
  if (const std::size_t place = kLetters.find(c); place != std::string_view::npos) {
    return Escape{std::string(1, kMeanings[place]), 1};
  }
  if (c == 'x') {
    const Number number = number_at(text.substr(1), 16, 2);
    if (number.digits == 0) return std::nullopt;
    return Escape{std::string(1, static_cast<char>(number.value)), 1 + number.digits};
  }
  if (c == 'u' || c == 'U') {
    const bool braces = text.substr(1).starts_with('{');
    const Number number = number_at(text.substr(braces ? 2 : 1), 16, c == 'U' || braces ? 8 : 4);
    if (number.digits == 0 || number.value > 0x10ffff) return std::nullopt;
    Escape escape{.meaning = {}, .length = 1 + number.digits + (braces ? 2 : 0)};
    signing::append_utf8(escape.meaning, number.value);
    return escape;
  }
  if (const Number number = number_at(text, 8, c == '0' ? 4 : 3); number.digits > 0) {
    return Escape{std::string(1, static_cast<char>(number.value)), number.digits};
  }
  return std::nullopt;
}

class Substituter {
 public:
  Substituter(std::string_view text, Substitution how) : rest_(text), how_(how) {}

  std::string run() {
    while (!rest_.empty()) {
      const char c = rest_.front();
      if (c == '$' && how_ != Substitution::windows) {
        dollar();
      } else if (c == '%' && how_ == Substitution::windows) {
        percent();
      } else if (c == '\\' && how_ == Substitution::shell && rest_.size() > 1 &&
                 std::string_view("$`\"\\\n").find(rest_[1]) != std::string_view::npos) {
        result_ += rest_[1];
        rest_.remove_prefix(2);
      } else if (c == '`' && how_ == Substitution::shell &&
                 rest_.find('`', 1) != std::string_view::npos) {
        rest_.remove_prefix(rest_.find('`', 1) + 1);
      } else {
        keep(1);
      }
    }
    return std::move(result_);
  }

 private:
  void keep(std::size_t bytes) {
    result_ += rest_.substr(0, bytes);
    rest_.remove_prefix(bytes);
  }

  void dollar() {
    using enum Substitution;
    const std::string_view behind = rest_.substr(1);
    if (behind.starts_with('$') && how_ != names_only && how_ != braces_only && how_ != shell) {
      result_ += '$';
      rest_.remove_prefix(2);
    } else if (behind.starts_with('{') && behind.find('}') != std::string_view::npos &&
               how_ != names_only && how_ != doubled_only) {
      const std::size_t end = behind.find('}');
      braces(behind.substr(1, end - 1));
      rest_.remove_prefix(end + 2);
    } else if (behind.starts_with('(') && how_ == shell &&
               behind.find(')') != std::string_view::npos) {
      rest_.remove_prefix(behind.find(')') + 2);
    } else if (const std::size_t length = name_length(behind);
               length > 0 && how_ != braces_only && how_ != doubled_only) {
      rest_.remove_prefix(1 + length);
    } else if (how_ == shell && !behind.empty() &&
               (signing::is_digit(behind.front()) || behind.front() == '@' ||
                behind.front() == '*')) {
      rest_.remove_prefix(2);
    } else if (how_ == shell && (behind.starts_with('#') || behind.starts_with('?'))) {
      result_ += '0';  // how many arguments, and what the last command gave
      rest_.remove_prefix(2);
    } else {
      keep(1);
    }
  }

  // ${name:-default} and its kin: the name isn't set.
  void braces(std::string_view inner) {
    std::string_view behind = inner.substr(name_length(inner));
    if (behind.starts_with(':')) behind.remove_prefix(1);
    if (behind.starts_with('-') || behind.starts_with('=')) result_ += behind.substr(1);
  }

  void percent() {
    const std::size_t end = rest_.find('%', 1);
    if (end == 1) {
      result_ += '%';
      rest_.remove_prefix(2);
    } else if (end != std::string_view::npos) {
      rest_.remove_prefix(end + 1);
    } else {
      rest_.remove_prefix(1);  // cmd drops a lone one
    }
  }

  std::string_view rest_;
  Substitution how_;
  std::string result_;
};

// One conversion of printf with nothing to print, behind its "%"; nothing where it is none.
std::optional<Escape> conversion_at(std::string_view text) {
  std::size_t i = 0;
  bool left = false;
  bool zeros = false;
  std::string sign;
  for (; i < text.size() && std::string_view("-+ #0'").find(text[i]) != std::string_view::npos;
       ++i) {
    left |= text[i] == '-';
    zeros |= text[i] == '0';
    if (text[i] == '+') sign = "+";
    if (text[i] == ' ' && sign.empty()) sign = " ";
  }
  const Number width = number_at(text.substr(i), 10, 3);
  i += width.digits;
  std::size_t precision = 6;
  bool has_precision = false;
  if (i < text.size() && text[i] == '.') {
    const Number digits = number_at(text.substr(++i), 10, 3);
    i += digits.digits;
    precision = digits.value;
    has_precision = true;
  }
  if (i == text.size()) return std::nullopt;
  const char c = text[i];
  const std::string point = precision > 0 ? "." + std::string(precision, '0') : "";
  std::string printed;
  bool number = true;
  switch (c) {
    case 'd':
    case 'i':
    case 'u':
    case 'o':
    case 'x':
    case 'X':
      printed = has_precision ? std::string(precision, '0') : "0";
      zeros = zeros && !has_precision;
      break;
    case 'f':
    case 'F':
      printed = "0" + point;
      break;
    case 'e':
      printed = "0" + point + "e+00";
      break;
    case 'E':
      printed = "0" + point + "E+00";
      break;
    case 'g':
    case 'G':
      printed = "0";
      break;
    case 'a':
      printed = "0x0p+0";
      break;
    case 'A':
      printed = "0X0P+0";
      break;
    case 's':
    case 'b':
    case 'q':
      number = false;
      break;
    case 'c':
      number = false;
      break;
    case '%':
      return i == 0 ? std::optional(Escape{"%", 1}) : std::nullopt;
    default:
      return std::nullopt;
  }
  if (number && c != 'u' && c != 'o' && c != 'x' && c != 'X') printed = sign + printed;
  if (printed.size() < width.value) {
    const std::size_t missing = width.value - printed.size();
    if (left) {
      printed.append(missing, ' ');
    } else if (number && zeros) {
      printed.insert(sign.size(), missing, '0');
    } else {
      printed.insert(0, missing, ' ');
    }
  }
  return Escape{std::move(printed), i + 1};
}

}  // namespace

std::string read_escapes(std::string_view text, UnknownEscapes unknown) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '\\' || i + 1 == text.size()) {
      result += text[i];
    } else if (const auto escape = escape_at(text.substr(i + 1))) {
      result += escape->meaning;
      i += escape->length;
    } else if (unknown == UnknownEscapes::kept) {
      result += text[i];
    }
  }
  return result;
}

std::string substituted(std::string_view text, Substitution how) {
  return Substituter(text, how).run();
}

std::string without_variables(std::string_view text) {
  return substituted(text, Substitution::shell);
}

std::string printed_by_printf(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      const auto printed = conversion_at(text.substr(i + 1));
      if (!printed) break;
      result += printed->meaning;
      i += printed->length;
    } else if (text[i] == '\\' && i + 1 < text.size()) {
      const auto escape = escape_at(text.substr(i + 1));
      result += escape ? escape->meaning : "\\";
      i += escape ? escape->length : 0;
    } else {
      result += text[i];
    }
  }
  return result;
}

std::string in_lines(std::string_view text, std::size_t columns, std::string_view line_end) {
  std::string lines;
  for (std::size_t i = 0; i < text.size(); i += columns) {
    if (i > 0) lines += line_end;
    lines += text.substr(i, columns);
  }
  return lines;
}

}  // namespace everstrike::diagnosis
