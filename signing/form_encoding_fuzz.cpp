// Every byte of a decoded body is accounted for, and what was decoded survives each encoder.
#include <cstdlib>

#include "signing/canonical_body.hpp"
#include "signing/form_encoding.hpp"

namespace {

using namespace everstrike::signing;

void require(bool holds) {
  if (!holds) std::abort();
}

void check_places(std::string_view body, const std::vector<FormField>& fields) {
  std::size_t end = 0;
  for (const FormField& field : fields) {
    require(field.offset >= end);
    for (; end < field.offset; ++end) require(body[end] == '&');
    require(field.raw_name.data() == body.data() + end);
    end += field.raw_name.size();
    if (!field.has_equals) {
      require(field.raw_value.empty());
      continue;
    }
    require(body[end] == '=');
    require(field.raw_value.data() == body.data() + end + 1);
    end += 1 + field.raw_value.size();
  }
  for (; end < body.size(); ++end) require(body[end] == '&');
}

}  // namespace

// NOLINTNEXTLINE(readability-identifier-naming): the name is libFuzzer's
extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view body(reinterpret_cast<const char*>(data), size);
  const auto fields = decode_form(body, {.fields_max = 1000});
  if (!fields) {
    require(fields.error().offset < size);
    return 0;
  }
  check_places(body, *fields);

  Parameters parameters;
  for (const FormField& field : *fields) parameters.emplace_back(field.name, field.value);
  for (const Dialect dialect : {Dialect::javascript, Dialect::python}) {
    const std::string encoded = canonical_body(parameters, dialect);
    const auto again = decode_form(encoded);
    require(again && again->size() == fields->size());
    for (std::size_t i = 0; i < fields->size(); ++i) {
      require((*again)[i].name == (*fields)[i].name && (*again)[i].value == (*fields)[i].value);
    }
  }
  return 0;
}
