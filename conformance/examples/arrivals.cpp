#include "conformance/examples/arrivals.hpp"

#include <fstream>

#include "json/document.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

std::string text_of(const json::Value& entry, const std::string& name) {
  if (entry[name].is_string()) return entry[name].text;
  return signing::read_hex(entry[name + "_hex"].text).value_or("");
}

Arrived arrived_of(const json::Value& entry) {
  Arrived arrived;
  arrived.method = text_of(entry, "method");
  arrived.path = text_of(entry, "path");
  arrived.body = text_of(entry, "body");
  arrived.detail = text_of(entry, "detail");
  arrived.fix = text_of(entry, "fix");
  JournalExtract& extract = arrived.extract;
  extract.number = entry["number"].get<std::uint64_t>();
  extract.request = text_of(entry, "head") + arrived.body;
  extract.verdict = text_of(entry, "verdict");
  extract.diagnosis = text_of(entry, "diagnosis");
  extract.fault = text_of(entry, "fault");
  extract.effect = text_of(entry["effect"], "kind");
  extract.status = entry["answer"]["status"].get<int>();
  extract.answer = text_of(entry["answer"], "body");
  return arrived;
}

}  // namespace

Expected<std::vector<Arrived>, std::string> read_arrivals(const std::string& file) {
  std::ifstream lines(file);
  if (!lines) return Unexpected<std::string>("the mock wrote no journal");
  std::vector<Arrived> all;
  for (std::string line; std::getline(lines, line);) {
    const auto document = json::Document::parse(line, "journal");
    if (!document) return Unexpected<std::string>(document.error());
    all.push_back(arrived_of(document->root()));
  }
  return all;
}

}  // namespace everstrike::conformance
