// Names of fields that a library rewrote between signing and sending, or that a program signed by
// another name than it sent.
#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "signing/diagnosis/hypotheses/field_ways.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Names = std::vector<std::string>;

// The words of "recv_window", "recvWindow" and "recv-window", in lower case.
Names words_of_name(std::string_view name) {
  Names words(1);
  for (const char c : name) {
    const bool is_upper = c >= 'A' && c <= 'Z';
    const bool begins = c == '_' || c == '-' || (is_upper && !words.back().empty());
    if (begins && !words.back().empty()) words.emplace_back();
    if (c != '_' && c != '-') words.back() += signing::ascii_lower(c);
  }
  return words;
}

std::string capital(std::string word) {
  if (!word.empty()) word.front() = signing::ascii_upper(word.front());
  return word;
}

constexpr std::size_t kConventions = 7;

std::string in_convention(std::size_t convention, const Names& words) {
  std::string name;
  for (const std::string& word : words) {
    const bool is_first = name.empty();
    switch (convention) {
      case 0:
        name += is_first ? word : "_" + word;
        break;
      case 1:
        name += is_first ? word : capital(word);
        break;
      case 2:
        name += capital(word);
        break;
      case 3:
        name += is_first ? word : "-" + word;
        break;
      case 4:
        name += word;
        break;
      case 5:
        name += (is_first ? "" : "_") + signing::upper_ascii(word);
        break;
      default:
        name += is_first ? word : word == "id" ? "ID" : capital(word);
    }
  }
  return name;
}

// What exchanges call the same thing, with a blank behind each.
constexpr std::array<std::string_view, 7> kSame = {
    "id order_id orderId orderID order oid _id uuid client_order_id clientOrderId clOrdId clOrdID "
    "cl_ord_id cid ",
    "timestamp ts time nonce t tonce ",
    "recv_window recvWindow receive_window receiveWindow window ",
    "pair symbol market instrument contract ",
    "qty quantity amount size volume ",
    "side direction action ",
    "price rate px limit_price "};

}  // namespace

void name_fields_otherwise(const Received& received, FieldChanges& out) {
  if (!out.takes(rare)) return;
  const std::size_t count = std::min(received.fields.size(), kSingleFieldsMax);
  Fields fields = received.fields;
  const auto add = [&] {
    out.add_text(MistakeId::field_named_differently, rare, write_raw(fields));
  };
  std::vector<Names> words;
  for (std::size_t i = 0; i < count; ++i) words.push_back(words_of_name(fields[i].raw_name));
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& name = received.fields[i].raw_name;
    Names others;
    for (std::size_t convention = 0; convention < kConventions; ++convention) {
      others.push_back(in_convention(convention, words[i]));
    }
    for (std::string_view same : kSame) {
      if ((" " + std::string(same)).find(" " + name + " ") == std::string::npos) continue;
      for (; !same.empty(); same.remove_prefix(same.find(' ') + 1)) {
        others.emplace_back(same.substr(0, same.find(' ')));
      }
    }
    std::ranges::sort(others);
    others.erase(std::unique(others.begin(), others.end()), others.end());
    for (const std::string& other : others) {
      if (other == name) continue;
      fields[i].raw_name = other;
      add();
    }
    fields[i].raw_name = name;
  }
  for (std::size_t convention = 0; convention < kConventions && count > 1; ++convention) {
    for (std::size_t i = 0; i < count; ++i) {
      fields[i].raw_name = in_convention(convention, words[i]);
    }
    add();
  }
}

}  // namespace everstrike::diagnosis
