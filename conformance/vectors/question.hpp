// A vector as a question to a program that signs, encodes or verifies, and the only right answer.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace everstrike::conformance {

enum class Ask { sign, encode, verify };

struct Question {
  std::string id;         // "sign/js/113": file, source language, number in the file
  std::string comment;    // what is special about it
  std::string reference;  // "sign_js_v1.json, case 113"
  std::string secret;
  std::string body;       // signed bytes; of `verify` the bytes that were sent
  std::string payload;    // JSON, of `encode`
  std::string signature;  // of `verify`
  std::string answer;     // a signature, hex of a body, "true" or "false"
  std::string mistake;    // of `verify`: what is wrong with the signature; may be empty
};

// questions_of reads the vectors. `sign` asks each pair of secret and body once, however many
// vectors have it. `encode` asks those of `language` ("js" or "python"), whose values are texts.
[[nodiscard]] std::vector<Question> questions_of(Ask ask, std::string_view language);

// question_line is the question as a line of JSON, as `everstrike sign --jsonl` takes it.
[[nodiscard]] std::string question_line(Ask ask, const Question& question);

}  // namespace everstrike::conformance
