#include "signing/diagnosis/search.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <numeric>

#include "signing/signer.hpp"
#include "signing/text/utf8.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::string_view kHmac = "HMAC-SHA256({key}, {text})";

// The first bytes of a digest; every reading has at least so many.
std::uint64_t start_of(std::string_view digest) {
  std::uint64_t start = 0;
  std::memcpy(&start, digest.data(), kProvingBytes);
  return start;
}

}  // namespace

Search::Search(const Refused& refused, const Received& received, const Readings& readings,
               Depth depth, Budget& budget, const Steps& outer)
    : refused_(refused),
      received_(received),
      readings_(readings),
      depth_(depth),
      budget_(budget),
      outer_(outer),
      key_(*refused.secret) {
  for (std::size_t i = 0; i < readings.readings.size(); ++i) {
    by_start_.emplace_back(start_of(readings.readings[i].digest), i);
  }
  std::sort(by_start_.begin(), by_start_.end());
  compares_always_ = std::any_of(readings.one_ways.begin(), readings.one_ways.end(),
                                 [](const OneWay& one_way) { return !one_way.right_mac_only; });
}

void Search::run() {
  right_text_and_key();
  if (!findings_.empty() || readings_.readings.empty()) return;

  wraps_ = wrappings(received_);
  keys_ = key_variants(refused_);
  for (const Tier tier : {Tier::likely, Tier::rare}) {
    if (tier == Tier::rare && received_.common_only) break;
    whole_texts(tier);
    keys(tier);
    other_algorithms(tier);
    changed_fields(tier);
  }
  other_orders(6);
  other_encoders(1024);
  two_mistakes(common, frequent);
  cut_ends();
  lost_ends();
  odd_ones();
  if (depth_ != Depth::deep) return;
  other_orders(7);
  other_encoders(8192);
  two_mistakes(common, common);
  two_mistakes(rare, common);
  two_mistakes(rare, rare);
  if (findings_.empty()) process_ids(32'768);
}

// The many of the families. They come after two mistakes because there are so many, and yet one of
// them is the better explanation than two others, or than bytes that happen to make the difference.
void Search::odd_ones() {
  const bool is_settled =
      !findings_.empty() && findings_.front().steps.size() == 1 &&
      !std::all_of(findings_.begin(), findings_.end(), [](const Finding& finding) {
        return finding.steps.contains(MistakeId::bytes_added_after_signing) ||
               finding.steps.contains(MistakeId::bytes_lost_after_signing);
      });
  if (is_settled || received_.common_only) return;
  whole_texts(Tier::odd);  // a few hundred
  budget_.hold_back_half();
  changed_fields(Tier::odd);
  budget_.give_back();
  process_ids(1024);
  odd_keys();
}

void Search::right_text_and_key() {
  if (!budget_.take_digest(received_.body.size())) return;
  std::array<unsigned char, signing::kMacBytes> mac;
  signing::mac_into(mac, key_, received_.body);
  const std::string digest(mac.begin(), mac.end());
  compare(digest, {}, kHmac, "secret", received_.body);
  if (!findings_.empty() && findings_.front().steps.size() == 1) return;
  for (const OneWay& one_way : readings_.one_ways) {
    const auto steps = outer_.with(one_way.id);
    if (!one_way.right_mac_only || !steps || !refused_.signature) continue;
    if (!one_way.matches(*refused_.signature, digest)) continue;
    found({*steps, std::string(one_way.written), kHmac, "secret", std::string(received_.body)});
  }
}

// --- one mistake ---

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
    if (skips(wrapping.likelihood) || !budget_.take_bytes(received_.body.size())) continue;
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

// One byte that went missing can be any; the second last of them would be too many to try.
void Search::lost_ends() {
  if (received_.common_only || !findings_.empty()) return;
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

// --- two mistakes ---

void Search::two_mistakes(Likelihood first, Likelihood second) {
  if (!findings_.empty()) return;
  gather_single_texts(first);
  // The fields changed and written otherwise are the most, so what is likelier comes before them.
  wrapped_again(second);
  if (second == rare) budget_.hold_back_half();
  with_other_key(second);
  if (second == rare) budget_.give_back();
  with_other_algorithm(second);
  changed_and_written(first, second);
}

void Search::gather_single_texts(Likelihood least) {
  const std::size_t singles_max = least == rare ? 512 : 64;
  singles_.clear();
  SeenTexts known;
  known.insert(SeenTexts::hash_of(received_.body));
  const auto keep = [&](const std::optional<Steps>& steps, MistakeId id, std::string text) {
    if (!steps || singles_.size() == singles_max || !budget_.take_bytes(text.size())) return;
    if (!shows_in({id, sent(), text})) return;
    if (known.insert(SeenTexts::hash_of(text))) singles_.push_back({*steps, id, std::move(text)});
  };
  if (!received_.fields.empty()) {
    for (const Writing& writing : writings(received_.kind)) {
      if (writing.likelihood > least) continue;
      auto text = written(writing, received_.fields);
      if (text) keep(steps_with_query(writing.id), writing.id, std::move(*text));
    }
  }
  // The changes last: there are so many that nothing behind them would be kept.
  for (const Wrapping& wrapping : wraps_) {
    if (wrapping.likelihood <= least) {
      keep(wrapping.steps, wrapping.steps[0].id, wrapping.wrap(received_.body));
    }
  }
  for (const FieldChange& change : changes_) {
    if (change.likelihood <= least) {
      keep(steps_with_query(change.id), change.id, write_raw(change.fields));
    }
  }
}

void Search::changed_and_written(Likelihood first, Likelihood second) {
  const Likelihood least = std::max(first, second);
  for (const FieldChange& change : changes_) {
    if (change.likelihood > least) continue;
    const auto steps = steps_with_query(change.id);
    const std::string changed = write_raw(change.fields);
    for (const Writing& writing : writings(received_.kind)) {
      if (writing.likelihood > least || budget_.spent()) continue;
      const auto both = steps ? steps->with(writing.id) : std::nullopt;
      if (!both) continue;
      const auto text = written(writing, change.fields);
      if (!text) continue;
      try_text(*both, *text,
               std::array{Change{change.id, sent(), changed}, Change{writing.id, changed, *text}});
    }
  }
}

void Search::wrapped_again(Likelihood second) {
  for (const SingleText& single : singles_) {
    for (const Wrapping& wrapping : wraps_) {
      if (wrapping.likelihood > second || budget_.spent()) continue;
      const auto both = single.steps.with(wrapping.steps);
      if (!both || *both == single.steps || !budget_.take_bytes(single.text.size())) continue;
      const std::string text = wrapping.wrap(single.text);
      try_text(*both, text,
               std::array{Change{single.id, sent(), single.text},
                          Change{wrapping.steps[0].id, single.text, text}});
    }
  }
}

void Search::with_other_key(Likelihood second) {
  for (const KeyVariant& variant : keys_) {
    if (variant.likelihood > second) continue;
    const signing::PreparedKey prepared(variant.key);
    for (const SingleText& single : singles_) {
      if (budget_.spent()) return;
      try_key(prepared, variant.id, variant.written, single.steps, single.text);
    }
  }
}

void Search::with_other_algorithm(Likelihood second) {
  for (const Algorithm& algorithm : algorithms()) {
    if (algorithm.likelihood > std::max(second, common) || !is_wanted(algorithm, true)) continue;
    for (const KeyVariant& variant : keys_) {
      if (variant.likelihood > second) continue;
      try_algorithm(algorithm, variant.id, variant.key.reveal(), variant.written, received_.body);
    }
    if (algorithm.likelihood > second) continue;
    for (const SingleText& single : singles_) {
      if (budget_.spent()) return;
      try_algorithm(algorithm, single.steps, refused_.secret->reveal(), "secret", single.text);
    }
  }
}

// --- one recipe ---

void Search::try_text(const Steps& steps, std::string_view text) {
  // Of two parts that one function makes at once, nothing shows between them.
  if (steps.size() == 2 && received_.kind != BodyKind::query) return try_text(steps, text, {});
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].id == MistakeId::query_signed) continue;
    return try_text(steps, text, std::array{Change{steps[i].id, sent(), text}});
  }
  try_text(steps, text, {});
}

void Search::try_text(const Steps& steps, std::string_view text, std::span<const Change> parts) {
  if (text == received_.body || !(outer_.empty() || outer_.with(steps))) return;
  const std::size_t hash = SeenTexts::hash_of(text);
  if (tried_.contains(hash) || !budget_.take_digest(text.size())) return;
  std::array<unsigned char, signing::kMacBytes> mac;
  signing::mac_into(mac, key_, text);
  const std::string_view digest(reinterpret_cast<const char*>(mac.data()), mac.size());
  was_hit_ = false;
  if (may_match(digest)) {
    const bool is_true = std::all_of(parts.begin(), parts.end(), &shows_in);
    if (is_true) compare(digest, steps, kHmac, "secret", text);
    was_hit_ = was_hit_ || !is_true;
  }
  // A text that was found is tried again: another row may lead to the same bytes.
  if (!was_hit_) tried_.insert(hash);
}

void Search::try_key(const signing::PreparedKey& prepared, MistakeId id, std::string_view written,
                     const Steps& steps, std::string_view text) {
  if (steps.size() == Steps::kStepsMax || !budget_.take_digest(text.size())) return;
  std::array<unsigned char, signing::kMacBytes> mac;
  signing::mac_into(mac, prepared, text);
  const std::string_view digest(reinterpret_cast<const char*>(mac.data()), mac.size());
  const auto both = may_match(digest) ? steps.with(id) : std::nullopt;
  if (both) compare(digest, *both, kHmac, written, text);
}

void Search::try_algorithm(const Algorithm& algorithm, const Steps& steps, std::string_view key,
                           std::string_view key_name, std::string_view text) {
  if (steps.size() + algorithm.steps.size() > Steps::kStepsMax ||
      !budget_.take_digest(text.size())) {
    return;
  }
  const std::string digest = algorithm.run(key, text);
  const auto both = may_match(digest) ? steps.with(algorithm.steps) : std::nullopt;
  if (both) compare(digest, *both, algorithm.written, key_name, text);
}

bool Search::is_wanted(const Algorithm& algorithm, bool whole_only) const {
  return std::any_of(readings_.readings.begin(), readings_.readings.end(), [&](const Reading& r) {
    return r.digest.size() == algorithm.digest_bytes ||
           (!whole_only && r.digest.size() < algorithm.digest_bytes);
  });
}

std::string_view Search::sent() const {
  return received_.kind == BodyKind::query ? received_.query : received_.body;
}

bool Search::may_match(std::string_view digest) const {
  if (compares_always_) return true;
  const std::uint64_t start = start_of(digest);
  const auto place =
      std::lower_bound(by_start_.begin(), by_start_.end(), std::pair(start, std::size_t{0}));
  return place != by_start_.end() && place->first == start;
}

void Search::compare(std::string_view digest, const Steps& steps, std::string_view function,
                     std::string_view key, std::string_view text) {
  if (digest.size() < kProvingBytes || !may_match(digest)) return;
  const auto recipe = outer_.with(steps);
  if (!recipe) return;
  const std::uint64_t start = start_of(digest);
  for (auto place =
           std::lower_bound(by_start_.begin(), by_start_.end(), std::pair(start, std::size_t{0}));
       place != by_start_.end() && place->first == start; ++place) {
    const Reading& reading = readings_.readings[place->second];
    if (!digest.starts_with(reading.digest)) continue;
    const bool cut = reading.digest.size() < digest.size();
    auto all = recipe->with(reading.steps);
    if (all && cut) all = all->with(MistakeId::signature_truncated);
    if (!cut && reading.steps.contains(MistakeId::signature_truncated)) continue;
    if (!all || all->empty()) continue;
    found({*all, cut ? "start_of(" + reading.written + ")" : reading.written, function, key,
           std::string(text)});
  }
  for (const OneWay& one_way : readings_.one_ways) {
    if (one_way.right_mac_only || !refused_.signature) continue;
    const auto all = recipe->with(one_way.id);
    if (!all || !one_way.matches(*refused_.signature, digest)) continue;
    found({*all, std::string(one_way.written), function, key, std::string(text)});
  }
}

void Search::found(Finding finding) {
  was_hit_ = true;
  if (!findings_.empty()) {
    const std::size_t fewest = findings_.front().steps.size();
    if (finding.steps.size() > fewest) return;
    if (finding.steps.size() < fewest) findings_.clear();
  }
  const bool known = std::any_of(findings_.begin(), findings_.end(), [&](const Finding& other) {
    return other.steps == finding.steps;
  });
  if (!known) findings_.push_back(std::move(finding));
}

}  // namespace everstrike::diagnosis
