// The search's single mistakes: whole texts, changed fields, keys, algorithms, encoders, orders and
// ends, each tried against what was sent.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>

#include "signing/diagnosis/search.hpp"
#include "signing/signer.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

}  // namespace

std::optional<Steps> Search::steps_with_query(MistakeId id) const {
  return received_.kind == BodyKind::query ? Steps(MistakeId::query_signed).with(id) : Steps(id);
}

// Encoders meet in three mistakes; which of them a difference is shows in the received body.
bool Search::applies(MistakeId id) const {
  switch (id) {
    case MistakeId::other_charset:
      return received_.is_beyond_ascii;
    case MistakeId::values_not_encoded:
      return received_.is_encoded;
    case MistakeId::encoded_signed_raw_sent:
      return !received_.has_escape &&
             (received_.has_plain || received_.has_disputed || received_.has_plus);
    case MistakeId::encoded_twice:
    case MistakeId::other_reserved_characters:
      return !received_.has_plain;
    default:
      return true;
  }
}

// The text of a writing that can be the mistake it is meant for; nothing otherwise.
std::optional<std::string> Search::written(const Writing& writing, const Fields& fields) {
  if (!applies(writing.id) || !budget_.take_bytes(received_.body.size())) return std::nullopt;
  std::string text = writing.write(fields, writing.variant);
  if (text.empty()) return std::nullopt;
  return text;
}

void Search::whole_texts(Tier tier) {
  const auto skips = [&](Likelihood l) { return tier_of(l) != tier || budget_.spent(); };
  for (const Wrapping& wrapping : wraps_) {
    if (skips(wrapping.likelihood) || wrapping.steps == Steps(MistakeId::old_signature_reused) ||
        !budget_.take_bytes(received_.body.size())) {
      continue;
    }
    try_text(wrapping.steps, wrapping.wrap(received_.body));
  }
  if (!received_.fields.empty()) {
    for (const Writing& writing : writings(received_.kind)) {
      if (skips(writing.likelihood)) continue;
      const auto steps = steps_with_query(writing.id);
      const auto text = written(writing, received_.fields);
      if (steps && text) try_text(*steps, *text);
    }
  }
}

// A text that was signed before may as well have been signed anew: what tells it from the body that
// was received is the better name, so this comes behind, and beside it.
void Search::earlier_bodies() {
  for (const std::string_view earlier : received_.earlier_bodies) {
    if (earlier == received_.body || !budget_.take_digest(earlier.size())) continue;
    std::array<unsigned char, signing::kMacBytes> mac;
    signing::mac_into(mac, key_, earlier);
    const std::string_view digest(reinterpret_cast<const char*>(mac.data()), mac.size());
    compare(digest, MistakeId::old_signature_reused, kHmac, "secret", earlier);
  }
}

void Search::changed_fields(Tier tier) {
  // In another notation than a form there is no telling how changed fields would be written.
  const bool is_form = received_.kind == BodyKind::form || received_.kind == BodyKind::query;
  const bool keeps = tier == Tier::likely || (tier == Tier::rare && depth_ == Depth::deep);
  FieldChanges changes(
      tier, budget_, keeps,
      [&](FieldChange change) {
        const auto steps = steps_with_query(change.id);
        if (steps && is_form) try_text(*steps, write_raw(change.fields));
        if (keeps) changes_.push_back(std::move(change));
      },
      [&](MistakeId id, const std::string& text) {
        const auto steps = steps_with_query(id);
        if (steps && is_form) try_text(*steps, text);
      });
  // Odd values are likelier than odd fields.
  const bool values_first = tier == Tier::odd;
  for (const auto group :
       {values_first ? value_hypotheses() : field_hypotheses(),
        values_first ? field_hypotheses() : value_hypotheses(), list_hypotheses()}) {
    for (const FieldHypothesis hypothesis : group) hypothesis(received_, changes);
  }
}

void Search::keys(Tier tier) {
  for (const KeyVariant& variant : keys_) {
    if (tier_of(variant.likelihood) != tier || budget_.spent()) continue;
    try_key(signing::PreparedKey(variant.key), variant.id, variant.written, {}, received_.body);
  }
}

void Search::odd_keys() {
  if (budget_.spent()) return;
  try_odd_keys(refused_,
               [&](MistakeId id, Likelihood, std::string_view key, std::string_view written) {
                 try_key(signing::PreparedKey(key), id, written, {}, received_.body);
                 return !budget_.spent();
               });
}

// A shell that met "$$" put its process id there: the first so many of them, which is all of a
// container's, and of other systems those up to the kernel's old limit.
void Search::process_ids(std::size_t last) {
  const std::string_view secret = refused_.secret->reveal();
  if (secret.find("$$") == std::string_view::npos || received_.common_only) return;
  for (std::size_t id = 1; id <= last && !budget_.spent(); ++id) {
    std::string key = replace_all(secret, "$$", std::to_string(id));
    try_key(signing::PreparedKey(key), MistakeId::secret_substituted,
            "secret with a process id for \"$$\"", {}, received_.body);
    signing::wipe(key);
  }
}

void Search::other_algorithms(Tier tier) {
  for (const Algorithm& algorithm : algorithms()) {
    if (tier_of(algorithm.likelihood) != tier || !is_wanted(algorithm, false)) continue;
    try_algorithm(algorithm, {}, refused_.secret->reveal(), "secret", received_.body);
  }
}

// Any set of escaped characters, where the named encoders have shown nothing.
void Search::other_encoders(std::size_t texts_max) {
  if (!findings_.empty()) return;
  other_escapings(received_, received_.is_long ? 16 : texts_max,
                  [&](const std::string& text, const Difference& difference) {
                    const std::size_t hash = SeenTexts::hash_of(text);
                    if (text == received_.body || tried_.contains(hash) ||
                        !budget_.take_bytes(text.size()) || !budget_.take_digest(text.size())) {
                      return !budget_.spent();
                    }
                    std::array<unsigned char, signing::kMacBytes> mac;
                    signing::mac_into(mac, key_, text);
                    const std::string_view digest(reinterpret_cast<const char*>(mac.data()),
                                                  mac.size());
                    if (!may_match(digest)) {
                      tried_.insert(hash);
                    } else if (const auto steps = steps_with_query(difference())) {
                      compare(digest, *steps, kHmac, "secret", text);
                    }
                    return !budget_.spent();
                  });
}

// Every order of a few fields; sorted and reversed ones of any number are among the changes.
void Search::other_orders(std::size_t fields_max) {
  const std::size_t count = received_.fields.size();
  if (received_.kind != BodyKind::form || count < 2 || count > fields_max) return;
  std::vector<std::size_t> order(count);
  std::iota(order.begin(), order.end(), 0);
  std::vector<std::string> pieces;
  for (const Field& field : received_.fields) pieces.push_back(write_raw({field}));
  std::string text;
  while (std::next_permutation(order.begin(), order.end()) && !budget_.spent()) {
    text.clear();
    for (const std::size_t i : order) (text += text.empty() ? "" : "&") += pieces[i];
    try_text(MistakeId::field_order_differs, text);
  }
}

// What was signed may be the body without some of its first or last bytes.
void Search::cut_ends() {
  constexpr std::size_t kCutMax = 48;
  if (received_.common_only || !findings_.empty()) return;
  const std::string_view body = received_.body;
  for (std::size_t bytes = 1; bytes <= kCutMax && bytes < body.size(); ++bytes) {
    try_text(MistakeId::bytes_added_after_signing, body.substr(0, body.size() - bytes));
    try_text(MistakeId::bytes_added_after_signing, body.substr(bytes));
  }
}

// One byte that went missing can be any; the second last of them would be too many to try. A number
// at the end that was spelt with one more byte may as well have lost it.
void Search::lost_ends() {
  const bool is_told = std::ranges::any_of(findings_, [](const Finding& finding) {
    return finding.steps != Steps(MistakeId::literal_spelled_differently);
  });
  if (received_.common_only || is_told) return;
  const std::string body(received_.body);
  const auto try_byte = [&](char c) {
    try_text(MistakeId::bytes_lost_after_signing, body + c);
    try_text(MistakeId::bytes_lost_after_signing, c + body);
  };
  for (char c = '!'; c <= '~'; ++c) try_byte(c);
  try_byte(' ');
  // How many bytes the letter lacks in which the body ends: with them it is one.
  std::size_t missing = 0;
  for (std::size_t begun = 1; begun <= std::min<std::size_t>(body.size(), 3); ++begun) {
    const std::string tail = body.substr(body.size() - begun);
    if (signing::is_utf8(tail) || signing::is_continuation(tail.front())) continue;
    for (std::size_t lacking = 1; lacking <= 3 && missing == 0; ++lacking) {
      if (signing::is_utf8(tail + std::string(lacking, '\x90'))) missing = lacking;
    }
    break;
  }
  if (missing == 0 || missing > (depth_ == Depth::deep ? 2U : 1U)) return;
  for (int first = 0x80; first < 0xc0; ++first) {
    std::string text = body + static_cast<char>(first);
    if (missing == 1) {
      try_text(MistakeId::bytes_lost_after_signing, text);
      continue;
    }
    for (int second = 0x80; second < 0xc0; ++second) {
      try_text(MistakeId::bytes_lost_after_signing, text + static_cast<char>(second));
    }
  }
}

}  // namespace everstrike::diagnosis
