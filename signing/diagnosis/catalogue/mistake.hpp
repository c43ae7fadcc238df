// The catalogue of ways to sign wrongly: one row for each mistake that people make, with what it
// looks like, how it is cured and where it was seen. The mock's answers, the journal, the
// negative vectors and docs/mistakes.md all take their words from here. A row is only data; the
// recomputation that proves it is one small function in hypotheses_*.cpp, which names the row.
// Immutable, so any thread may read it at any time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "signing/diagnosis/catalogue/remedy.hpp"

namespace everstrike::diagnosis {

// In the order of the catalogue. Each name is also the row's slug.
enum class MistakeId : std::uint8_t {
  // The signature's text: the right mac, written in a way that the exchange doesn't take.
  hex_instead_of_base64,
  base64_of_hex,
  base64url_instead_of_base64,
  base64_padding_wrong,
  base64_not_canonical,
  base64_twice,
  white_space_in_signature,
  signature_percent_encoded,
  plus_became_blank,
  signature_quoted,
  signature_json_escaped,
  python_bytes_text,
  text_around_signature,
  signature_doubled,
  signature_truncated,
  signature_letter_case_changed,
  signature_punctuation_lost,
  signature_altered,
  signature_reversed,
  other_base_instead_of_base64,
  byte_list_instead_of_base64,
  raw_bytes_instead_of_base64,
  digest_read_as_text,
  object_sent_as_signature,
  bytes_behind_digest,
  // The message: the right key and algorithm over a text that isn't the body that was sent.
  blank_plus_or_percent20,
  values_not_encoded,
  encoded_signed_raw_sent,
  escape_letter_case,
  other_reserved_characters,
  encoded_twice,
  other_charset,
  unicode_form_differs,
  field_order_differs,
  field_added_after_signing,
  field_signed_but_not_sent,
  none_signed_but_not_sent,
  field_sent_twice,
  list_written_differently,
  literal_spelled_differently,
  value_spelled_differently,
  line_ends_in_value_differ,
  value_only_signed,
  other_separators_signed,
  json_signed,
  json_sent,
  json_written_again,
  multipart_sent,
  object_text_signed,
  empty_text_signed,
  query_signed,
  ampersand_or_question_mark,
  line_end_signed,
  line_end_sent,
  invisible_bytes_signed,
  bytes_added_after_signing,
  path_signed,
  method_signed,
  url_signed,
  timestamp_signed,
  api_key_signed,
  secret_in_signed_text,
  letter_case_of_text,
  text_quoted,
  text_escaped,
  text_repeated,
  text_in_base64_or_hex,
  text_hashed_first,
  old_signature_reused,
  bytes_lost_after_signing,
  echo_option_signed,
  text_given_to_printf,
  text_changed_by_shell,
  body_compressed_after_signing,
  other_notation_sent,
  field_named_differently,
  clock_read_twice,
  // The key: the right text, signed with something else than the secret as it was issued.
  api_key_used_as_secret,
  key_and_secret_swapped,
  api_key_joined_to_secret,
  secret_of_another_key,
  white_space_in_secret,
  secret_quoted,
  secret_base64_decoded,
  secret_hex_decoded,
  secret_encoded,
  secret_hashed,
  secret_letter_case,
  secret_cut,
  secret_in_other_charset,
  placeholder_used_as_secret,
  secret_sent_as_signature,
  api_key_sent_as_signature,
  secret_substituted,
  comment_in_secret,
  text_around_secret,
  secret_escapes_read,
  secret_read_as_number,
  secret_retyped,
  // The algorithm: another function than HMAC-SHA256.
  sha1_instead_of_sha256,
  sha224_instead_of_sha256,
  sha384_instead_of_sha256,
  sha512_instead_of_sha256,
  md5_instead_of_sha256,
  sha3_instead_of_sha256,
  plain_hash_instead_of_hmac,
  hmac_arguments_swapped,
  hmac_hashed_again,
  // The headers: a signature or an API key that isn't where it belongs.
  signature_missing,
  signature_header_misspelt,
  signature_in_query,
  signature_in_body,
  signature_header_twice,
  headers_exchanged,
  api_key_missing,
  api_key_header_misspelt,
  api_key_in_query,
  api_key_in_body,
  api_key_header_twice,
  api_key_altered,
};

inline constexpr std::size_t kNumMistakes =
    static_cast<std::size_t>(MistakeId::api_key_altered) + 1;

struct Mistake {
  MistakeId id;
  std::string_view slug;        // "hex_instead_of_base64": for machines, never renamed
  std::string_view number;      // "ENC-1": for people
  std::string_view title;       // what was done, as a clause that can follow a colon
  std::string_view looks_like;  // a sentence: how to recognise it by eye
  std::string_view fix;         // a sentence: what to do instead
  RemedyId remedy;              // the fix as code
  std::string_view seen_in;     // threads and pages; empty: plausible, no thread known
};

// mistakes gives the whole catalogue, in the order of MistakeId.
[[nodiscard]] std::span<const Mistake> mistakes() noexcept;
[[nodiscard]] const Mistake& mistake(MistakeId id) noexcept;
// find_mistake gives the row with this slug, nullptr if there is none.
[[nodiscard]] const Mistake* find_mistake(std::string_view slug) noexcept;

}  // namespace everstrike::diagnosis
