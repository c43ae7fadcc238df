// How Java writes what it is given: lines of "what TAB hex of the text" on standard input, for each a line of
// answers in hex of UTF-8 (of bytes: as they are), separated by blanks. Numbers answer "text/point/thousands".
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.DecimalFormat;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;

class Spell {
  static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  static List<String> number(String text) {
    List<String> all = new ArrayList<>();
    double x = Double.parseDouble(text);
    BigDecimal exact = new BigDecimal(text);
    for (String one : new String[] {Double.toString(x), exact.toString(), exact.toPlainString(), exact.toEngineeringString(),
        exact.stripTrailingZeros().toString(), exact.setScale(8, java.math.RoundingMode.HALF_UP).toString(),
        String.format(Locale.ROOT, "%.8f", x), String.format(Locale.ROOT, "%e", x), String.format(Locale.ROOT, "%g", x),
        new DecimalFormat("#.########", java.text.DecimalFormatSymbols.getInstance(Locale.ROOT)).format(x)}) {
      all.add(hex(one) + "/" + hex(".") + "/");
    }
    for (String tag : new String[] {"en-US", "de-DE", "fr-FR", "ar-EG-u-nu-arab", "fa-IR-u-nu-arabext", "hi-IN-u-nu-deva", "de-CH"}) {
      Locale locale = Locale.forLanguageTag(tag);
      java.text.DecimalFormatSymbols symbols = java.text.DecimalFormatSymbols.getInstance(locale);
      NumberFormat format = NumberFormat.getInstance(locale);
      format.setMaximumFractionDigits(20);
      String marks = "/" + hex("" + symbols.getDecimalSeparator()) + "/" + hex("" + symbols.getGroupingSeparator());
      all.add(hex(format.format(x)) + marks);
      all.add(hex(String.format(locale, "%.8f", x)) + marks);
    }
    return all;
  }

  static List<String> answer(String what, String text) throws Exception {
    switch (what) {
      case "number": return number(text);
      case "URLEncoder": return List.of(hex(URLEncoder.encode(text, StandardCharsets.UTF_8)));
      case "URI": return List.of(hex(new URI(null, null, null, "v=" + text, null).getRawQuery().substring(2)));
      case "URI-ascii": return List.of(hex(new URI(null, null, null, "v=" + text, null).toASCIIString().substring(3)));
      case "modified": {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        new DataOutputStream(bytes).writeUTF(text);
        byte[] all = bytes.toByteArray();
        return List.of(HexFormat.of().formatHex(all, 2, all.length));
      }
      default: return List.of(HexFormat.of().formatHex(text.getBytes(Charset.forName(what))));
    }
  }

  public static void main(String[] arguments) throws Exception {
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    StringBuilder out = new StringBuilder();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      String[] parts = line.split("\t", -1);
      try {
        out.append(String.join(" ", answer(parts[0], new String(HexFormat.of().parseHex(parts[1]), StandardCharsets.UTF_8))));
      } catch (Exception error) {
        out.append("-");
      }
      out.append('\n');
    }
    System.out.print(out);
  }
}
