#include "signing/diagnosis/text/encoder_table.hpp"

namespace everstrike::diagnosis {
namespace {

using enum HowKnown;

constexpr bool kTried = true;
constexpr bool kSmall = true;

// clang-format off
constexpr EncoderRow kRows[] = {
    {"form-urlencoded (npm); PHP's urlencode and http_build_query", "-._", "+", measured, "npm form-urlencoded; php.net urlencode (not run)", kTried},
    {"Python's urlencode and quote_plus; Go's QueryEscape; Ruby's CGI.escape since 2.5; .NET's FormUrlEncodedContent", "-._~", "+", measured, "Python urllib.parse, Go net/url; docs.ruby-lang.org, learn.microsoft.com (not run)", kTried},
    {"encodeURIComponent; Node's querystring", "-._~!'()*", "%20", measured, "ECMA-262 encodeURIComponent; nodejs.org querystring", kTried},
    {"URLSearchParams; Java's URLEncoder; axios' form; OkHttp's FormBody; Ruby's encode_www_form; Rust's form_urlencoded", "-._*", "+", measured, "WHATWG URL, Java java.net.URLEncoder; axios, OkHttp, docs.ruby-lang.org, docs.rs form_urlencoded (not run)", kTried},
    {"Python's quote with safe=''; jq's @uri; curl; PHP's rawurlencode; .NET's EscapeDataString; Ruby's ERB url_encode; Perl's URI::Escape; Rust's urlencoding; qs", "-._~", "%20", measured, "Python urllib.parse, jq manual; curl, php.net, learn.microsoft.com, docs.ruby-lang.org, metacpan.org, docs.rs, npm qs (not run)", kTried},
    {"Python's quote; Alamofire (which leaves \"?\" as well)", "-._~/", "%20", measured, "Python urllib.parse; Alamofire (not run)", kTried},
    {"encodeURI", "-._~!'()*;,/?:@&=+$#", "%20", measured, "ECMA-262 encodeURI", kTried},
    {".NET's HttpUtility.UrlEncode", "-._!()*", "+", documented, "learn.microsoft.com System.Web.HttpUtility", kTried, kSmall},
    {"form-urlencoded with small escapes", "-._", "+", documented, "PHP's and C's own writers", kTried, kSmall},
    {"urlencode with small escapes", "-._~", "+", documented, "C++ and embedded writers", kTried, kSmall},
    {"qs with small escapes", "-._~", "%20", documented, "C++ and embedded writers", kTried, kSmall},
    {"encodeURIComponent with small escapes", "-._~!'()*", "%20", documented, "writers that lower the text", kTried, kSmall},
    {"PHP's rawurlencode before 5.3", "-._", "%20", documented, "php.net rawurlencode", kTried},
    {"qs in RFC1738 format", "-._~()", "+", documented, "npm qs, README", kTried},
    {"cpp-httplib's Params", "-._~!$'()*,/:;?@", "+", documented, "httplib.h 0.11", kTried},
    {"urlencode that spares slash, colon and at", "-._~*/:@", "+", documented, "urlencode(safe=\"*/:@\")", kTried},
    {"quote_plus that spares the slash", "-._~/", "+", documented, "quote_plus(safe=\"/\")", kTried},
    {"quote that spares colon and at", "-._~/:@", "%20", documented, "quote(safe=\"/:@\")", kTried},
    {".NET's EscapeUriString", "-._~!'()*;,/?:@&=+$#[]", "%20", documented, "learn.microsoft.com System.Uri", kTried},
    {"Go's PathEscape", "-._~$&+=:@", "%20", measured, "Go net/url", kTried},
    {"encodeURIComponent with plus for blank", "-._~!'()*", "+", documented, "jQuery.param before 3", kTried},
    {"a strict encoder; Rust's NON_ALPHANUMERIC", "", "%20", documented, "docs.rs percent-encoding", kTried},
    {"a strict encoder with plus for blank", "", "+", documented, "embedded writers", kTried},
    {"JavaScript's escape", "@*_+-./", "%20", measured, "ECMA-262 annex B; letters beyond ASCII become Latin-1 and %uXXXX", kTried},
    {"axios' query", "-._~!'()*:$,[]", "+", documented, "axios lib/helpers/buildURL.js; without the brackets since 1.12", kTried},
    {"Spring's encodeQueryParam; Swift's urlQueryAllowed", "-._~!$&'()*+,;=:@/?", "%20", documented, "docs.spring.io UriUtils, developer.apple.com CharacterSet", kTried},
    {"Java's URI", "-._~!'()*;/?:@&=+$,[]", "%20", measured, "Java java.net.URI, getRawQuery", false, false, true},
    {"Java's URI, toASCIIString", "-._~!'()*;/?:@&=+$,[]", "%20", measured, "Java java.net.URI"},
    {"the query of a browser's address", "-._~!()*;,/?:@&=+$[]%^`{|}\\", "%20", measured, "WHATWG URL, special-query percent-encode set"},
    {"Go's URL.EscapedPath", "-._~$&+,/:;=@", "%20", measured, "Go net/url"},
    {"OkHttp's addQueryParameter", "-._*", "%20", documented, "OkHttp HttpUrl.QUERY_COMPONENT_ENCODE_SET"},
    {".NET's WebUtility.UrlEncode", "-._!()*", "+", documented, "learn.microsoft.com System.Net.WebUtility"},
    {".NET Framework's EscapeDataString before 4.5", "-._~!'()*", "%20", documented, "learn.microsoft.com System.Uri"},
    {"Perl's URI::Escape before RFC 3986", "-._~!*'()", "%20", documented, "metacpan.org URI::Escape"},
    {"Ruby's URI.encode_uri_component", "-._*", "%20", documented, "docs.ruby-lang.org URI"},
    {"Swift's URLComponents.queryItems", "-._~!$'()*+,;:@/?", "%20", documented, "developer.apple.com URLComponents"},
    {"Rust's url", "-._~!$&()*+,/:;=?@[]\\^`{|}", "%20", documented, "docs.rs url"},
};
// clang-format on

}  // namespace

std::span<const EncoderRow> encoder_rows() noexcept { return kRows; }

}  // namespace everstrike::diagnosis
