#include "client/program/explain_item.hpp"

#include "json/value.hpp"
#include "signing/text/joined_header.hpp"

namespace everstrike::client {
namespace {

json::Value json_text(std::string_view text) {
  return {.kind = json::Value::Kind::text, .text = std::string(text)};
}

}  // namespace

diagnosis::Options offline_options() {
  return {.depth = diagnosis::Depth::deep,
          .limits = diagnosis::Limits{.digests_max = 10'000, .bytes_max = 8 * 1024 * 1024}};
}

diagnosis::Diagnosis explain(const ExplainItem& item, const diagnosis::Options& options) {
  const auto signature =
      item.signature ? item.signature : signing::joined_header(item.headers, "x-signature");
  const std::string host =
      item.host.empty() ? signing::joined_header(item.headers, "host").value_or("") : item.host;
  std::vector<diagnosis::HeaderLine> headers;
  for (const auto& [name, value] : item.headers) headers.push_back({name, value});
  std::vector<diagnosis::Account> others;
  for (const auto& [api_key, secret] : item.others) others.push_back({api_key, &secret});
  const std::vector<std::string_view> earlier(item.earlier_bodies.begin(),
                                              item.earlier_bodies.end());
  return diagnosis::diagnose(
      {.body = item.body,
       .signature = signature ? std::optional<std::string_view>(*signature) : std::nullopt,
       .api_key = item.api_key,
       .secret = item.secret ? &*item.secret : nullptr,
       .others = others,
       .headers = headers,
       .method = item.method,
       .target = item.target,
       .host = host,
       .earlier_bodies = earlier,
       .following = item.following,
       .payload = item.payload},
      options);
}

std::string explain_members(const diagnosis::Diagnosis& diagnosis) {
  json::Value also{.kind = json::Value::Kind::array};
  for (const auto& steps : diagnosis.also) also.items.push_back({.value = json_text(steps.text())});
  std::string members = "\"mistake\":" + json_text(diagnosis.name()).compact() +
                        ",\"also\":" + also.compact() +
                        ",\"fix\":" + json_text(diagnosis.fix).compact() +
                        ",\"proof\":" + json_text(diagnosis.proof).compact();
  if (!diagnosis.notes.empty()) {
    json::Value notes{.kind = json::Value::Kind::array};
    for (const auto& note : diagnosis.notes) notes.items.push_back({.value = json_text(note.slug)});
    members += ",\"notes\":" + notes.compact();
  }
  if (!diagnosis.hints.empty()) {
    json::Value hints{.kind = json::Value::Kind::array};
    for (const auto& hint : diagnosis.hints) hints.items.push_back({.value = json_text(hint)});
    members += ",\"hints\":" + hints.compact();
  }
  if (!diagnosis.expected_signature.empty()) {
    members += ",\"expected_signature\":\"" + diagnosis.expected_signature + "\"";
  }
  return members;
}

std::string explain_lines(const diagnosis::Diagnosis& diagnosis) {
  std::string lines = "mistake: " + diagnosis.name() + "\n";
  const auto add = [&](const std::string& name, const std::string& text) {
    if (!text.empty()) lines += name + ": " + text + "\n";
  };
  add("what", diagnosis.title());
  add("fix", diagnosis.fix);
  add("proof", diagnosis.proof);
  for (const auto& steps : diagnosis.also) add("also", steps.text() + " gives the same bytes");
  for (const auto& hint : diagnosis.hints) add("hint", hint);
  for (const auto& note : diagnosis.notes) add("note", std::string(note.text));
  add("expected signature", diagnosis.expected_signature);
  return lines;
}

}  // namespace everstrike::client
