// sign: the body that is sent is the body that was signed, for every id and every secret.
#include <array>
#include <string>
#include <string_view>

#include "conformance/client/cases/registry.hpp"
#include "conformance/client/judge/judges.hpp"

namespace everstrike::conformance {
namespace {

constexpr const char* kCancelPage = "page of POST /auth/cancel";
constexpr const char* kForm = "page of POST /auth/cancel; WHATWG URL, 5 (form-urlencoded)";
constexpr const char* kHmac = "page of POST /auth/cancel; RFC 2104";
constexpr const char* kSigned = "the signature fits the body, and the order is cancelled";

std::string numbered(const std::string& prefix, int number) {
  return prefix + (number < 10 ? "0" : "") + std::to_string(number);
}

void add_documented_ids(Cases& cases) {
  struct Row {
    const char* id;
    const char* what;
  };
  constexpr std::array<Row, 3> kRows = {{
      {"849cdea0395411e98f54b395ae9c7bb6", "is given the id of the page's sample order"},
      {"392392320eoweqwie3", "is given the id of the page's JavaScript example"},
      {"32302131320dqe", "is given the id of the page's Python example"},
  }};
  int number = 0;
  for (const Row& row : kRows) {
    cases.push_back({.id = numbered("sign/basic/", ++number),
                     .does = row.what,
                     .expects = kSigned,
                     .provenance = Provenance::documented,
                     .reference = kCancelPage,
                     .setting = {.order_id = row.id},
                     .judge = cancels_the_order});
  }
}

// With letters and digits alone every encoder looks right, so each character that encoders treat
// differently, or that means something to a form, a shell or a URL, has a case of its own.
void add_encoding(Cases& cases) {
  struct Row {
    const char* id;
    const char* what;
    Level level = Level::must;
  };
  constexpr std::array<Row, 41> kRows = {{
      {"order 1 2", "a blank"},
      {"order+1+2", "a plus sign"},
      {"order%1", "a percent sign"},
      {"order%201", "what looks like an escape, %20"},
      {"order%2B%2b", "what looks like escapes in both cases, %2B%2b"},
      {"order&1", "an ampersand"},
      {"order&id=2", "what looks like another field, &id=2"},
      {"order=1", "an equals sign"},
      {"order~1", "a tilde, which the documented encoders treat differently"},
      {"order*1", "an asterisk"},
      {"order'1", "an apostrophe"},
      {"order(1)", "brackets"},
      {"order!1", "an exclamation mark"},
      {"order/1/2", "slashes"},
      {"order?1", "a question mark"},
      {"order#1", "a hash sign"},
      {"order:1", "a colon"},
      {"order@1", "an at sign"},
      {"order;1", "a semicolon"},
      {"order,1", "a comma"},
      {"order\"1\"", "double quotes"},
      {"order\\1", "a backslash"},
      {"order[0]", "square brackets"},
      {"order{1}", "braces"},
      {"order<1>", "angle brackets"},
      {"order|1", "a vertical bar"},
      {"order^1", "a caret"},
      {"order`1", "a backtick"},
      {"order$1", "a dollar sign"},
      {"order-1_2.3", "hyphen, underline and dot, which no encoder escapes"},
      {"order\xC3\xA9", "a letter of two bytes, é"},
      {"order\xE2\x82\xAC\xE6\xB3\xA8", "characters of three bytes, €注"},
      {"order\xF0\x9F\x98\x80", "a character of four bytes, an emoji"},
      {"ordere\xCC\x81", "a letter with a combining accent, which is not to be composed"},
      {"order\xC3\xA9 \xC3\xBC+\xC3\x9F", "letters of two bytes beside blank and plus"},
      {"a b+c~d*e'f(g)h!i:j@k/\xC3\xA9[l]&m=n%20", "all of that at once"},
      {"order  2", "two blanks in a row"},
      {" order ", "a blank at either end", Level::should},
      {"order\t1", "a tab", Level::should},
      {"order\n1", "a line break", Level::should},
      {"order\r\n1", "a carriage return and a line break", Level::may},
  }};
  int number = 0;
  for (const Row& row : kRows) {
    cases.push_back({.id = numbered("sign/enc/", ++number),
                     .level = row.level,
                     .does = std::string("is given an id with ") + row.what,
                     .expects = kSigned,
                     .provenance = Provenance::documented,
                     .reference = kForm,
                     .setting = {.order_id = row.id},
                     .judge = cancels_the_order});
  }
}

void add_ids_as_text(Cases& cases) {
  struct Row {
    std::string id;
    std::string what;
    Level level = Level::must;
  };
  const std::array<Row, 14> rows = {{
      {"0001234500", "digits with zeros in front"},
      {"12345678901234567890123", "more digits than a number can hold"},
      {"1e5", "what looks like a number with an exponent"},
      {"1.50", "what looks like a decimal number"},
      {"0x1F", "what looks like a hexadecimal number"},
      {"true", "the word true"},
      {"null", "the word null"},
      {"None", "the word None"},
      {"NaN", "the word NaN"},
      {"AbCdEfABCDEF", "letters of both cases"},
      {"0", "a single zero"},
      {std::string(1000, 'q'), "1000 characters"},
      {std::string(9000, 'w'), "9000 characters, more than some servers' limit for a form",
       Level::should},
      {std::string(60, '1') + "\xC3\xA9" + std::string(60, '2'),
       "over a hundred digits around a letter of two bytes"},
  }};
  int number = 0;
  for (const Row& row : rows) {
    cases.push_back({.id = numbered("sign/id/", ++number),
                     .level = row.level,
                     .does = "is given an id of " + row.what,
                     .expects = "the id is sent as the text that it is, and the signature fits",
                     .provenance = Provenance::documented,
                     .reference = kCancelPage,
                     .setting = {.order_id = row.id},
                     .judge = cancels_the_order});
  }
}

void add_secrets(Cases& cases) {
  struct Row {
    std::string secret;
    std::string what;
    Level level = Level::must;
  };
  const std::string block = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
  const std::array<Row, 14> rows = {{
      {block, "64 bytes, which is HMAC's block"},
      {block + "!", "65 bytes, which HMAC hashes first"},
      {block + block + block, "192 bytes"},
      {"pa\xC3\x9Fwort-\xE2\x82\xAC-\xC3\xA9", "letters beyond ASCII, to be used as UTF-8"},
      {"c2VjcmV0LWtleS1vZi1tb2Nr", "what looks like base64, and is to be used as it is"},
      {"6576657273747269abcdef0123456789", "what looks like hex, and is to be used as it is"},
      {"whsec_c2VjcmV0LWtleQ==", "a prefix and padding, to be used as they are"},
      {"it's \"quoted\" $HOME `x`", "quotes, a dollar sign and blanks inside"},
      {"back\\slash\\n%41+&=", "a backslash, and what looks like escapes"},
      {"UPPERCASE-SECRET-0001", "upper-case letters"},
      {"0123456789012345678901234567890123", "digits"},
      {" blank at either end ", "a blank at either end", Level::should},
      {"x", "one character", Level::should},
      {"", "nothing, as in the page's own examples", Level::may},
  }};
  int number = 0;
  for (const Row& row : rows) {
    cases.push_back({.id = numbered("sign/secret/", ++number),
                     .level = row.level,
                     .does = "gives out a secret of " + row.what,
                     .expects = "the secret's bytes sign as they are",
                     .provenance = Provenance::documented,
                     .reference = kHmac,
                     .setting = {.secret = row.secret},
                     .judge = cancels_the_order});
  }
}

void add_keys(Cases& cases) {
  struct Row {
    std::string key;
    std::string what;
    Level level;
  };
  const std::array<Row, 3> rows = {{
      {"<YOUR_API_KEY>", "the page's placeholder", Level::should},
      {"5f9ca5f0-380e-11e9-bf51-91a076098e19", "a UUID with dashes", Level::must},
      {"c29tZSBrZXk+Pz8/+/==", "the characters of base64", Level::must},
  }};
  int number = 0;
  for (const Row& row : rows) {
    cases.push_back({.id = numbered("sign/key/", ++number),
                     .level = row.level,
                     .does = "gives out an API key like " + row.what,
                     .expects = "x-api-key carries it unchanged",
                     .provenance = Provenance::documented,
                     .reference = kCancelPage,
                     .setting = {.api_key = row.key},
                     .judge = cancels_the_order});
  }
}

// A signature of letters and digits alone hides what happens to "+", "/" and "=" on the way. The
// secrets are such that the signature of the plain body has the characters in question.
void add_signatures(Cases& cases) {
  struct Row {
    const char* secret;
    const char* what;
  };
  constexpr std::array<Row, 3> kRows = {{
      {"secret-of-account-0022", "plus signs"},
      {"secret-of-account-0026", "slashes"},
      {"secret-of-account-0074", "plus signs and slashes"},
  }};
  int number = 0;
  for (const Row& row : kRows) {
    cases.push_back({.id = numbered("sign/text/", ++number),
                     .does = std::string("has an account whose signature contains ") + row.what,
                     .expects = "x-signature carries base64 of the standard alphabet, unescaped",
                     .provenance = Provenance::documented,
                     .reference = "page of POST /auth/cancel; RFC 4648, 4",
                     .setting = {.order_id = "392392320eoweqwie3", .secret = row.secret},
                     .judge = cancels_the_order});
  }
}

}  // namespace

void add_sign_cases(Cases& cases) {
  add_documented_ids(cases);
  add_encoding(cases);
  add_ids_as_text(cases);
  add_secrets(cases);
  add_keys(cases);
  add_signatures(cases);
}

}  // namespace everstrike::conformance
