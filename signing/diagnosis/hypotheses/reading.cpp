#include "signing/diagnosis/hypotheses/reading.hpp"

#include <algorithm>
#include <deque>
#include <iterator>

#include "signing/diagnosis/hypotheses/hypotheses_encoding.hpp"
#include "signing/diagnosis/text/percent.hpp"

namespace everstrike::diagnosis {
namespace {

// Hostile texts could be peeled in very many ways; a real one has a handful.
constexpr std::size_t kReadingsMax = 48;
constexpr std::size_t kTextsMax = 64;

class SignatureReader {
 public:
  // Fewer mistakes first, so that what the bounds cut off is the least likely.
  void read(std::string_view received) {
    texts_.push_back({std::string(received), {}, "{}"});
    for (std::size_t i = 0; i < texts_.size(); ++i) {
      const Text text = texts_[i];
      std::vector<Reading> found;
      for (const Leaf& leaf : leaves()) leaf.read(text.text, found);
      for (Reading& reading : found) keep(std::move(reading), text);
      peel(text);
    }
  }

  std::vector<Reading> readings;

 private:
  struct Text {
    std::string text;
    Steps steps;
    std::string written;
  };

  void peel(const Text& text) {
    for (const Peel& peel : peels()) {
      const auto steps = text.steps.with(peel.id);
      if (!steps || *steps == text.steps) continue;
      std::vector<Peeled> peeled;
      peel.undo(text.text, peeled);
      for (const Peeled& piece : peeled) {
        if (texts_.size() == kTextsMax) return;
        // The same text by other mistakes counts again: it may have two explanations.
        const bool known = piece.text.empty() || piece.text == text.text ||
                           std::any_of(texts_.begin(), texts_.end(), [&](const Text& other) {
                             return other.steps == *steps && other.text == piece.text;
                           });
        if (!known) {
          texts_.push_back({piece.text, *steps, replace_all(text.written, "{}", piece.written)});
        }
      }
    }
  }

  void keep(Reading reading, const Text& text) {
    const auto steps = text.steps.with(reading.steps);
    if (!steps || reading.digest.size() < kProvingBytes || readings.size() == kReadingsMax) return;
    reading.steps = *steps;
    const bool known = std::any_of(readings.begin(), readings.end(), [&](const Reading& other) {
      return other.steps == reading.steps && other.digest == reading.digest;
    });
    if (known) return;
    reading.written = replace_all(text.written, "{}", reading.written);
    readings.push_back(std::move(reading));
  }

  std::deque<Text> texts_;
};

}  // namespace

Readings read_signature(std::string_view received) {
  Readings result;
  if (received.empty() || received.size() > kSignatureTextMax) return result;
  SignatureReader reader;
  reader.read(received);
  result.readings = std::move(reader.readings);
  std::stable_sort(
      result.readings.begin(), result.readings.end(),
      [](const Reading& a, const Reading& b) { return a.steps.size() < b.steps.size(); });
  std::copy_if(one_ways().begin(), one_ways().end(), std::back_inserter(result.one_ways),
               [&](const OneWay& one_way) { return one_way.is_possible(received); });
  return result;
}

}  // namespace everstrike::diagnosis
