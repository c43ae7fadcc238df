// The fields of a request's form: decoded when somebody first asks for them, and then kept, so that
// nobody decodes them again. Belongs to the thread that answers the request.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "signing/form_encoding.hpp"
#include "signing/redactor.hpp"

namespace everstrike::mock_server {

class FormReading {
 public:
  using Fields = Expected<std::vector<signing::FormField>, signing::FormError>;

  // `text` must outlive this object. One that holds a secret comes with a `redactor`, which does so
  // too: what a form's reading does to a secret might let nobody find it in what is shown of a
  // field. So a secret that a raw "&" cuts, and one in what is no UTF-8 (of which other letters are
  // shown), are taken out before. No order that anybody knows has such an id.
  explicit FormReading(std::string_view text, const signing::Redactor* redactor = nullptr)
      : text_(text), redactor_(redactor) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  // fields are those of the text, or why it is no form.
  [[nodiscard]] const Fields& fields() const {
    if (!fields_) read();
    return *fields_;
  }

 private:
  void read() const;

  std::string_view text_;
  const signing::Redactor* redactor_;
  mutable std::string starred_;  // the text where a secret was cut
  mutable std::optional<Fields> fields_;
};

}  // namespace everstrike::mock_server
