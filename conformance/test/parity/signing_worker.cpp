#include "conformance/test/parity/signing_worker.hpp"

#include <array>
#include <charconv>
#include <cmath>
#include <cstddef>
#include <nlohmann/json.hpp>
#include <utility>
#include <variant>

#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

using Json = nlohmann::ordered_json;

// A text that reads back as the same double everywhere and never looks like an integer.
std::string transport_text(double number) {
  if (std::isnan(number)) return "NaN";
  if (std::isinf(number)) return number < 0 ? "-Infinity" : "Infinity";
  std::array<char, 32> text{};
  const auto written =
      std::to_chars(text.data(), text.data() + text.size(), number, std::chars_format::scientific);
  return {text.data(), written.ptr};
}

Json tagged(const signing::TypedValue& value);

Json tagged(const signing::TypedPayload& payload) {
  Json pairs = Json::array();
  for (const auto& [name, value] : payload) pairs.push_back(Json::array({name, tagged(value)}));
  return pairs;
}

Json tag(const char* name, Json value) {
  Json object = Json::object();
  object[name] = std::move(value);
  return object;
}

struct Tagger {
  Json operator()(std::nullptr_t) const { return nullptr; }
  Json operator()(bool yes) const { return yes; }
  Json operator()(const signing::IntegerText& integer) const {
    return tag("number", integer.digits);
  }
  Json operator()(double number) const { return tag("number", transport_text(number)); }
  Json operator()(const std::string& text) const { return text; }
  Json operator()(const signing::TypedList& list) const {
    Json items = Json::array();
    for (const auto& item : list) items.push_back(tagged(item));
    return tag("list", std::move(items));
  }
  Json operator()(const signing::TypedPayload& object) const {
    return tag("object", tagged(object));
  }
};

Json tagged(const signing::TypedValue& value) { return std::visit(Tagger(), value.is); }

const char* name_of(Container container) {
  switch (container) {
    case Container::javascript_object:
      return "object";
    case Container::python_dict:
      return "dict";
    case Container::python_pairs:
      return "pairs";
  }
  return "";
}

Expected<Json, std::string> ask(LineProcess& process, const Json& question) {
  return process.ask(question.dump())
      .and_then([](const std::string& line) -> Expected<Json, std::string> {
        Json answer = Json::parse(line, nullptr, false);
        if (answer.is_discarded()) return Unexpected<std::string>("not JSON: " + line);
        if (answer.contains("error")) return Unexpected<std::string>(answer["error"].dump());
        return answer;
      });
}

}  // namespace

Expected<SigningWorker, std::string> SigningWorker::javascript(const std::string& source_folder) {
  return LineProcess::start(
             {"node", source_folder + "/conformance/test/parity/javascript_worker.js"})
      .map([](LineProcess process) { return SigningWorker(std::move(process)); });
}

Expected<SigningWorker, std::string> SigningWorker::python(const std::string& source_folder) {
  return LineProcess::start(
             {"/usr/bin/python3", source_folder + "/conformance/test/parity/python_worker.py"})
      .map([](LineProcess process) { return SigningWorker(std::move(process)); });
}

Expected<TheirStages, std::string> SigningWorker::sign(const signing::TypedPayload& payload,
                                                       Container container,
                                                       std::string_view secret) {
  const Json question = {{"op", "sign"},
                         {"container", name_of(container)},
                         {"payload", tagged(payload)},
                         {"secret_hex", signing::hex_of(secret)}};
  return ask(process_, question).map([](const Json& answer) {
    return TheirStages{.body = signing::read_hex(answer.value("body_hex", "")).value_or(""),
                       .mac = signing::read_hex(answer.value("mac_hex", "")).value_or(""),
                       .signature = answer.value("signature", "")};
  });
}

Expected<bool, std::string> SigningWorker::verify(std::string_view body, std::string_view secret,
                                                  std::string_view signature) {
  const Json question = {{"op", "verify"},
                         {"body_hex", signing::hex_of(body)},
                         {"secret_hex", signing::hex_of(secret)},
                         {"signature", signature}};
  return ask(process_, question).map([](const Json& answer) { return answer.value("ok", false); });
}

std::string SigningWorker::payload_json(const signing::TypedPayload& payload) {
  return tagged(payload).dump();
}

}  // namespace everstrike::conformance
