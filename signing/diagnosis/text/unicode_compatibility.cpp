#include "signing/diagnosis/text/unicode_compatibility.hpp"

#include <algorithm>
#include <array>
#include <iterator>

namespace everstrike::diagnosis {
namespace {

struct Alike {
  char32_t letter;
  std::u32string_view others;
  bool compatible_only;
};

// Sorted by `letter`.
constexpr Alike kAlike[] = {
    // clang-format off
    {0xa0, U" ", true}, {0xa8, U" \u0308", true}, {0xaa, U"a", true}, {0xaf, U" \u0304", true},
    {0xb2, U"2", true}, {0xb3, U"3", true}, {0xb4, U" \u0301", true}, {0xb5, U"\u03bc", true},
    {0xb8, U" \u0327", true}, {0xb9, U"1", true}, {0xba, U"o", true}, {0xbc, U"1\u20444", true},
    {0xbd, U"1\u20442", true}, {0xbe, U"3\u20444", true}, {0x132, U"IJ", true},
    {0x133, U"ij", true}, {0x13f, U"L\u00b7", true}, {0x140, U"l\u00b7", true},
    {0x149, U"\u02bcn", true}, {0x17f, U"s", true}, {0x1c4, U"DZ\u030c", true},
    {0x1c5, U"Dz\u030c", true}, {0x1c6, U"dz\u030c", true}, {0x1c7, U"LJ", true},
    {0x1c8, U"Lj", true}, {0x1c9, U"lj", true}, {0x1ca, U"NJ", true}, {0x1cb, U"Nj", true},
    {0x1cc, U"nj", true}, {0x1f1, U"DZ", true}, {0x1f2, U"Dz", true}, {0x1f3, U"dz", true},
    {0x2b0, U"h", true}, {0x2b1, U"\u0266", true}, {0x2b2, U"j", true}, {0x2b3, U"r", true},
    {0x2b4, U"\u0279", true}, {0x2b5, U"\u027b", true}, {0x2b6, U"\u0281", true},
    {0x2b7, U"w", true}, {0x2b8, U"y", true}, {0x2d8, U" \u0306", true}, {0x2d9, U" \u0307", true},
    {0x2da, U" \u030a", true}, {0x2db, U" \u0328", true}, {0x2dc, U" \u0303", true},
    {0x2dd, U" \u030b", true}, {0x2e0, U"\u0263", true}, {0x2e1, U"l", true}, {0x2e2, U"s", true},
    {0x2e3, U"x", true}, {0x2e4, U"\u0295", true}, {0x340, U"\u0300", false},
    {0x341, U"\u0301", false}, {0x343, U"\u0313", false}, {0x374, U"\u02b9", false},
    {0x37a, U" \u0345", true}, {0x37e, U";", false}, {0x384, U" \u0301", true},
    {0x387, U"\u00b7", false}, {0x3d0, U"\u03b2", true}, {0x3d1, U"\u03b8", true},
    {0x3d2, U"\u03a5", true}, {0x3d5, U"\u03c6", true}, {0x3d6, U"\u03c0", true},
    {0x3f0, U"\u03ba", true}, {0x3f1, U"\u03c1", true}, {0x3f2, U"\u03c2", true},
    {0x3f4, U"\u0398", true}, {0x3f5, U"\u03b5", true}, {0x3f9, U"\u03a3", true},
    {0x2000, U" ", false}, {0x2001, U" ", false}, {0x2002, U" ", true}, {0x2003, U" ", true},
    {0x2004, U" ", true}, {0x2005, U" ", true}, {0x2006, U" ", true}, {0x2007, U" ", true},
    {0x2008, U" ", true}, {0x2009, U" ", true}, {0x200a, U" ", true}, {0x2011, U"\u2010", true},
    {0x2017, U" \u0333", true}, {0x2024, U".", true}, {0x2025, U"..", true}, {0x2026, U"...", true},
    {0x202f, U" ", true}, {0x2033, U"\u2032\u2032", true}, {0x2034, U"\u2032\u2032\u2032", true},
    {0x2036, U"\u2035\u2035", true}, {0x2037, U"\u2035\u2035\u2035", true}, {0x203c, U"!!", true},
    {0x203e, U" \u0305", true}, {0x2047, U"??", true}, {0x2048, U"?!", true}, {0x2049, U"!?", true},
    {0x2057, U"\u2032\u2032\u2032\u2032", true}, {0x205f, U" ", true}, {0x2070, U"0", true},
    {0x2071, U"i", true}, {0x2074, U"4", true}, {0x2075, U"5", true}, {0x2076, U"6", true},
    {0x2077, U"7", true}, {0x2078, U"8", true}, {0x2079, U"9", true}, {0x207a, U"+", true},
    {0x207b, U"\u2212", true}, {0x207c, U"=", true}, {0x207d, U"(", true}, {0x207e, U")", true},
    {0x207f, U"n", true}, {0x2080, U"0", true}, {0x2081, U"1", true}, {0x2082, U"2", true},
    {0x2083, U"3", true}, {0x2084, U"4", true}, {0x2085, U"5", true}, {0x2086, U"6", true},
    {0x2087, U"7", true}, {0x2088, U"8", true}, {0x2089, U"9", true}, {0x208a, U"+", true},
    {0x208b, U"\u2212", true}, {0x208c, U"=", true}, {0x208d, U"(", true}, {0x208e, U")", true},
    {0x2090, U"a", true}, {0x2091, U"e", true}, {0x2092, U"o", true}, {0x2093, U"x", true},
    {0x2094, U"\u0259", true}, {0x2095, U"h", true}, {0x2096, U"k", true}, {0x2097, U"l", true},
    {0x2098, U"m", true}, {0x2099, U"n", true}, {0x209a, U"p", true}, {0x209b, U"s", true},
    {0x209c, U"t", true}, {0x20a8, U"Rs", true}, {0x2100, U"a/c", true}, {0x2101, U"a/s", true},
    {0x2102, U"C", true}, {0x2103, U"\u00b0C", true}, {0x2105, U"c/o", true},
    {0x2106, U"c/u", true}, {0x2107, U"\u0190", true}, {0x2109, U"\u00b0F", true},
    {0x210a, U"g", true}, {0x210b, U"H", true}, {0x210c, U"H", true}, {0x210d, U"H", true},
    {0x210e, U"h", true}, {0x210f, U"\u0127", true}, {0x2110, U"I", true}, {0x2111, U"I", true},
    {0x2112, U"L", true}, {0x2113, U"l", true}, {0x2115, U"N", true}, {0x2116, U"No", true},
    {0x2119, U"P", true}, {0x211a, U"Q", true}, {0x211b, U"R", true}, {0x211c, U"R", true},
    {0x211d, U"R", true}, {0x2120, U"SM", true}, {0x2121, U"TEL", true}, {0x2122, U"TM", true},
    {0x2124, U"Z", true}, {0x2126, U"\u03a9", false}, {0x2128, U"Z", true}, {0x212a, U"K", false},
    {0x212b, U"A\u030a", false}, {0x212c, U"B", true}, {0x212d, U"C", true}, {0x212f, U"e", true},
    {0x2130, U"E", true}, {0x2131, U"F", true}, {0x2133, U"M", true}, {0x2134, U"o", true},
    {0x2135, U"\u05d0", true}, {0x2136, U"\u05d1", true}, {0x2137, U"\u05d2", true},
    {0x2138, U"\u05d3", true}, {0x2139, U"i", true}, {0x213b, U"FAX", true},
    {0x213c, U"\u03c0", true}, {0x213d, U"\u03b3", true}, {0x213e, U"\u0393", true},
    {0x213f, U"\u03a0", true}, {0x2140, U"\u2211", true}, {0x2145, U"D", true},
    {0x2146, U"d", true}, {0x2147, U"e", true}, {0x2148, U"i", true}, {0x2149, U"j", true},
    {0x2150, U"1\u20447", true}, {0x2151, U"1\u20449", true}, {0x2152, U"1\u204410", true},
    {0x2153, U"1\u20443", true}, {0x2154, U"2\u20443", true}, {0x2155, U"1\u20445", true},
    {0x2156, U"2\u20445", true}, {0x2157, U"3\u20445", true}, {0x2158, U"4\u20445", true},
    {0x2159, U"1\u20446", true}, {0x215a, U"5\u20446", true}, {0x215b, U"1\u20448", true},
    {0x215c, U"3\u20448", true}, {0x215d, U"5\u20448", true}, {0x215e, U"7\u20448", true},
    {0x215f, U"1\u2044", true}, {0x2160, U"I", true}, {0x2161, U"II", true}, {0x2162, U"III", true},
    {0x2163, U"IV", true}, {0x2164, U"V", true}, {0x2165, U"VI", true}, {0x2166, U"VII", true},
    {0x2167, U"VIII", true}, {0x2168, U"IX", true}, {0x2169, U"X", true}, {0x216a, U"XI", true},
    {0x216b, U"XII", true}, {0x216c, U"L", true}, {0x216d, U"C", true}, {0x216e, U"D", true},
    {0x216f, U"M", true}, {0x2170, U"i", true}, {0x2171, U"ii", true}, {0x2172, U"iii", true},
    {0x2173, U"iv", true}, {0x2174, U"v", true}, {0x2175, U"vi", true}, {0x2176, U"vii", true},
    {0x2177, U"viii", true}, {0x2178, U"ix", true}, {0x2179, U"x", true}, {0x217a, U"xi", true},
    {0x217b, U"xii", true}, {0x217c, U"l", true}, {0x217d, U"c", true}, {0x217e, U"d", true},
    {0x217f, U"m", true}, {0x2189, U"0\u20443", true}, {0x2460, U"1", true}, {0x2461, U"2", true},
    {0x2462, U"3", true}, {0x2463, U"4", true}, {0x2464, U"5", true}, {0x2465, U"6", true},
    {0x2466, U"7", true}, {0x2467, U"8", true}, {0x2468, U"9", true}, {0x2469, U"10", true},
    {0x246a, U"11", true}, {0x246b, U"12", true}, {0x246c, U"13", true}, {0x246d, U"14", true},
    {0x246e, U"15", true}, {0x246f, U"16", true}, {0x2470, U"17", true}, {0x2471, U"18", true},
    {0x2472, U"19", true}, {0x2473, U"20", true}, {0x2474, U"(1)", true}, {0x2475, U"(2)", true},
    {0x2476, U"(3)", true}, {0x2477, U"(4)", true}, {0x2478, U"(5)", true}, {0x2479, U"(6)", true},
    {0x247a, U"(7)", true}, {0x247b, U"(8)", true}, {0x247c, U"(9)", true}, {0x247d, U"(10)", true},
    {0x247e, U"(11)", true}, {0x247f, U"(12)", true}, {0x2480, U"(13)", true},
    {0x2481, U"(14)", true}, {0x2482, U"(15)", true}, {0x2483, U"(16)", true},
    {0x2484, U"(17)", true}, {0x2485, U"(18)", true}, {0x2486, U"(19)", true},
    {0x2487, U"(20)", true}, {0x2488, U"1.", true}, {0x2489, U"2.", true}, {0x248a, U"3.", true},
    {0x248b, U"4.", true}, {0x248c, U"5.", true}, {0x248d, U"6.", true}, {0x248e, U"7.", true},
    {0x248f, U"8.", true}, {0x2490, U"9.", true}, {0x2491, U"10.", true}, {0x2492, U"11.", true},
    {0x2493, U"12.", true}, {0x2494, U"13.", true}, {0x2495, U"14.", true}, {0x2496, U"15.", true},
    {0x2497, U"16.", true}, {0x2498, U"17.", true}, {0x2499, U"18.", true}, {0x249a, U"19.", true},
    {0x249b, U"20.", true}, {0x249c, U"(a)", true}, {0x249d, U"(b)", true}, {0x249e, U"(c)", true},
    {0x249f, U"(d)", true}, {0x24a0, U"(e)", true}, {0x24a1, U"(f)", true}, {0x24a2, U"(g)", true},
    {0x24a3, U"(h)", true}, {0x24a4, U"(i)", true}, {0x24a5, U"(j)", true}, {0x24a6, U"(k)", true},
    {0x24a7, U"(l)", true}, {0x24a8, U"(m)", true}, {0x24a9, U"(n)", true}, {0x24aa, U"(o)", true},
    {0x24ab, U"(p)", true}, {0x24ac, U"(q)", true}, {0x24ad, U"(r)", true}, {0x24ae, U"(s)", true},
    {0x24af, U"(t)", true}, {0x24b0, U"(u)", true}, {0x24b1, U"(v)", true}, {0x24b2, U"(w)", true},
    {0x24b3, U"(x)", true}, {0x24b4, U"(y)", true}, {0x24b5, U"(z)", true}, {0x24b6, U"A", true},
    {0x24b7, U"B", true}, {0x24b8, U"C", true}, {0x24b9, U"D", true}, {0x24ba, U"E", true},
    {0x24bb, U"F", true}, {0x24bc, U"G", true}, {0x24bd, U"H", true}, {0x24be, U"I", true},
    {0x24bf, U"J", true}, {0x24c0, U"K", true}, {0x24c1, U"L", true}, {0x24c2, U"M", true},
    {0x24c3, U"N", true}, {0x24c4, U"O", true}, {0x24c5, U"P", true}, {0x24c6, U"Q", true},
    {0x24c7, U"R", true}, {0x24c8, U"S", true}, {0x24c9, U"T", true}, {0x24ca, U"U", true},
    {0x24cb, U"V", true}, {0x24cc, U"W", true}, {0x24cd, U"X", true}, {0x24ce, U"Y", true},
    {0x24cf, U"Z", true}, {0x24d0, U"a", true}, {0x24d1, U"b", true}, {0x24d2, U"c", true},
    {0x24d3, U"d", true}, {0x24d4, U"e", true}, {0x24d5, U"f", true}, {0x24d6, U"g", true},
    {0x24d7, U"h", true}, {0x24d8, U"i", true}, {0x24d9, U"j", true}, {0x24da, U"k", true},
    {0x24db, U"l", true}, {0x24dc, U"m", true}, {0x24dd, U"n", true}, {0x24de, U"o", true},
    {0x24df, U"p", true}, {0x24e0, U"q", true}, {0x24e1, U"r", true}, {0x24e2, U"s", true},
    {0x24e3, U"t", true}, {0x24e4, U"u", true}, {0x24e5, U"v", true}, {0x24e6, U"w", true},
    {0x24e7, U"x", true}, {0x24e8, U"y", true}, {0x24e9, U"z", true}, {0x24ea, U"0", true},
    {0x3000, U" ", true}, {0x3036, U"\u3012", true}, {0x3038, U"\u5341", true},
    {0x3039, U"\u5344", true}, {0x303a, U"\u5345", true}, {0x309b, U" \u3099", true},
    {0x309c, U" \u309a", true}, {0x309f, U"\u3088\u308a", true}, {0x30ff, U"\u30b3\u30c8", true},
    {0xfb00, U"ff", true}, {0xfb01, U"fi", true}, {0xfb02, U"fl", true}, {0xfb03, U"ffi", true},
    {0xfb04, U"ffl", true}, {0xfb05, U"st", true}, {0xfb06, U"st", true}, {0xfe50, U",", true},
    {0xfe51, U"\u3001", true}, {0xfe52, U".", true}, {0xfe54, U";", true}, {0xfe55, U":", true},
    {0xfe56, U"?", true}, {0xfe57, U"!", true}, {0xfe58, U"\u2014", true}, {0xfe59, U"(", true},
    {0xfe5a, U")", true}, {0xfe5b, U"{", true}, {0xfe5c, U"}", true}, {0xfe5d, U"\u3014", true},
    {0xfe5e, U"\u3015", true}, {0xfe5f, U"#", true}, {0xfe60, U"&", true}, {0xfe61, U"*", true},
    {0xfe62, U"+", true}, {0xfe63, U"-", true}, {0xfe64, U"<", true}, {0xfe65, U">", true},
    {0xfe66, U"=", true}, {0xfe68, U"\\", true}, {0xfe69, U"$", true}, {0xfe6a, U"%", true},
    {0xfe6b, U"@", true}, {0xff5f, U"\u2985", true}, {0xff60, U"\u2986", true},
    {0xff61, U"\u3002", true}, {0xff62, U"\u300c", true}, {0xff63, U"\u300d", true},
    {0xff64, U"\u3001", true}, {0xff65, U"\u30fb", true}, {0xff66, U"\u30f2", true},
    {0xff67, U"\u30a1", true}, {0xff68, U"\u30a3", true}, {0xff69, U"\u30a5", true},
    {0xff6a, U"\u30a7", true}, {0xff6b, U"\u30a9", true}, {0xff6c, U"\u30e3", true},
    {0xff6d, U"\u30e5", true}, {0xff6e, U"\u30e7", true}, {0xff6f, U"\u30c3", true},
    {0xff70, U"\u30fc", true}, {0xff71, U"\u30a2", true}, {0xff72, U"\u30a4", true},
    {0xff73, U"\u30a6", true}, {0xff74, U"\u30a8", true}, {0xff75, U"\u30aa", true},
    {0xff76, U"\u30ab", true}, {0xff77, U"\u30ad", true}, {0xff78, U"\u30af", true},
    {0xff79, U"\u30b1", true}, {0xff7a, U"\u30b3", true}, {0xff7b, U"\u30b5", true},
    {0xff7c, U"\u30b7", true}, {0xff7d, U"\u30b9", true}, {0xff7e, U"\u30bb", true},
    {0xff7f, U"\u30bd", true}, {0xff80, U"\u30bf", true}, {0xff81, U"\u30c1", true},
    {0xff82, U"\u30c4", true}, {0xff83, U"\u30c6", true}, {0xff84, U"\u30c8", true},
    {0xff85, U"\u30ca", true}, {0xff86, U"\u30cb", true}, {0xff87, U"\u30cc", true},
    {0xff88, U"\u30cd", true}, {0xff89, U"\u30ce", true}, {0xff8a, U"\u30cf", true},
    {0xff8b, U"\u30d2", true}, {0xff8c, U"\u30d5", true}, {0xff8d, U"\u30d8", true},
    {0xff8e, U"\u30db", true}, {0xff8f, U"\u30de", true}, {0xff90, U"\u30df", true},
    {0xff91, U"\u30e0", true}, {0xff92, U"\u30e1", true}, {0xff93, U"\u30e2", true},
    {0xff94, U"\u30e4", true}, {0xff95, U"\u30e6", true}, {0xff96, U"\u30e8", true},
    {0xff97, U"\u30e9", true}, {0xff98, U"\u30ea", true}, {0xff99, U"\u30eb", true},
    {0xff9a, U"\u30ec", true}, {0xff9b, U"\u30ed", true}, {0xff9c, U"\u30ef", true},
    {0xff9d, U"\u30f3", true}, {0xff9e, U"\u3099", true}, {0xff9f, U"\u309a", true},
    {0xffa0, U"\u1160", true}, {0xffa1, U"\u1100", true}, {0xffa2, U"\u1101", true},
    {0xffa3, U"\u11aa", true}, {0xffa4, U"\u1102", true}, {0xffa5, U"\u11ac", true},
    {0xffa6, U"\u11ad", true}, {0xffa7, U"\u1103", true}, {0xffa8, U"\u1104", true},
    {0xffa9, U"\u1105", true}, {0xffaa, U"\u11b0", true}, {0xffab, U"\u11b1", true},
    {0xffac, U"\u11b2", true}, {0xffad, U"\u11b3", true}, {0xffae, U"\u11b4", true},
    {0xffaf, U"\u11b5", true}, {0xffb0, U"\u111a", true}, {0xffb1, U"\u1106", true},
    {0xffb2, U"\u1107", true}, {0xffb3, U"\u1108", true}, {0xffb4, U"\u1121", true},
    {0xffb5, U"\u1109", true}, {0xffb6, U"\u110a", true}, {0xffb7, U"\u110b", true},
    {0xffb8, U"\u110c", true}, {0xffb9, U"\u110d", true}, {0xffba, U"\u110e", true},
    {0xffbb, U"\u110f", true}, {0xffbc, U"\u1110", true}, {0xffbd, U"\u1111", true},
    {0xffbe, U"\u1112", true}, {0xffc2, U"\u1161", true}, {0xffc3, U"\u1162", true},
    {0xffc4, U"\u1163", true}, {0xffc5, U"\u1164", true}, {0xffc6, U"\u1165", true},
    {0xffc7, U"\u1166", true}, {0xffca, U"\u1167", true}, {0xffcb, U"\u1168", true},
    {0xffcc, U"\u1169", true}, {0xffcd, U"\u116a", true}, {0xffce, U"\u116b", true},
    {0xffcf, U"\u116c", true}, {0xffd2, U"\u116d", true}, {0xffd3, U"\u116e", true},
    {0xffd4, U"\u116f", true}, {0xffd5, U"\u1170", true}, {0xffd6, U"\u1171", true},
    {0xffd7, U"\u1172", true}, {0xffda, U"\u1173", true}, {0xffdb, U"\u1174", true},
    {0xffdc, U"\u1175", true}, {0xffe0, U"\u00a2", true}, {0xffe1, U"\u00a3", true},
    {0xffe2, U"\u00ac", true}, {0xffe3, U" \u0304", true}, {0xffe4, U"\u00a6", true},
    {0xffe5, U"\u00a5", true}, {0xffe6, U"\u20a9", true}, {0xffe8, U"\u2502", true},
    {0xffe9, U"\u2190", true}, {0xffea, U"\u2191", true}, {0xffeb, U"\u2192", true},
    {0xffec, U"\u2193", true}, {0xffed, U"\u25a0", true}, {0xffee, U"\u25cb", true},
    // clang-format on
};

// Of U+0300 to U+036F.
constexpr char32_t kFirstMark = 0x300;
constexpr std::array<unsigned char, 112> kClasses = {
    // clang-format off
    230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230,
    230, 230, 230, 232, 220, 220, 220, 220, 232, 216, 220, 220, 220, 220, 220, 202, 202, 220,
    220, 220, 220, 202, 202, 220, 220, 220, 220, 220, 220, 220, 220, 220, 220, 220, 1, 1, 1, 1,
    1, 220, 220, 220, 220, 230, 230, 230, 230, 230, 230, 230, 230, 240, 230, 220, 220, 220, 230,
    230, 230, 220, 220, 0, 230, 230, 230, 220, 220, 220, 220, 230, 232, 220, 220, 230, 233, 234,
    234, 233, 234, 234, 233, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230, 230,
    // clang-format on
};

// Printable ASCII, letters and digits of which a view can be given.
constexpr std::u32string_view kAscii =
    U" !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz"
    U"{|}~";

std::u32string_view ascii(char32_t c) { return kAscii.substr(c - U' ', 1); }

}  // namespace

std::u32string_view alike(char32_t letter, bool canonical_only) {
  constexpr char32_t kFullWidth = 0xfee0;
  if (letter < 0xa0) return {};
  if (!canonical_only) {
    if (letter > 0xff00 && letter < 0xff5f) return ascii(letter - kFullWidth);
    // The letters of mathematics: 26 capitals and 26 small ones in each of many styles.
    if (letter >= 0x1d400 && letter < 0x1d6a4) {
      const char32_t place = (letter - 0x1d400) % 52;
      return ascii(place < 26 ? U'A' + place : U'a' + place - 26);
    }
    if (letter >= 0x1d7ce && letter < 0x1d800) return ascii(U'0' + (letter - 0x1d7ce) % 10);
  }
  const auto found =
      std::lower_bound(std::begin(kAlike), std::end(kAlike), letter,
                       [](const Alike& one, char32_t wanted) { return one.letter < wanted; });
  if (found == std::end(kAlike) || found->letter != letter) return {};
  return canonical_only && found->compatible_only ? std::u32string_view() : found->others;
}

int combining_class(char32_t letter) {
  if (letter == 0x3099 || letter == 0x309a) return 8;
  if (letter < kFirstMark || letter >= kFirstMark + kClasses.size()) return 0;
  return kClasses[letter - kFirstMark];
}

}  // namespace everstrike::diagnosis
