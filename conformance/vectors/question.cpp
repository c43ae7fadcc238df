#include "conformance/vectors/question.hpp"

#include <set>
#include <utility>

#include "conformance/vectors/vector_files.hpp"
#include "json/parse.hpp"
#include "json/writer.hpp"
#include "signing/text/hex.hpp"

namespace everstrike::conformance {
namespace {

// The files are ours and checked when they are made, so hex needs no doubts here.
std::string bytes_of(const std::string& hex) { return signing::read_hex(hex).value_or(""); }

bool is_asked(Ask ask, std::string_view kind, std::string_view source, std::string_view language) {
  switch (ask) {
    case Ask::sign:
      return kind != "refuse";
    case Ask::encode:
      return kind == "encode" && source == language;
    case Ask::verify:
      return true;
  }
  return false;
}

Question question_of(Ask ask, const json::Value& record, const std::string& kind,
                     const std::string& source) {
  const auto number = std::to_string(record["case_id"].get<int>());
  const auto& stages = record["stages"];
  Question question;
  question.id = kind + "/" + source + "/" + number;
  question.comment = record["comment"].text;
  question.reference = kind + "_" + source + "_v1.json, case " + number;
  question.secret = bytes_of(record["inputs"]["secret_hex"].text);
  if (ask == Ask::verify) {
    question.body = bytes_of(stages["sent_body_hex"].text);
    question.signature = stages["sent_signature"].text;
    question.answer = record["result"].text == "valid" ? "true" : "false";
    question.mistake = record["mistake"].text;
  } else {
    question.body = bytes_of(stages["body_hex"].text);
    question.answer = ask == Ask::sign ? stages["signature"].text : stages["body_hex"].text;
  }
  if (ask == Ask::encode) question.payload = record["inputs"]["payload"].compact();
  return question;
}

// A list of pairs, which is how the question is put, can't say what a dict makes of a name that
// comes twice.
bool is_payload_for_lines(const json::Value& inputs) {
  if (!inputs.contains("payload")) return false;
  std::set<std::string> names;
  for (const auto& pair : inputs["payload"].items) {
    const bool is_new = names.insert(pair.value[0].text).second;
    if (!is_new && inputs["container"].text == "dict") return false;
  }
  return true;
}

void append_member(std::string& line, std::string_view name, std::string_view text) {
  line += ",\"";
  line += name;
  line += "\":";
  json::append_string(line, text);
}

}  // namespace

std::vector<Question> questions_of(Ask ask, std::string_view language) {
  std::vector<Question> questions;
  std::set<std::pair<std::string, std::string>> asked;
  for (const auto& file : vector_files()) {
    const auto underscore = file.name.find('_');
    const std::string kind(file.name.substr(0, underscore));
    const std::string source(file.name.substr(underscore + 1));
    if (!is_asked(ask, kind, source, language)) continue;
    const auto document = json::parse(file.json).value();
    for (const auto& test : document["tests"].items) {
      const auto& record = test.value;
      if (ask == Ask::encode && !is_payload_for_lines(record["inputs"])) continue;
      auto question = question_of(ask, record, kind, source);
      if (ask == Ask::sign && !asked.insert({question.secret, question.body}).second) continue;
      questions.push_back(std::move(question));
    }
  }
  return questions;
}

std::string question_line(Ask ask, const Question& question) {
  std::string line = "{\"tcId\":";
  json::append_string(line, question.id);
  if (ask == Ask::encode) return line + ",\"payload\":" + question.payload + "}";
  append_member(line, "secret_hex", signing::hex_of(question.secret));
  append_member(line, "body_hex", signing::hex_of(question.body));
  if (ask == Ask::verify) append_member(line, "signature", question.signature);
  return line + "}";
}

}  // namespace everstrike::conformance
