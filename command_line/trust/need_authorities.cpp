#include "command_line/trust/need_authorities.hpp"

#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

#include <memory>
#include <utility>

#include "command_line/one_line.hpp"
#include "command_line/text_file.hpp"
#include "command_line/usage_error.hpp"

namespace everstrike::command_line {

Expected<files::NamedAuthorities, Error> need_authorities(const std::string& ca_file) {
  files::NamedAuthorities named{.file = ca_file};
  if (!ca_file.empty()) {
    auto text = read_text_file(ca_file);
    if (!text) return Unexpected<Error>(text.error());
    if (text->find("CERTIFICATE-----") == std::string::npos) {
      return usage_error("--ca: " + one_line(ca_file) +
                         ": expected certificates in PEM, there is none");
    }
    named.text = std::move(*text);
  }
  const std::unique_ptr<X509_STORE, decltype(&::X509_STORE_free)> store(::X509_STORE_new(),
                                                                        &::X509_STORE_free);
  const auto trusts = files::trust_authorities(store.get(), named);
  if (trusts) return named;
  if (!ca_file.empty()) return usage_error("--ca: " + one_line(trusts.error()));
  return Unexpected<Error>(Error{ExitCode::environment, trusts.error() + "; --ca FILE names some"});
}

}  // namespace everstrike::command_line
