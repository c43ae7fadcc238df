// The fields of a request's form: decoded when somebody first asks for them, and then kept, so that
// nobody decodes them again. Belongs to the thread that answers the request.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "signing/form_encoding.hpp"

namespace everstrike::mock_server {

class FormReading {
 public:
  using Fields = Expected<std::vector<signing::FormField>, signing::FormError>;

  // `text` must outlive this object.
  explicit FormReading(std::string_view text) : text_(text) {}

  [[nodiscard]] std::string_view text() const { return text_; }
  // fields are those of the text, or why it is no form.
  [[nodiscard]] const Fields& fields() const {
    if (!fields_) fields_.emplace(signing::decode_form(text_));
    return *fields_;
  }

 private:
  std::string_view text_;
  mutable std::optional<Fields> fields_;
};

}  // namespace everstrike::mock_server
