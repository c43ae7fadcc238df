#include "conformance/examples/arrivals.hpp"

#include <fstream>
#include <nlohmann/json.hpp>

#include "json/json_reader.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

std::string text_of(const nlohmann::json& entry, const std::string& name) {
  const auto text = entry.find(name);
  if (text != entry.end() && text->is_string()) return text->get<std::string>();
  const auto hex = entry.find(name + "_hex");
  if (hex == entry.end() || !hex->is_string()) return "";
  return signing::read_hex(hex->get_ref<const std::string&>()).value_or("");
}

Arrived arrived_of(const nlohmann::json& entry) {
  Arrived arrived;
  arrived.method = text_of(entry, "method");
  arrived.path = text_of(entry, "path");
  arrived.body = text_of(entry, "body");
  arrived.detail = text_of(entry, "detail");
  arrived.fix = text_of(entry, "fix");
  JournalExtract& extract = arrived.extract;
  extract.number = entry.value("number", std::uint64_t{0});
  extract.request = text_of(entry, "head") + arrived.body;
  extract.verdict = text_of(entry, "verdict");
  extract.diagnosis = text_of(entry, "diagnosis");
  extract.fault = text_of(entry, "fault");
  if (const auto effect = entry.find("effect"); effect != entry.end()) {
    extract.effect = text_of(*effect, "kind");
  }
  if (const auto answer = entry.find("answer"); answer != entry.end()) {
    extract.status = answer->value("status", 0);
    extract.answer = text_of(*answer, "body");
  }
  return arrived;
}

}  // namespace

Expected<std::vector<Arrived>, std::string> read_arrivals(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) return Unexpected<std::string>("the mock wrote no journal");
  std::vector<Arrived> all;
  for (std::string line; std::getline(lines, line);) {
    const auto document = mock_server::JsonDocument::parse(line, "journal");
    if (!document) return Unexpected<std::string>(document.error());
    all.push_back(arrived_of(document->root()));
  }
  return all;
}

}  // namespace everstrike::conformance
