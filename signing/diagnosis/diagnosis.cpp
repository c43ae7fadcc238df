#include "signing/diagnosis/diagnosis.hpp"

#include <algorithm>
#include <array>

#include "signing/diagnosis/before_transit.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_api_key.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_header.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_key.hpp"
#include "signing/diagnosis/hypotheses/reading.hpp"
#include "signing/diagnosis/hypotheses/received.hpp"
#include "signing/diagnosis/proof.hpp"
#include "signing/diagnosis/search.hpp"
#include "signing/diagnosis/text/loose_base64.hpp"
#include "signing/diagnosis/text/object_text.hpp"
#include "signing/signer.hpp"
#include "signing/text/hex.hpp"
#include "signing/verifier.hpp"

namespace everstrike::diagnosis {
namespace {

void name_mistake(Diagnosis& diagnosis, const Steps& steps) {
  diagnosis.outcome = Outcome::mistake;
  diagnosis.steps = steps;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) diagnosis.fix += ' ';
    diagnosis.fix += steps[i].fix;
  }
}

void name_mistake(Diagnosis& diagnosis, MistakeId id, std::string proof) {
  name_mistake(diagnosis, Steps(id));
  diagnosis.proof = std::move(proof);
}

// Values that differ only in characters which encoders are at odds about came from two encoders;
// that they aren't encoded at all is the same bytes and the less likely story.
constexpr Encoder kEscapeAll = encoder("", "", "%20");

bool differs_in_disputed_characters(std::string_view a, std::string_view b) {
  const auto settled = [](std::string_view text) {
    std::string result(text);
    for (const char c : std::string_view("~!'()*")) {
      result = replace_all(result, escape(std::string_view(&c, 1), kEscapeAll), std::string(1, c));
    }
    return result;
  };
  return settled(a) == settled(b);
}

// Without such a twofold encoding rests on a "+" alone, which is mostly a plus.
bool has_escaped_escape(std::string_view text) {
  for (std::size_t i = text.find("%25"); i != std::string_view::npos; i = text.find("%25", i + 1)) {
    if (signing::hex_byte_value(text.substr(i + 3)) >= 0) return true;
  }
  return false;
}

// A mark of the byte order in front, or NULs behind, are nothing but added bytes: that a shell or a
// charset had a hand in it is a story about them.
bool is_body_without_mark_or_nuls(std::string_view text, std::string_view body) {
  if (text.size() < body.size() && body.starts_with(text)) {
    return body.find_first_not_of('\0', text.size()) == std::string_view::npos;
  }
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  return body.starts_with(kByteOrderMark) && text == body.substr(kByteOrderMark.size());
}

void take_findings(Diagnosis& diagnosis, std::vector<Finding> findings, const Quoter& quoter,
                   std::string_view body) {
  const auto encoders = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.steps.contains(MistakeId::other_reserved_characters) &&
           differs_in_disputed_characters(finding.text, body);
  });
  if (encoders != findings.end()) std::rotate(findings.begin(), encoders, encoders + 1);
  // A text with escapes of its own came from an encoder too.
  const auto other = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.steps == Steps(MistakeId::other_reserved_characters);
  });
  if (other != findings.end() && findings.front().steps == Steps(MistakeId::values_not_encoded) &&
      unescape(findings.front().text, PlusSign::is_plus).size() != findings.front().text.size()) {
    std::rotate(findings.begin(), other, other + 1);
  }
  // What rests on less goes behind what shows in the bytes.
  std::stable_partition(findings.begin(), findings.end(), [&](const Finding& finding) {
    if (finding.steps.contains(MistakeId::letter_case_of_text) ||
        finding.steps.contains(MistakeId::old_signature_reused) ||
        finding.steps.contains(MistakeId::bytes_added_after_signing) ||
        finding.steps.contains(MistakeId::bytes_lost_after_signing)) {
      return false;
    }
    return !finding.steps.contains(MistakeId::encoded_twice) || has_escaped_escape(finding.text) ||
           has_escaped_escape(body);
  });
  // Another time in a text that was sent before is a retry's.
  const auto reused = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.steps.contains(MistakeId::old_signature_reused);
  });
  if (reused != findings.end() && findings.front().steps.contains(MistakeId::clock_read_twice)) {
    std::rotate(findings.begin(), reused, reused + 1);
  }
  // A mark that is no ASCII sets groups of digits apart.
  const auto number = std::find_if(findings.begin(), findings.end(), [](const Finding& finding) {
    return finding.steps == Steps(MistakeId::literal_spelled_differently);
  });
  if (number != findings.end() && findings.front().steps == Steps(MistakeId::other_charset)) {
    std::rotate(findings.begin(), number, number + 1);
  }
  const auto added = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
    return finding.steps.contains(MistakeId::bytes_added_after_signing) &&
           is_body_without_mark_or_nuls(finding.text, body);
  });
  const auto is_story = [](const Finding& finding) {
    return finding.steps.contains(MistakeId::text_changed_by_shell) ||
           finding.steps.contains(MistakeId::other_charset);
  };
  if (added != findings.end() && is_story(findings.front())) {
    std::rotate(findings.begin(), added, added + 1);
  }
  name_mistake(diagnosis, findings.front().steps);
  diagnosis.proof = proof_of(findings.front(), quoter, body);
  for (std::size_t i = 1; i < findings.size(); ++i) diagnosis.also.push_back(findings[i].steps);
}

// Searches `refused` for mistakes beside `outer`, which is certain; says whether any was found.
bool explain(Diagnosis& diagnosis, const Refused& refused, const Received& received, Depth depth,
             Budget& budget, const Quoter& quoter, const Steps& outer) {
  const Readings readings = read_signature(refused.signature.value_or(""));
  if (readings.readings.empty() && readings.one_ways.empty()) return false;
  Search search(refused, received, readings, depth, budget, outer);
  search.run();
  if (search.findings().empty()) return false;
  take_findings(diagnosis, search.findings(), quoter, refused.body);
  return true;
}

// What was changed on its way proves itself, and what isn't text has no other mistakes to look for.
bool explain_transit(Diagnosis& diagnosis, const Refused& refused, Depth depth, Budget& budget,
                     const Quoter& quoter) {
  constexpr std::size_t kBodyBytesMax = 1024 * 1024;
  // The right text and key, whatever was done to the signature.
  constexpr Limits kRightOnly{.digests_max = 1, .bytes_max = 2 * kBodyBytesMax};
  for (const BeforeTransit& before : before_transit(refused, kBodyBytesMax)) {
    Refused then = refused;
    then.body = before.body;
    Budget small(kRightOnly);
    if (explain(diagnosis, then, take_apart(then, depth), depth, before.is_text ? budget : small,
                quoter, before.id)) {
      diagnosis.digests += small.digests();
      diagnosis.proof += " " + before.how;
      return true;
    }
    diagnosis.digests += small.digests();
  }
  return false;
}

void explain_missing(Diagnosis& diagnosis, const Refused& refused, Depth depth, Budget& budget,
                     const Quoter& quoter) {
  const auto places = misplaced_signatures(take_apart(refused, depth));
  for (const Misplaced& place : places) {
    Refused moved = refused;
    moved.signature = place.signature;
    moved.body = place.body;
    if (explain(diagnosis, moved, take_apart(moved, depth), depth, budget, quoter, place.id))
      return;
  }
  const auto named = std::find_if(places.begin(), places.end(), [](const Misplaced& place) {
    return read_signature(place.signature).readings.size() > 0;
  });
  if (named != places.end()) {
    name_mistake(diagnosis, named->id,
                 "x-signature is missing; what stands in " + named->where +
                     " by the name of a signature isn't explained either.");
  } else {
    name_mistake(diagnosis, MistakeId::signature_missing,
                 "There is no x-signature header, or it is empty, and no other place holds a "
                 "signature.");
  }
}

void explain_missing_key(Diagnosis& diagnosis, const Refused& refused, Depth depth) {
  if (const auto place = misplaced_api_key(refused, take_apart(refused, depth))) {
    name_mistake(diagnosis, place->id,
                 "x-api-key is missing; " + std::string(place->where) + " holds an API key.");
  } else {
    name_mistake(diagnosis, MistakeId::api_key_missing,
                 "There is no x-api-key header, and no other place holds an API key.");
  }
}

// The API key is unknown, so there is no secret to sign with; others may fit.
void explain_unknown_key(Diagnosis& diagnosis, const Refused& refused, const Quoter& quoter) {
  if (const auto altered = altered_api_key(refused)) {
    name_mistake(diagnosis, *altered, "Without that, x-api-key is one that is registered.");
    return;
  }
  if (refused.signature.value_or("").empty()) {
    name_mistake(
        diagnosis, MistakeId::signature_missing,
        "There is no x-signature header, or it is empty; and the API key is not known here.");
    return;
  }
  const Readings readings = read_signature(refused.signature.value_or(""));
  constexpr std::size_t kOthersMax = 256;
  for (const Account& other : refused.others.first(std::min(refused.others.size(), kOthersMax))) {
    if (other.secret == nullptr) continue;
    ++diagnosis.digests;
    std::array<unsigned char, signing::kMacBytes> mac;
    signing::mac_into(mac, signing::PreparedKey(*other.secret), refused.body);
    const std::string digest(mac.begin(), mac.end());
    for (const Reading& reading : readings.readings) {
      if (reading.digest != digest) continue;
      const auto steps = reading.steps.with(MistakeId::secret_of_another_key);
      if (!steps) continue;
      name_mistake(diagnosis, *steps);
      // Which of the two is the wrong one isn't known; the usual fix knows of the secret only.
      const std::string both =
          "The API key that was sent is not known here, and the secret belongs to one that is: "
          "send "
          "that secret's own API key, or register the one that was sent.";
      diagnosis.fix = reading.steps.empty() ? both : both + " " + diagnosis.fix;
      diagnosis.proof = "x-signature is " + reading.written +
                        " where mac = HMAC-SHA256(secret of a registered key, " +
                        quoter.quote(refused.body) + "), but x-api-key names none.";
      return;
    }
  }
  diagnosis.outcome = Outcome::unexplained;
  diagnosis.proof =
      "The API key is not known here, so there is no secret to sign with; the secrets of the "
      "registered keys don't give this signature.";
}

void explain_refusal(Diagnosis& diagnosis, const Refused& refused, Depth depth,
                     const Limits& limits, Budget& budget) {
  const Quoter quoter(refused);
  if (const auto exchanged = exchanged_headers(refused)) {
    name_mistake(diagnosis, *exchanged, "Each of the two values is right in the other's place.");
    return;
  }
  if (!refused.has_api_key) {
    explain_missing_key(diagnosis, refused, depth);
    return;
  }
  if (refused.secret == nullptr) {
    explain_unknown_key(diagnosis, refused, quoter);
    return;
  }
  if (const auto clear = sent_in_the_clear(refused)) {
    name_mistake(diagnosis, *clear, "x-signature equals it, character by character.");
    return;
  }
  if (refused.signature.value_or("").empty()) {
    explain_missing(diagnosis, refused, depth, budget, quoter);
    return;
  }
  if (explain_transit(diagnosis, refused, depth, budget, quoter)) return;
  if (explain(diagnosis, refused, take_apart(refused, depth), depth, budget, quoter, {})) return;
  const auto inner = read_base64(*refused.signature);  // of btoa(object)
  if (names_an_object(*refused.signature) || (inner && names_an_object(inner->bytes))) {
    name_mistake(diagnosis, MistakeId::object_sent_as_signature,
                 "x-signature is " + quoter.quote(*refused.signature) + ".");
    return;
  }
  diagnosis.outcome = Outcome::unexplained;
  diagnosis.proof =
      excluded_by(refused, read_signature(*refused.signature), {depth, limits, budget}, quoter);
  diagnosis.fix = std::string(narrowing_down());
}

}  // namespace

Limits limits_of(Depth depth) noexcept {
  if (depth == Depth::deep) return {.digests_max = 80'000, .bytes_max = 24 * 1024 * 1024};
  return {};
}

bool is_name_of_diagnosis(std::string_view name) noexcept {
  if (name == "unexplained") return true;
  const std::size_t plus = name.find('+');
  return find_mistake(name.substr(0, plus)) != nullptr &&
         (plus == std::string_view::npos || find_mistake(name.substr(plus + 1)) != nullptr);
}

std::string Diagnosis::name() const {
  switch (outcome) {
    case Outcome::none:
      return "none";
    case Outcome::mistake:
      return steps.text();
    case Outcome::unexplained:
      return "unexplained";
    case Outcome::off:
      break;
  }
  return "off";
}

std::string Diagnosis::title() const {
  std::string text;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (i > 0) text += "; and ";
    text += steps[i].title;
  }
  return text;
}

Diagnosis diagnose(const Refused& refused, const Options& options) {
  Diagnosis diagnosis;
  if (options.depth == Depth::off) return diagnosis;
  const bool right =
      refused.secret != nullptr && signing::verify(signing::PreparedKey(*refused.secret),
                                                   refused.body, refused.signature.value_or(""));
  if (right) {
    diagnosis.outcome = Outcome::none;
    diagnosis.notes = portability_notes(refused.body);
  } else {
    const Limits limits = options.limits.value_or(limits_of(options.depth));
    Budget budget(limits);
    explain_refusal(diagnosis, refused, options.depth, limits, budget);
    diagnosis.digests += budget.digests();
  }
  if (options.reveal && refused.secret != nullptr) {
    diagnosis.expected_signature =
        signing::sign(signing::PreparedKey(*refused.secret), refused.body);
  }
  return diagnosis;
}

}  // namespace everstrike::diagnosis
