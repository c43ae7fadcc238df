// The form was signed, and what was sent says the same in another notation: an object as its
// language prints it, other separators, quotes, base64 or hex. The form is written again from it.
#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <string>

#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/percent.hpp"
#include "signing/diagnosis/text/shell_text.hpp"
#include "signing/text/ascii.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

constexpr std::size_t kEncodersTried = 3;

// Without one pair of `open` and `close` around it; nothing where there is none.
std::optional<Text> inside(Text text, Text open, Text close) {
  const bool stands =
      text.size() >= open.size() + close.size() && text.starts_with(open) && text.ends_with(close);
  if (!stands) return std::nullopt;
  return text.substr(open.size(), text.size() - open.size() - close.size());
}

std::optional<Text> without_quotes(Text text) {
  for (const Text quote : {"\"", "'", "`"}) {
    if (const auto inner = inside(text, quote, quote); inner && !inner->empty()) return inner;
  }
  return std::nullopt;
}

bool is_name(Text text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (signing::is_token_char(c) && c != '\'' && c != '`') || c == '[' || c == ']';
  });
}

// "name" and "value" of one item such as 'id': 'x', (id, x) or :id=>"x".
std::optional<Field> read_item(Text item, Text equals) {
  item = signing::trimmed(item);
  item = inside(item, "(", ")").value_or(inside(item, "[", "]").value_or(item));
  const std::size_t place = item.find(equals);
  if (place == Text::npos) return std::nullopt;
  Text name = signing::trimmed(item.substr(0, place));
  if (name.starts_with(':')) name.remove_prefix(1);
  Text value = signing::trimmed(item.substr(place + equals.size()));
  name = without_quotes(name).value_or(name);
  if (!is_name(name)) return std::nullopt;
  value = without_quotes(value).value_or(value);
  const std::string the_name(name), the_value(value);
  return Field{.name = the_name, .value = the_value, .raw_name = the_name, .raw_value = the_value};
}

std::optional<Fields> read_items(Text text, Text between, Text equals) {
  Fields fields;
  while (true) {
    const std::size_t end = between.empty() ? Text::npos : text.find(between);
    auto field = read_item(text.substr(0, end), equals);
    if (!field || fields.size() == kFieldsMax) return std::nullopt;
    fields.push_back(std::move(*field));
    if (end == Text::npos) return fields;
    text.remove_prefix(end + between.size());
  }
}

// qs.stringify and URLSearchParams take a text for a list of its letters: 0=i&1=d&2=%3D. There may
// be more of them than a body's fields that are taken apart.
std::string letters_joined(Text body) {
  std::string text;
  for (std::size_t i = 0; !body.empty(); ++i) {
    const Text piece = body.substr(0, body.find('&'));
    const std::string name = std::to_string(i) + '=';
    if (!piece.starts_with(name)) return {};
    text += unescape(piece.substr(name.size()), PlusSign::is_blank);
    body.remove_prefix(std::min(piece.size() + 1, body.size()));
  }
  return text;
}

class SentOtherwise {
 public:
  SentOtherwise(const Received& received, Wraps& wraps) : received_(received), wraps_(wraps) {}

  void add(Text text, Likelihood likelihood = rare) {
    if (!text.empty() && text != received_.body) {
      wraps_.constant(Id::other_notation_sent, likelihood, text);
    }
  }

  void add_items(Text text, bool is_wrapped) {
    constexpr Text kNone = "";  // a single item
    for (const Text between : {Text("), ("), Text("], ["), Text(", "), Text(","), Text("&"),
                               Text(";"), Text("|"), Text("\n"), Text(" "), kNone}) {
      if (between != kNone && text.find(between) == Text::npos) continue;
      for (const Text equals : {"=>", ": ", ":", "=", ", ", ","}) {
        // Of what stands in no brackets, "=" with nothing or "&" between is the form itself.
        if (!is_wrapped && equals == "=" && (between == "&" || between == kNone)) continue;
        const auto fields = read_items(text, between, equals);
        if (!fields) continue;
        add(write_raw(*fields));  // they may have their escapes already
        for (std::size_t i = 0; i < kEncodersTried; ++i) add(write_encoded(*fields, encoders()[i]));
        return;
      }
    }
  }

 private:
  const Received& received_;
  Wraps& wraps_;
};

}  // namespace

void wrap_other_notation_sent(const Received& received, Wraps& wraps) {
  if (received.is_long || received.kind != BodyKind::form) return;
  const Text body = signing::trimmed(received.body);
  SentOtherwise sent(received, wraps);
  for (const Text prefix : {"", "b"}) {
    if (!body.starts_with(prefix)) continue;
    if (const auto inner = without_quotes(body.substr(prefix.size()))) {
      sent.add(*inner);
      sent.add(read_escapes(*inner, UnknownEscapes::bare));
    }
  }
  if (const auto letters = read_base64(body)) sent.add(letters->bytes);
  if (const auto digits = signing::read_hex(body)) sent.add(*digits);
  if (body.find('&') != Text::npos) sent.add(letters_joined(body), common);
  constexpr std::array<std::pair<Text, Text>, 6> kBrackets = {
      {{"map[", "]"}, {"{", "}"}, {"[(", ")]"}, {"[[", "]]"}, {"[", "]"}, {"(", ")"}}};
  for (const auto& [open, close] : kBrackets) {
    if (const auto inner = inside(body, open, close)) {
      sent.add_items(*inner, true);
      return;
    }
  }
  sent.add_items(body, false);
  if (body.find_first_of("=&:") == Text::npos) sent.add("id=" + std::string(body));
}

}  // namespace everstrike::diagnosis
