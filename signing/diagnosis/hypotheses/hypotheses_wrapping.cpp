// Fixed texts in the body's place, and the order in which all that may have been done to the whole
// text is tried.
#include "signing/diagnosis/hypotheses/wraps.hpp"
#include "signing/diagnosis/text/object_text.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;
using Id = MistakeId;
using Text = std::string_view;

void constants(const Received& received, Wraps& wraps) {
  for (const Text earlier : received.earlier_bodies) {
    wraps.constant(Id::old_signature_reused, common, earlier);
  }
  wraps.constant(Id::empty_text_signed, common, "");
  wraps.constant(Id::empty_text_signed, common, "{}");
  for (const Text text : {"[]", "null", "\"\"", "{ }", "undefined", "None"}) {
    wraps.constant(Id::empty_text_signed, rare, text);
  }
  for (const Text name : object_names()) wraps.constant(Id::object_text_signed, rare, name);
  if (!received.query.empty()) wraps.constant(Id::query_signed, common, received.query);
}

}  // namespace

std::vector<Wrapping> wrappings(const Received& received) {
  std::vector<Wrapping> out;
  Wraps wraps(out);
  constants(received, wraps);
  wrap_ends(wraps);
  wrap_ends_of_editors(wraps);
  wrap_other_end(received, wraps);
  wrap_line_ends_within(received, wraps);
  wrap_other_notation_sent(received, wraps);
  wrap_in_shells(wraps);
  wrap_other_charsets(received, wraps);
  wrap_spellings(received, wraps);
  wrap_other_bytes(wraps);
  wrap_notations(received, wraps);
  append_context_wrappings(received, out);
  return out;
}

}  // namespace everstrike::diagnosis
