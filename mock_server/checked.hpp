// What came of a question to a mock in a test: it holds, or the lines that say why not. Where a
// test library has a result with a message (GoogleTest's AssertionResult), it becomes one by
// itself, so that EXPECT_TRUE(mock.verify(…)) shows those lines.
#pragma once

#include <string>
#include <utility>

namespace everstrike::mock_server {

class [[nodiscard]] Checked {
 public:
  Checked() = default;
  [[nodiscard]] static Checked failed(std::string message) {
    Checked checked;
    checked.message_ = std::move(message);
    checked.holds_ = false;
    return checked;
  }

  explicit operator bool() const { return holds_; }
  // message is empty where it holds.
  [[nodiscard]] const std::string& message() const { return message_; }

  template <class Result>
  requires requires(Result result, const std::string& text) {
    Result(true);
    result.failure_message();
    result << text;
  }
  operator Result() const {  // NOLINT(google-explicit-constructor): see above
    Result result(holds_);
    result << message_;
    return result;
  }

 private:
  std::string message_;
  bool holds_ = true;
};

}  // namespace everstrike::mock_server
