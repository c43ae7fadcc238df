// Fields added, left out or sent twice, so that other ones were signed than were sent.
#include <algorithm>
#include <cstddef>
#include <iterator>
#include <string>
#include <string_view>

#include "signing/diagnosis/hypotheses/field_ways.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

}  // namespace

void leave_out_what_was_added(const Received& received, FieldChanges& out) {
  const Fields& all = received.fields;
  const auto without = [&](Likelihood likelihood, auto leaves_out) {
    if (!out.takes(likelihood)) return;
    Fields fields;
    std::remove_copy_if(all.begin(), all.end(), std::back_inserter(fields), leaves_out);
    if (fields.size() == all.size() || fields.empty()) return;
    out.add(MistakeId::field_added_after_signing, likelihood, std::move(fields));
  };
  without(frequent,
          [](const Field& f) { return f.name == "timestamp" || f.name == "recv_window"; });
  without(common, [](const Field& f) { return f.name != "id"; });
  for (std::size_t i = 0; i < std::min(all.size(), kSingleFieldsMax); ++i) {
    without(i < 4 ? common : rare, [&](const Field& f) { return &f == &all[i]; });
  }
  for (std::size_t count = 1; count + 1 < std::min(all.size(), kSingleFieldsMax); ++count) {
    without(rare, [&](const Field& f) { return &f >= &all[count]; });
    without(rare, [&](const Field& f) { return &f < &all[count]; });
  }
}

void sign_with(const Received& received, MistakeId id, Likelihood likelihood, const Field& field,
               FieldChanges& out) {
  if (!out.takes(likelihood)) return;
  Fields behind = received.fields;
  behind.push_back(field);
  out.add(id, likelihood, std::move(behind));
  if (received.fields.empty()) return;
  Fields in_front = {field};
  in_front.insert(in_front.end(), received.fields.begin(), received.fields.end());
  out.add(id, likelihood, std::move(in_front));
}

void sign_known_fields_too(const Received& received, FieldChanges& out) {
  const auto try_field = [&](Likelihood likelihood, std::string_view name, std::string_view value) {
    sign_with(received, MistakeId::field_signed_but_not_sent, likelihood,
              make_field(name, value, received.encoder), out);
  };
  for (const std::string& time : received.times) {
    for (const std::string_view name : {"timestamp", "nonce", "time", "ts"}) {
      try_field(rare, name, time);
    }
  }
  for (const std::string_view name :
       {"api_key", "apiKey", "key", "apikey", "access_key", "x-api-key"}) {
    try_field(rare, name, received.api_key);
  }
  for (const std::string_view window : {"5000", "10000", "60000", "1000", "20000"}) {
    try_field(rare, "recv_window", window);
    try_field(rare, "recvWindow", window);
  }
  for (const HeaderLine& header : received.headers) {
    if (!header.name.starts_with("x-") && !header.name.starts_with("X-")) continue;
    if (signing::equal_ignoring_case(header.name, "x-api-key") ||
        signing::equal_ignoring_case(header.name, "x-signature"))
      continue;
    if (header.value.size() > 256) continue;
    try_field(rare, header.name, header.value);
    try_field(rare, header.name.substr(2), header.value);
  }
}

// The query's fields signed in one text with the body's.
void sign_query_too(const Received& received, FieldChanges& out) {
  if (received.kind != BodyKind::form || received.query.empty()) return;
  const Fields query = split_fields(received.query);
  Fields first = query;
  first.insert(first.end(), received.fields.begin(), received.fields.end());
  out.add(MistakeId::query_signed, common, std::move(first));
  Fields last = received.fields;
  last.insert(last.end(), query.begin(), query.end());
  out.add(MistakeId::query_signed, rare, std::move(last));
}

void send_fields_twice(const Received& received, FieldChanges& out) {
  Fields once;
  for (const Field& field : received.fields) {
    const bool known = std::any_of(once.begin(), once.end(),
                                   [&](const Field& other) { return other.name == field.name; });
    if (!known) once.push_back(field);
  }
  out.add(MistakeId::field_sent_twice, common, std::move(once));
}

void sign_fields_twice(const Received& received, FieldChanges& out) {
  for (std::size_t i = 0; i < std::min<std::size_t>(received.fields.size(), 4); ++i) {
    sign_with(received, MistakeId::field_sent_twice, rare, received.fields[i], out);
  }
  if (!out.takes(rare)) return;
  Fields all = received.fields;
  all.insert(all.end(), received.fields.begin(), received.fields.end());
  out.add(MistakeId::field_sent_twice, rare, std::move(all));
}

}  // namespace everstrike::diagnosis
