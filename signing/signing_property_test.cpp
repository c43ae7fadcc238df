// What must hold for every input, on inputs that rapidcheck draws. A failure prints the seed
// that repeats it (RC_PARAMS="reproduce=…").
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <string>

#include "signing/base64.hpp"
#include "signing/canonical_body.hpp"
#include "signing/signer.hpp"
#include "signing/verifier.hpp"

namespace everstrike::signing {
namespace {

// Strings of every byte value; rapidcheck's own favour printable letters.
rc::Gen<std::string> any_bytes() {
  return rc::gen::container<std::string>(
      rc::gen::map(rc::gen::inRange(0, 256), [](int value) { return static_cast<char>(value); }));
}

rc::Gen<Dialect> any_dialect() { return rc::gen::element(Dialect::javascript, Dialect::python); }

RC_GTEST_PROP(FormProperty, DecodingUndoesEncoding, ()) {
  const auto parameters =
      *rc::gen::container<Parameters>(rc::gen::pair(any_bytes(), any_bytes())).as("parameters");
  const std::string body = canonical_body(parameters, *any_dialect());
  const auto fields = decode_form(body);
  RC_ASSERT(fields.has_value());
  Parameters decoded;
  for (const FormField& field : *fields) decoded.emplace_back(field.name, field.value);
  RC_ASSERT(decoded == parameters);
}

RC_GTEST_PROP(FormProperty, RawTextAndOffsetsRebuildTheBody, ()) {
  const auto body = *rc::gen::container<std::string>(rc::gen::elementOf(std::string("a=&%41+")));
  const auto fields = decode_form(body);
  RC_PRE(fields.has_value());
  std::string rebuilt(body.size(), '&');
  for (const FormField& field : *fields) {
    const std::string piece =
        std::string(field.raw_name) + (field.has_equals ? "=" : "") + std::string(field.raw_value);
    rebuilt.replace(field.offset, piece.size(), piece);
  }
  RC_ASSERT(rebuilt == body);
}

RC_GTEST_PROP(JavascriptObjectProperty, IsReachedInOneStep, ()) {
  const auto names = rc::gen::oneOf(
      rc::gen::map(rc::gen::inRange(0, 30), [](int number) { return std::to_string(number); }),
      rc::gen::element<std::string>("a", "b", "01", "-1", "", "4294967295"));
  const auto parameters = *rc::gen::container<Parameters>(rc::gen::pair(names, any_bytes()));
  const Parameters members = as_javascript_object(parameters);
  RC_ASSERT(as_javascript_object(members) == members);
}

RC_GTEST_PROP(Base64Property, DecodingUndoesEncoding, ()) {
  const auto bytes = *any_bytes();
  const auto decoded = base64_decode(base64_encode(bytes));
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(*decoded == bytes);
}

// Whatever is accepted is what the encoder writes: no second spelling of anything.
RC_GTEST_PROP(Base64Property, AcceptsOneSpellingOnly, ()) {
  const auto letters = rc::gen::elementOf(std::string("AQgwZ3/+=-_ \n"));
  const auto groups = *rc::gen::inRange<std::size_t>(1, 3);
  const auto text = *rc::gen::container<std::string>(groups * 4, letters);
  const auto bytes = base64_decode(text);
  if (bytes) RC_ASSERT(base64_encode(*bytes) == text);
  RC_CLASSIFY(bytes.has_value(), "accepted");
}

RC_GTEST_PROP(Base64Property, TheMacsEncoderAgreesWithTheGeneralOne, ()) {
  const auto bytes = *rc::gen::container<std::string>(kMacBytes, rc::gen::arbitrary<char>());
  std::array<unsigned char, kMacBytes> mac{};
  std::copy(bytes.begin(), bytes.end(), mac.begin());
  std::array<char, kSignatureLength> text{};
  base64_encode_mac(text, mac);
  RC_ASSERT(std::string(text.begin(), text.end()) == base64_encode(bytes));
}

RC_GTEST_PROP(SigningProperty, WhatIsSignedIsVerified, ()) {
  const PreparedKey key(*any_bytes());
  const auto body = *any_bytes();
  RC_ASSERT(verify(key, body, sign(key, body)));
}

RC_GTEST_PROP(SigningProperty, AnyFlippedBitIsRefused, ()) {
  const PreparedKey key(*any_bytes());
  std::string body = *rc::gen::nonEmpty(any_bytes());
  std::string signature = sign(key, body);
  std::string& changed = *rc::gen::arbitrary<bool>() ? body : signature;
  const auto place = *rc::gen::inRange<std::size_t>(0, changed.size());
  changed[place] = static_cast<char>(changed[place] ^ 1 << *rc::gen::inRange(0, 8));
  RC_ASSERT(!verify(key, body, signature));
}

}  // namespace
}  // namespace everstrike::signing
