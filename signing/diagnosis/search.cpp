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
  earlier_bodies();
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
