#include "signing/diagnosis/diagnosis.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace everstrike::diagnosis {
namespace {

using testing::HasSubstr;
using testing::Not;

const signing::Secret kTestSecret("demo-secret");
// Made with Python: base64(hmac("demo-secret", text, sha256)).
constexpr std::string_view kRight = "QLKwH6gDsNi7hz4Ks8uh1SNwuQ2bV7vaHL4ztET0xJ4=";  // id=1
constexpr std::string_view kOfOtherSecret = "pqPjp1jdMhGbx9R219Yugic408fyXwsrTRw3RgVaIVY=";
constexpr std::string_view kWithLineEnd = "oIRYA8Nxf9RrKZgCXJatOQkc4OtBT2XUqUJQ6nvrK4c=";  // id=1\n
constexpr std::string_view kOfPercent20 =
    "KBfKNeIHKoh3OX3yZJ0imOR0n/iTxt0S7HvUB7vmAes=";  // id=a%20b
constexpr std::string_view kOfJsonInHex =
    "65a69ccfa8f165187c3833c94b0f316f75203cf2cbf8de91c632270d3d06d525";  // {"id":"1"}

Refused refused(std::string_view body, std::optional<std::string_view> signature) {
  return {.body = body, .signature = signature, .api_key = "demo-key", .secret = &kTestSecret};
}

TEST(Diagnose, FindsNothingWrongWithARightSignature) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kRight));
  EXPECT_EQ(diagnosis.outcome, Outcome::none);
  EXPECT_EQ(diagnosis.name(), "none");
  EXPECT_EQ(diagnosis.fix + diagnosis.proof + diagnosis.title(), "");
  EXPECT_TRUE(diagnosis.notes.empty());
  EXPECT_EQ(diagnosis.digests, 0U);
}

TEST(Diagnose, NotesBytesThatOtherEncodersWouldNotSend) {
  const Diagnosis diagnosis = diagnose(refused("id=a%20b", kOfPercent20));
  EXPECT_EQ(diagnosis.name(), "none");
  ASSERT_EQ(diagnosis.notes.size(), 1U);
  EXPECT_EQ(diagnosis.notes[0].slug, "blank_as_percent20");
}

TEST(Diagnose, ProvesAMistakeWithBothTexts) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kWithLineEnd));
  EXPECT_EQ(diagnosis.outcome, Outcome::mistake);
  EXPECT_EQ(diagnosis.name(), "line_end_signed");
  EXPECT_EQ(diagnosis.title(), mistake(MistakeId::line_end_signed).title);
  EXPECT_EQ(diagnosis.fix, mistake(MistakeId::line_end_signed).fix);
  EXPECT_EQ(diagnosis.proof,
            R"(x-signature is base64(mac) where mac = HMAC-SHA256(secret, "id=1\n"); )"
            R"(expected is base64(HMAC-SHA256(secret, "id=1")).)");
}

// What programs of outside engineers sent; made with Python and, for the secret's low bytes, Node.
TEST(Diagnose, NamesHexHoweverItsZerosWereLost) {
  // "%x" for each byte, and the whole as one number (id=7, whose digest begins with a zero).
  EXPECT_EQ(
      diagnose(refused("id=1", "40b2b01fa83b0d8bb873eab3cba1d52370b9d9b57bbda1cbe33b444f4c49e"))
          .name(),
      "hex_instead_of_base64");
  EXPECT_EQ(
      diagnose(refused("id=7", "e1697637cebcf9ee299de91a6944a29c1b074acc3f5c0239a563f988288c16c"))
          .name(),
      "hex_instead_of_base64");
}

TEST(Diagnose, NamesHexThatAShellGaveALineEnd) {
  EXPECT_EQ(diagnose(refused("id=1",
                             "NDBiMmIwMWZhODAzYjBkOGJiODczZTBhYjNjYmExZDUyMzcwYjkwZDliNTdi"
                             "YmRhMWNiZTMzYjQ0NGY0YzQ5ZQo="))
                .name(),
            "base64_of_hex");
}

TEST(Diagnose, NamesTheTextThatGosSumLeavesInFront) {
  const std::string name =
      diagnose(refused("id=1", "aWQ9MXhVU4rpUE28NdMLhXFYCDSzDx/74+dNwm7UMr3i3YE/")).name();
  EXPECT_THAT(name, HasSubstr("text_around_signature"));
  EXPECT_THAT(name, HasSubstr("empty_text_signed"));
}

TEST(Diagnose, NamesASecretThatLatin1HasNoLettersFor) {
  const signing::Secret secret("na\u00efve-\u20ac-\u0141-\U0001f600");
  for (const std::string_view signature :
       {"ro0X4nGIY+eROXFEkSNBqHEEJNj/w6xSM6bEYl5MSvw=",     // "?" for each
        "IvFDoWhIQTjWlPmf4YVvpn9w++YfnKDmVyJ7WFAuXSo="}) {  // their low bytes
    Refused request = refused("id=1", signature);
    request.secret = &secret;
    EXPECT_EQ(diagnose(request).name(), "secret_in_other_charset");
  }
}

// A text that an earlier request had tells nothing where the body itself shows what was done.
TEST(Diagnose, NamesAReusedSignatureOnlyWhereTheBodyTellsNothing) {
  constexpr std::string_view kEarlier[] = {"id=1"};
  const auto name = [&](std::string_view body) {
    Refused wrong = refused(body, kRight);
    wrong.earlier_bodies = kEarlier;
    return diagnose(wrong).name();
  };
  EXPECT_EQ(name("{\"id\":\"1\"}"), "json_sent");
  EXPECT_EQ(name("--x1\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n1\r\n--x1--\r\n"),
            "multipart_sent");
  EXPECT_EQ(name("id%3D1"), "encoded_twice");
  EXPECT_EQ(name("id=1&recv_window=5"), "field_added_after_signing");
  EXPECT_EQ(name("id=2"), "old_signature_reused");
  EXPECT_EQ(name("id=12"), "old_signature_reused");
  constexpr std::string_view kAtFirst[] = {"timestamp=1551137077&recv_window=5000&id=849cdea0"};
  Refused retry = refused("timestamp=1551137078&recv_window=5000&id=849cdea0",
                          "d8pbyokOzlsIYby6MiqEOaufDMaBQUzkPbRWOCtGLC4=");
  EXPECT_EQ(diagnose(retry).name(), "clock_read_twice");
  retry.earlier_bodies = kAtFirst;
  EXPECT_EQ(diagnose(retry).name(), "old_signature_reused");
}

// What other systems' programs do, which are not here to do it; the signatures made with Python.
TEST(Diagnose, NamesWhatProgramsOfOtherSystemsDo) {
  struct Case {
    const char* who;
    const char* secret;
    std::string_view body;
    std::string_view signature;
    const char* name;
  };
  for (const Case& one : std::initializer_list<Case>{
           {"go: json.Marshal", "a&b<c>d1234", "id=1",
            "/RdB1SATf4uuwc8dekMDY9+h3mkCECMa5/ycCUeDGHU=", "secret_escapes_read"},
           {"PowerShell", "ab`ncd1234", "id=1",
            "/p4p69EMY6Hzt78GU8lB8/hsZ+LRIMTYWe01doAJRho=", "secret_escapes_read"},
           {"cmd.exe, delayed expansion", "ab!cd!ef12", "id=1",
            "IMYQ9Aau+dGnluogXT9VLEfQgVhyirPX2sfKFaI7SPo=", "secret_substituted"},
           {"a spreadsheet", "12345678901234567", "id=1",
            "Y5AWeYi2RgJOQ/HcJvu1MRItGaTOXJR75aSHsgRp6uM=", "secret_read_as_number"},
           {"cmd.exe: echo \"id=1\" | …", "demo-secret", "id=1",
            "gbieIN+Fz8tzAM30G+bOOFo6a+5coEJLosLk7MC0RVo=", "line_end_signed+text_quoted"},
           {"one field a line", "demo-secret", "a=1&b=2",
            "AGNg9mWhKVymLyN+7bx8x/gNMZ9H7D5saJADpAXk/1s=", "other_separators_signed"},
           {"a Java map", "demo-secret", "{id=a b, x=2}",
            "aaym60Gct2zzhVRmcguFxMUkEyPmGkFkdIeePsT/ns8=", "other_notation_sent"},
           {"a Go map", "demo-secret", "map[id:a x:2]",
            "BGJkBO4y+TJlA6N+Jcizv7C+9McIZExlfIMvSafMIgc=", "other_notation_sent"},
           {"a Ruby hash", "demo-secret", "{:id=>\"a\", :x=>\"2\"}",
            "BGJkBO4y+TJlA6N+Jcizv7C+9McIZExlfIMvSafMIgc=", "other_notation_sent"},
           {"encoded fields, one a line", "demo-secret", "p=USD+BTC\nid=Zo%C3%AB+%26",
            "ljeCkmW0St3DJsfcFHntu9RiTK60ouNQxhdlIg/7d70=", "other_notation_sent"},
           {"Java: Integer.toHexString(b)", "demo-secret", "id=4",
            "ffffff88226cffffffe46fffffff7ffffffa37e63ffffff9affffffa03d7effffffb4ffffffcfffffffd9f"
            "fffff90fffffff82dffffff96ffffffc2fffffff3effffffd9ffffffcf5331d1b22ffffffcaffffffc6",
            "hex_instead_of_base64"},
           {"C: printf(\"%02x\") of a char", "demo-secret", "id=4",
            "ffffff88226cffffffe406fffffff7ffffffa37e63ffffff9affffffa03d7effffffb4ffffffcfffffffd9"
            "ffffff90fffffff82dffffff96ffffffc2fffffff30effffffd9ffffffcf53310d1b22ffffffcaffffffc"
            "6",
            "hex_instead_of_base64"},
           {"Java: new BigInteger(mac)", "demo-secret", "id=4",
            "-77dd931bf9085c819c655fc2814b30266f07d2693d0cf12630accef2e4dd353a",
            "hex_instead_of_base64"},
           {"Go: %x of mac.Sum(body)", "demo-secret", "id=4",
            "69643d347855538ae9504dbc35d30b8571580834b30f1ffbe3e74dc26ed432bde2dd813f",
            "hex_instead_of_base64+empty_text_signed"},
           {"Go: %#v", "demo-secret", "id=4",
            "[]byte{0x88, 0x22, 0x6c, 0xe4, 0x6, 0xf7, 0xa3, 0x7e, 0x63, 0x9a, 0xa0, 0x3d, 0x7e, "
            "0xb4, 0xcf, 0xd9, 0x90, 0xf8, 0x2d, 0x96, 0xc2, 0xf3, 0xe, 0xd9, 0xcf, 0x53, 0x31, "
            "0xd, 0x1b, 0x22, 0xca, 0xc6}",
            "byte_list_instead_of_base64"},
           {"seconds signed, among other fields", "demo-secret",
            "timestamp=1551137077642&recv_window=5000&id=849cdea0",
            "d8pbyokOzlsIYby6MiqEOaufDMaBQUzkPbRWOCtGLC4=", "literal_spelled_differently"},
           {"an id that JavaScript read as a number, among other fields", "demo-secret",
            "timestamp=1551137077642&recv_window=5000&id=12345678901234567890",
            "g6I5KUl1uoUjPKjGGsJgQsH/0GT7m53/WyX4Q9MYN9s=", "literal_spelled_differently"},
           {"a value alone", "demo-secret", "849cdea0",
            "AV50WZL2Czudd94blFPJuz1hyoGtcogZgHxRW5VeRrc=", "other_notation_sent"}}) {
    const signing::Secret secret(one.secret);
    Refused wrong = refused(one.body, one.signature);
    wrong.secret = &secret;
    EXPECT_EQ(diagnose(wrong).name(), one.name) << one.who;
  }
}

// Once the names of two encoders and of other separators, and none at all.
TEST(Diagnose, SeesThatTheWholeFormWasEncodedOnceMore) {
  constexpr std::string_view kOfTwo = "CXOz2rJKqShyBQZ7qfILrR0G5CyjUgancxxPQW9ZR9Y=";  // id=1&x=2
  for (const std::string_view body : {"id%3D1%26x%3D2", "id%3d1%26x%3d2=", "id%3D1%26x%3D2="}) {
    const Diagnosis diagnosis = diagnose(refused(body, kOfTwo));
    EXPECT_EQ(diagnosis.name(), "encoded_twice") << body;
    EXPECT_TRUE(diagnosis.also.empty()) << body << ": " << diagnosis.also.front().text();
  }
  // new URLSearchParams({..."id=1&x=2"})
  EXPECT_EQ(diagnose(refused("0=i&1=d&2=%3D&3=1&4=%26&5=x&6=%3D&7=2", kOfTwo)).name(),
            "other_notation_sent");
  std::string letters = "0=n&1=o&2=t&3=e&4=%3D";
  for (int i = 5; i < 75; ++i) letters += "&" + std::to_string(i) + "=x";
  EXPECT_EQ(diagnose(refused(letters, "tCSyfW6RLY4aKKheYQuZl/q1kzye9P+i5t7x2yx2IK0=")).name(),
            "other_notation_sent");
}

TEST(Diagnose, SaysAlsoThatANumberMayHaveLostItsLastByte) {
  const auto diagnosis =
      diagnose(refused("id=1&qty=1.", "V9GtEVyFllsGvCjfIdzkEWdFzOUd8M6pk+R5hWohvP8="));
  EXPECT_EQ(diagnosis.name(), "literal_spelled_differently");
  ASSERT_EQ(diagnosis.also.size(), 1U);
  EXPECT_EQ(diagnosis.also.front().text(), "bytes_lost_after_signing");
}

TEST(Diagnose, SaysThatNoFormArrived) {
  EXPECT_THAT(diagnose(refused("", kWithLineEnd)).proof, HasSubstr("The body is empty"));
  EXPECT_THAT(diagnose(refused("[object Object]", kWithLineEnd)).proof,
              HasSubstr("what programs write in place of an object"));
  EXPECT_THAT(diagnose(refused("id=2", kOfPercent20)).proof, Not(HasSubstr("The body is ")));
}

TEST(Diagnose, ReportsTwoMistakesAsTwo) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kOfJsonInHex));
  EXPECT_EQ(diagnosis.name(), "hex_instead_of_base64+json_signed");
  EXPECT_EQ(diagnosis.fix, std::string(mistake(MistakeId::hex_instead_of_base64).fix) + " " +
                               std::string(mistake(MistakeId::json_signed).fix));
  EXPECT_THAT(diagnosis.title(), HasSubstr("; and "));
  EXPECT_THAT(diagnosis.proof,
              HasSubstr(R"(hex(mac) where mac = HMAC-SHA256(secret, "{\"id\":\"1\"}"))"));
}

TEST(Diagnose, SaysWhatWasExcludedWhenNothingFits) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kOfOtherSecret));
  EXPECT_EQ(diagnosis.outcome, Outcome::unexplained);
  EXPECT_EQ(diagnosis.name(), "unexplained");
  EXPECT_THAT(diagnosis.proof, HasSubstr("Not the encoding"));
  EXPECT_THAT(diagnosis.proof, HasSubstr("Tried: "));
  EXPECT_THAT(diagnosis.proof, HasSubstr("Not tried: "));
  EXPECT_THAT(diagnosis.proof, HasSubstr("\"id=1\""));
  EXPECT_THAT(diagnosis.proof, HasSubstr(kOfOtherSecret));
  EXPECT_THAT(diagnosis.fix, HasSubstr("sign a plain id"));
  EXPECT_THAT(diagnosis.fix, HasSubstr("--secret-fingerprint"));
}

// A good secret was replaced because of such a sentence.
TEST(Diagnose, ClaimsNothingAboutTheSecretWhereNothingFits) {
  for (const Depth depth : {Depth::quick, Depth::deep}) {
    const Diagnosis diagnosis = diagnose(refused("id=1", kOfOtherSecret), {.depth = depth});
    for (const char* claim : {"likely", "probably", "must be", "another secret"}) {
      EXPECT_THAT(diagnosis.proof + diagnosis.fix, Not(HasSubstr(claim)));
    }
  }
}

TEST(Diagnose, SaysWhereItsBoundEndedTheSearch) {
  const Diagnosis diagnosis =
      diagnose(refused("id=1&x=2", kOfOtherSecret), {.limits = Limits{.digests_max = 50}});
  EXPECT_THAT(diagnosis.proof, HasSubstr("the bound of 50 digests"));
}

TEST(Diagnose, SaysWhenTheTextIsNoDigestAtAll) {
  EXPECT_THAT(diagnose(refused("id=1", "hello")).proof,
              HasSubstr("no digest in any known encoding"));
}

TEST(Diagnose, CanBeSwitchedOff) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kWithLineEnd), {.depth = Depth::off});
  EXPECT_EQ(diagnosis.name(), "off");
  EXPECT_EQ(diagnosis.digests, 0U);
}

TEST(Diagnose, RevealsTheRightSignatureOnRequestOnly) {
  EXPECT_EQ(diagnose(refused("id=1", kWithLineEnd)).expected_signature, "");
  EXPECT_EQ(diagnose(refused("id=1", kWithLineEnd), {.reveal = true}).expected_signature, kRight);
}

TEST(Diagnose, StaysWithinTheLimitsItIsGiven) {
  const Diagnosis diagnosis = diagnose(refused("id=1", kOfOtherSecret),
                                       {.limits = Limits{.digests_max = 10, .bytes_max = 1 << 20}});
  EXPECT_EQ(diagnosis.name(), "unexplained");
  EXPECT_EQ(diagnosis.digests, 10U);
  EXPECT_THAT(diagnosis.proof, HasSubstr("until the bound of 10 digests"));
}

TEST(Diagnose, KnowsTheSecretsOfOtherAccounts) {
  const signing::Secret other("another one");
  const Account accounts[] = {{"k1", &other}, {"k2", &kTestSecret}, {"k3", nullptr}};
  Refused request = refused("id=1", kRight);
  request.others = accounts;
  request.secret = nullptr;  // the API key is unknown
  EXPECT_EQ(diagnose(request).name(), "secret_of_another_key");
  EXPECT_THAT(diagnose(request).fix, HasSubstr("The API key that was sent is not known here"));
  request.secret = &other;
  EXPECT_EQ(diagnose(request).name(), "secret_of_another_key");
  EXPECT_THAT(diagnose(request).fix, Not(HasSubstr("not known here")));
  EXPECT_THAT(diagnose(request).proof, Not(HasSubstr("k2")));
}

TEST(Diagnose, HasNothingToSignWithForAnUnknownKey) {
  Refused request = refused("id=1", kRight);
  request.secret = nullptr;
  EXPECT_EQ(diagnose(request).name(), "unexplained");
  EXPECT_THAT(diagnose(request, {.reveal = true}).proof, HasSubstr("not known here"));
  request.signature = std::nullopt;
  EXPECT_EQ(diagnose(request).name(), "signature_missing");
}

TEST(Diagnose, SeesBothHeaderLinesOfADoubledHeader) {
  const std::string joined = std::string(kOfOtherSecret) + ", " + std::string(kRight);
  EXPECT_EQ(diagnose(refused("id=1", joined)).name(), "signature_header_twice");
}

TEST(Diagnose, NamesAMisplacedSignatureThatIsWrongToo) {
  const HeaderLine headers[] = {{"X-Sign", kOfOtherSecret}};
  Refused request = refused("id=1", std::nullopt);
  request.headers = headers;
  const Diagnosis diagnosis = diagnose(request);
  EXPECT_EQ(diagnosis.name(), "signature_header_misspelt");
  EXPECT_THAT(diagnosis.proof, HasSubstr("isn't explained either"));
}

TEST(Diagnose, UsesWhatTheClientMeantToEncode) {
  const std::pair<std::string, std::string> payload[] = {{"id", "1"}, {"comment-of-mine", "None"}};
  // Python: sign("id=1&comment-of-mine=None")
  Refused request = refused("id=1", "Z0yfao6YboPTyGw9G8Gib5zPPH6iqy/nHNyJkkfj+uA=");
  EXPECT_EQ(diagnose(request).name(), "unexplained");
  request.payload = payload;
  EXPECT_EQ(diagnose(request).name(), "none_signed_but_not_sent");
}

}  // namespace
}  // namespace everstrike::diagnosis
