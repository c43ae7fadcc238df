#include "signing/diagnosis/test/negative_vectors_for_test.hpp"

#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>

#include "signing/text/hex.hpp"

namespace everstrike::diagnosis {
namespace {

using nlohmann::json;

std::string bytes_of(const json& hex) { return signing::read_hex(hex.get<std::string>()).value(); }

NegativeVector vector_of(const json& record, const std::string& file) {
  static const std::set<std::string> kMembers = {
      "case_id",  "mistake",   "also",   "api_key", "api_key_sent", "secret_hex",
      "body_hex", "signature", "target", "headers", "others",       "earlier_bodies_hex"};
  for (const auto& [name, value] : record.items()) {
    if (!kMembers.contains(name)) throw std::runtime_error(file + ": unknown member " + name);
  }
  NegativeVector vector;
  vector.file = file;
  vector.case_id = record.at("case_id");
  vector.mistake = record.at("mistake");
  vector.also = record.value("also", std::vector<std::string>());
  vector.api_key = record.at("api_key");
  if (record.contains("api_key_sent")) {
    const json& sent = record["api_key_sent"];
    vector.api_key_sent = sent.is_null() ? std::string() : sent.get<std::string>();
  }
  vector.secret = signing::Secret(bytes_of(record.at("secret_hex")));
  vector.body = bytes_of(record.at("body_hex"));
  if (!record.at("signature").is_null()) vector.signature = record.at("signature");
  vector.target = record.value("target", vector.target);
  for (const auto& header : record.value("headers", json::array())) {
    vector.headers.emplace_back(header.at(0), header.at(1));
    if (header.at(0) == "host") vector.host = header.at(1);
  }
  for (const auto& other : record.value("others", json::array())) {
    vector.others.emplace_back(other.at("api_key"),
                               signing::Secret(bytes_of(other.at("secret_hex"))));
  }
  for (const auto& body : record.value("earlier_bodies_hex", json::array())) {
    vector.earlier_bodies.push_back(bytes_of(body));
  }
  return vector;
}

void read_file(const std::string& file, std::deque<NegativeVector>& out, std::size_t one_of = 1) {
  std::ifstream stream(std::string(EVERSTRIKE_SOURCE_DIR) + "/fixtures/vectors/" + file);
  const json content = json::parse(stream);
  if (content.at("schema") != "negative_vectors_v1") throw std::runtime_error(file + ": schema");
  if (content.at("number_of_tests") != content.at("tests").size() || content.at("tests").empty()) {
    throw std::runtime_error(file + ": number_of_tests");
  }
  for (const json& record : content.at("tests")) {
    if (record.at("case_id").get<std::size_t>() % one_of == 0) {
      out.push_back(vector_of(record, file));
    }
  }
}

}  // namespace

Refused NegativeVector::refused() const {
  header_lines.clear();
  accounts.clear();
  earlier_views.clear();
  for (const auto& [header, value] : headers) header_lines.push_back({header, value});
  for (const auto& [key, other_secret] : others) accounts.push_back({key, &other_secret});
  for (const auto& earlier : earlier_bodies) earlier_views.push_back(earlier);
  // A server that was sent another API key doesn't know whose secret to take.
  if (api_key_sent) accounts.push_back({api_key, &secret});
  return {.body = body,
          .signature = signature ? std::optional<std::string_view>(*signature) : std::nullopt,
          .api_key = api_key_sent ? *api_key_sent : api_key,
          .has_api_key = !api_key_sent || !api_key_sent->empty(),
          .secret = api_key_sent ? nullptr : &secret,
          .others = accounts,
          .headers = header_lines,
          .target = target,
          .host = host,
          .earlier_bodies = earlier_views};
}

const std::deque<NegativeVector>& negative_vectors() {
  static const std::deque<NegativeVector> kVectors = [] {
    std::deque<NegativeVector> vectors;
    read_file("negative_js_v1.json", vectors);
    read_file("negative_python_v1.json", vectors);
    return vectors;
  }();
  return kVectors;
}

const std::deque<NegativeVector>& negative_pairs() {
  static const std::deque<NegativeVector> kVectors = [] {
    std::deque<NegativeVector> vectors;
    read_file("negative_pairs_v1.json", vectors, EVERSTRIKE_ONE_OF);
    return vectors;
  }();
  return kVectors;
}

const std::deque<NegativeVector>& negative_programs() {
  static const std::deque<NegativeVector> kVectors = [] {
    std::deque<NegativeVector> vectors;
    read_file("negative_programs_v1.json", vectors, 1);
    return vectors;
  }();
  return kVectors;
}

}  // namespace everstrike::diagnosis
