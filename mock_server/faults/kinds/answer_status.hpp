// Answers with another status, whose body is as documented or wrong in one named way.
#pragma once

#include <optional>

#include "mock_server/faults/kinds/answer_status_body.hpp"
#include "mock_server/faults/kinds/kind.hpp"

namespace everstrike::mock_server {

// How the header Retry-After says when to come back.
enum class RetryAfterForm {
  seconds,  // "3"
  date,     // "Sun, 06 Nov 1994 08:49:37 GMT", with a Date header of the same clock beside it
};

struct AnswerStatus {
  static constexpr FaultRow kRow = {
      "answer_status",
      "that status; `body` see below. A `date` comes with a `Date` header of the mock's clock"};
  static constexpr json::Words<RetryAfterForm, 2> kRetryAfterForms = {
      {{"seconds", RetryAfterForm::seconds}, {"date", RetryAfterForm::date}}};

  int status = 503;  // 200..999
  BodyKind body = BodyKind::documented;
  std::optional<std::uint32_t> retry_after_s = {};  // the header Retry-After
  RetryAfterForm retry_after_as = RetryAfterForm::seconds;

  void read(FaultReader& reader);
  void write(auto& json) const {
    json["status"] = status;
    json["body"] = json::word_of(body, kBodyKinds);
    if (!retry_after_s) return;
    json["retry_after_s"] = *retry_after_s;
    if (retry_after_as != RetryAfterForm::seconds) {
      json["retry_after_as"] = json::word_of(retry_after_as, kRetryAfterForms);
    }
  }
  void apply(const Moment& moment, Answer& shaped) const;
};

}  // namespace everstrike::mock_server
