// Fields that hold nothing: None, null, undefined, an empty text, or a name alone.
#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "signing/diagnosis/hypotheses/field_ways.hpp"

namespace everstrike::diagnosis {
namespace {

using enum Likelihood;

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

}  // namespace

// urlencode() writes None as text and requests leaves it out; JavaScript writes null, undefined.
void sign_none(const Received& received, FieldChanges& out) {
  const auto is_there = [&](std::string_view name) {
    return std::any_of(received.fields.begin(), received.fields.end(),
                       [&](const Field& field) { return field.name == name; });
  };
  for (const std::string_view name : kNames) {
    if (is_there(name)) continue;
    for (const std::string_view nothing : {"None", "null", "undefined", ""}) {
      const Field field = make_field(name, nothing, received.encoder);
      sign_with(received, MistakeId::none_signed_but_not_sent, rare, field, out);
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
void write_empty_fields_otherwise(const Received& received, FieldChanges& out) {
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

void sign_before_values_are_set(const Received& received, FieldChanges& out) {
  for (std::size_t i = 0; i < std::min(received.fields.size(), kSingleFieldsMax); ++i) {
    for (const std::string_view nothing :
         {"undefined", "null", "None", "", "NaN", "[object Object]", "[object Promise]"}) {
      if (!out.takes(rare)) return;
      Fields fields = received.fields;
      fields[i] = make_field(fields[i].name, nothing, received.encoder);
      const bool is_object = nothing.starts_with("[object");
      out.add(is_object ? MistakeId::object_text_signed : MistakeId::none_signed_but_not_sent, rare,
              std::move(fields));
    }
  }
}

}  // namespace everstrike::diagnosis
