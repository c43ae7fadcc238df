// Changes of order and presence: fields sorted or turned around, added, left out, sent twice or set
// only after the signing.
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdlib>
#include <iterator>
#include <optional>
#include <vector>

#include "signing/canonical_body.hpp"
#include "signing/diagnosis/hypotheses/hypotheses_message.hpp"
#include "signing/text/ascii.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

constexpr std::size_t kSingleFieldsMax = 16;  // of which each is left out by itself

// --- order ---

void sorted(const Received& received, FieldChanges& out) {
  const auto sort = [&](Likelihood likelihood, auto less) {
    Fields fields = received.fields;
    std::stable_sort(fields.begin(), fields.end(), less);
    out.add(MistakeId::field_order_differs, likelihood, std::move(fields));
  };
  sort(frequent, [](const Field& a, const Field& b) { return a.name < b.name; });
  sort(rare, [](const Field& a, const Field& b) { return a.name > b.name; });
  sort(rare, [](const Field& a, const Field& b) { return a.raw_name < b.raw_name; });
  sort(rare, [](const Field& a, const Field& b) {
    return std::pair(a.name, a.value) < std::pair(b.name, b.value);
  });
  sort(rare, [](const Field& a, const Field& b) { return a.value < b.value; });
}

void turned_around(const Received& received, FieldChanges& out) {
  Fields fields(received.fields.rbegin(), received.fields.rend());
  out.add(MistakeId::field_order_differs, common, std::move(fields));
  if (received.fields.size() < 3) return;
  Fields first_last = received.fields;
  std::rotate(first_last.begin(), first_last.begin() + 1, first_last.end());
  out.add(MistakeId::field_order_differs, rare, std::move(first_last));
  Fields last_first = received.fields;
  std::rotate(last_first.begin(), last_first.end() - 1, last_first.end());
  out.add(MistakeId::field_order_differs, rare, std::move(last_first));
}

// A JavaScript object holds integer-like names first, and of repeated names the last value.
void held_by_an_object(const Received& received, FieldChanges& out) {
  signing::Parameters parameters;
  for (const Field& field : received.fields)
    parameters.emplace_back(field.raw_name, field.raw_value);
  const auto members = signing::as_javascript_object(parameters);
  Fields fields;
  for (const auto& member : members) {
    fields.push_back(
        *std::find_if(received.fields.begin(), received.fields.end(), [&](const Field& field) {
          return field.raw_name == member.first && field.raw_value == member.second;
        }));
  }
  const bool repeated = fields.size() != received.fields.size();
  out.add(repeated ? MistakeId::field_sent_twice : MistakeId::field_order_differs, rare,
          std::move(fields));
}

// --- presence ---

void added_after_signing(const Received& received, FieldChanges& out) {
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

// Puts `field` behind and before the others; in front is where the exchange's own bot has them.
void signed_with(const Received& received, MistakeId id, Likelihood likelihood, const Field& field,
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

void known_fields_left_out(const Received& received, FieldChanges& out) {
  const auto try_field = [&](Likelihood likelihood, std::string_view name, std::string_view value) {
    signed_with(received, MistakeId::field_signed_but_not_sent, likelihood,
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
void query_signed_too(const Received& received, FieldChanges& out) {
  if (received.kind != BodyKind::form || received.query.empty()) return;
  const Fields query = split_fields(received.query);
  Fields first = query;
  first.insert(first.end(), received.fields.begin(), received.fields.end());
  out.add(MistakeId::query_signed, common, std::move(first));
  Fields last = received.fields;
  last.insert(last.end(), query.begin(), query.end());
  out.add(MistakeId::query_signed, rare, std::move(last));
}

bool same_text(const Field& a, const Field& b) { return a.name == b.name && a.value == b.value; }

bool is_nothing(std::string_view value) {
  return value == "None" || value == "null" || value == "undefined";
}

// True and true, 1.0 and 1: the same to whoever wrote them.
bool same_literal(const Field& a, const Field& b) {
  if (a.name != b.name) return false;
  if (signing::lower_ascii(a.value) == signing::lower_ascii(b.value)) return true;
  const auto number = [](const std::string& text) {
    char* end = nullptr;
    const double value = std::strtod(text.c_str(), &end);
    return !text.empty() && *end == '\0' ? std::optional(value) : std::nullopt;
  };
  const auto first = number(a.value);
  return first && first == number(b.value);
}

// What tells the fields that were meant from those that were sent.
MistakeId difference(const Fields& meant, const Fields& sent, std::string_view body) {
  if (std::is_permutation(meant.begin(), meant.end(), sent.begin(), sent.end(), same_text)) {
    return MistakeId::field_order_differs;
  }
  Fields missing;
  std::copy_if(meant.begin(), meant.end(), std::back_inserter(missing), [&](const Field& field) {
    return std::none_of(sent.begin(), sent.end(),
                        [&](const Field& other) { return same_text(field, other); });
  });
  const auto any_between = [&](char first, char last) {
    return std::any_of(missing.begin(), missing.end(), [&](const Field& field) {
      return field.value.starts_with(first) && field.value.ends_with(last);
    });
  };
  if (any_between('[', ']')) return MistakeId::list_written_differently;
  if (any_between('{', '}')) return MistakeId::object_text_signed;
  const bool only_nothing =
      !missing.empty() && std::all_of(missing.begin(), missing.end(),
                                      [](const Field& field) { return is_nothing(field.value); });
  if (only_nothing) return MistakeId::none_signed_but_not_sent;
  if (write_raw(meant).starts_with(body)) return MistakeId::bytes_lost_after_signing;
  if (meant.size() > sent.size()) return MistakeId::field_signed_but_not_sent;
  if (meant.size() < sent.size()) return MistakeId::field_added_after_signing;
  return std::equal(meant.begin(), meant.end(), sent.begin(), same_literal)
             ? MistakeId::literal_spelled_differently
             : MistakeId::value_spelled_differently;
}

void what_was_meant(const Received& received, FieldChanges& out) {
  if (received.payload.empty()) return;
  out.add(difference(received.payload, received.fields, received.body), common, received.payload);
}

// Fields that a client may well have, at first the usual ones.
constexpr std::array<std::string_view, 18> kNames = {
    "x",     "recv_window", "timestamp", "id",          "ids",    "pair",
    "price", "qty",         "side",      "customer_id", "symbol", "type",
    "limit", "client_id",   "reason",    "comment",     "nonce",  "trigger_price"};
constexpr std::array<std::string_view, 94> kOddNames = {"note",
                                                        "notes",
                                                        "memo",
                                                        "text",
                                                        "label",
                                                        "tag",
                                                        "tags",
                                                        "name",
                                                        "message",
                                                        "description",
                                                        "ref",
                                                        "reference",
                                                        "remark",
                                                        "client_order_id",
                                                        "clientOrderId",
                                                        "newClientOrderId",
                                                        "cl_ord_id",
                                                        "clOrdId",
                                                        "cid",
                                                        "oid",
                                                        "uid",
                                                        "order_id",
                                                        "orderId",
                                                        "user_id",
                                                        "userId",
                                                        "account",
                                                        "account_id",
                                                        "accountId",
                                                        "subaccount",
                                                        "sub_account",
                                                        "customerId",
                                                        "clientId",
                                                        "user",
                                                        "group",
                                                        "strategy",
                                                        "source",
                                                        "stop_price",
                                                        "stopPrice",
                                                        "limit_price",
                                                        "limitPrice",
                                                        "triggerPrice",
                                                        "avg_price",
                                                        "trailing",
                                                        "trail",
                                                        "offset",
                                                        "take_profit",
                                                        "takeProfit",
                                                        "stop_loss",
                                                        "stopLoss",
                                                        "quantity",
                                                        "amount",
                                                        "size",
                                                        "volume",
                                                        "value",
                                                        "cost",
                                                        "total",
                                                        "funds",
                                                        "leverage",
                                                        "margin",
                                                        "fee",
                                                        "time_in_force",
                                                        "timeInForce",
                                                        "tif",
                                                        "post_only",
                                                        "postOnly",
                                                        "reduce_only",
                                                        "reduceOnly",
                                                        "hidden",
                                                        "iceberg",
                                                        "visible",
                                                        "close",
                                                        "flags",
                                                        "options",
                                                        "order_type",
                                                        "orderType",
                                                        "market",
                                                        "instrument",
                                                        "currency",
                                                        "coin",
                                                        "asset",
                                                        "base",
                                                        "quote",
                                                        "status",
                                                        "from",
                                                        "to",
                                                        "start",
                                                        "end",
                                                        "since",
                                                        "until",
                                                        "cursor",
                                                        "page",
                                                        "count",
                                                        "expires",
                                                        "recvWindow"};

// urlencode() writes None as text and requests leaves it out; JavaScript writes null, undefined.
void none_left_out(const Received& received, FieldChanges& out) {
  const auto is_there = [&](std::string_view name) {
    return std::any_of(received.fields.begin(), received.fields.end(),
                       [&](const Field& field) { return field.name == name; });
  };
  for (const std::string_view name : kNames) {
    if (is_there(name)) continue;
    for (const std::string_view nothing : {"None", "null", "undefined", ""}) {
      const Field field = make_field(name, nothing, received.encoder);
      signed_with(received, MistakeId::none_signed_but_not_sent, rare, field, out);
    }
  }
  if (!out.takes(odd) || received.fields.empty()) return;
  // At every place among the others; a name alone is nothing too.
  const std::size_t places = std::min(received.fields.size(), kSingleFieldsMax);
  std::vector<std::string> fronts(places + 1);
  std::vector<std::string> backs(places + 1);
  for (std::size_t place = 0; place <= places; ++place) {
    const auto middle = received.fields.begin() + static_cast<std::ptrdiff_t>(place);
    if (place > 0) fronts[place] = write_raw(Fields(received.fields.begin(), middle)) + "&";
    if (place < received.fields.size()) {
      backs[place] = "&" + write_raw(Fields(middle, received.fields.end()));
    }
  }
  const auto try_everywhere = [&](std::string_view name, std::string_view nothing) {
    for (std::size_t place = 0; place <= places && out.takes(odd); ++place) {
      out.add_text(MistakeId::none_signed_but_not_sent, odd,
                   fronts[place] + std::string(name) + std::string(nothing) + backs[place]);
    }
  };
  for (const std::string_view nothing : {"=", "=null", "=None", "=undefined", "", "=nil", "=NaN"}) {
    for (const std::string_view name : kNames) {
      if (!is_there(name)) try_everywhere(name, nothing);
    }
    if (nothing == "=nil" || nothing == "=NaN") continue;
    for (const std::string_view name : kOddNames) {
      if (!is_there(name)) try_everywhere(name, nothing);
    }
  }
}

// Fields that hold nothing: written with "=" in one text and without in the other, or by another
// word, or left out of the text that was signed. All of them at once, since it is one writer's way.
void empty_fields(const Received& received, FieldChanges& out) {
  const auto holds_nothing = [](const Field& field) {
    return field.value.empty() || is_nothing(field.value) || field.value == "nil" ||
           field.value == "NULL" || field.value == "nan" || field.value == "NaN";
  };
  const auto change = [&](Likelihood likelihood, auto changed) {
    Fields fields;
    for (const Field& field : received.fields) {
      if (!holds_nothing(field)) {
        fields.push_back(field);
      } else {
        changed(field, fields);
      }
    }
    if (write_raw(fields) != write_raw(received.fields)) {
      out.add(MistakeId::none_signed_but_not_sent, likelihood, std::move(fields));
    }
  };
  change(rare, [](const Field&, Fields&) {});
  change(rare, [](Field field, Fields& fields) {
    field.has_equals = !field.has_equals || !field.value.empty();
    field.value.clear();
    field.raw_value.clear();
    fields.push_back(std::move(field));
  });
  change(odd, [](Field field, Fields& fields) {
    field.has_equals = false;
    field.value.clear();
    field.raw_value.clear();
    fields.push_back(std::move(field));
  });
}

void signed_before_it_was_set(const Received& received, FieldChanges& out) {
  for (std::size_t i = 0; i < std::min(received.fields.size(), kSingleFieldsMax); ++i) {
    for (const std::string_view nothing :
         {"undefined", "null", "None", "", "[object Object]", "NaN"}) {
      if (!out.takes(rare)) return;
      Fields fields = received.fields;
      fields[i] = make_field(fields[i].name, nothing, received.encoder);
      out.add(MistakeId::none_signed_but_not_sent, rare, std::move(fields));
    }
  }
}

void sent_twice(const Received& received, FieldChanges& out) {
  Fields once;
  for (const Field& field : received.fields) {
    const bool known = std::any_of(once.begin(), once.end(),
                                   [&](const Field& other) { return other.name == field.name; });
    if (!known) once.push_back(field);
  }
  out.add(MistakeId::field_sent_twice, common, std::move(once));
}

void signed_twice(const Received& received, FieldChanges& out) {
  for (std::size_t i = 0; i < std::min<std::size_t>(received.fields.size(), 4); ++i) {
    signed_with(received, MistakeId::field_sent_twice, rare, received.fields[i], out);
  }
  if (!out.takes(rare)) return;
  Fields all = received.fields;
  all.insert(all.end(), received.fields.begin(), received.fields.end());
  out.add(MistakeId::field_sent_twice, rare, std::move(all));
}

constexpr std::array kHypotheses = {
    FieldHypothesis{&sorted},
    FieldHypothesis{&turned_around},
    FieldHypothesis{&sent_twice},
    FieldHypothesis{&added_after_signing},
    FieldHypothesis{&what_was_meant},
    FieldHypothesis{&query_signed_too},
    FieldHypothesis{&held_by_an_object},
    FieldHypothesis{&known_fields_left_out},
    FieldHypothesis{&signed_twice},
    FieldHypothesis{&signed_before_it_was_set},
    FieldHypothesis{&empty_fields},
    FieldHypothesis{&none_left_out},
};

}  // namespace

void FieldChanges::add(MistakeId id, Likelihood likelihood, Fields fields) {
  if (!takes(likelihood)) return;
  std::size_t bytes = fields.size() * sizeof(Field);
  for (const Field& field : fields) bytes += field.raw_name.size() + field.raw_value.size();
  if (budget_.take_bytes(bytes)) taker_({id, likelihood, std::move(fields)});
}

void FieldChanges::add_text(MistakeId id, Likelihood likelihood, const std::string& text) {
  if (takes(likelihood) && budget_.take_bytes(text.size())) text_taker_(id, text);
}

std::span<const FieldHypothesis> field_hypotheses() noexcept { return kHypotheses; }

}  // namespace everstrike::diagnosis
