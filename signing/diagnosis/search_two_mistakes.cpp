// The search's pairs of mistakes: a first one's texts, with each way to change them once more.
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

}  // namespace everstrike::diagnosis
