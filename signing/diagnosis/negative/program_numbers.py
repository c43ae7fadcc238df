"""Numbers, as each language writes them."""
import json
import os
import re
import subprocess
import tempfile

from requests_made import both_ways, present, run

NUMBERS = ["0.1", "5", "0.0000001", "1700000000123", "0.3", "0.5", "1234567.891", "25000.5", "100", "1e21",
           "0.00001", "12345678901234567890", "-0.25", "1000000", "2.675"]


def numbers():
    spellings = {}
    if present["java"]:
        spellings["java"] = java_numbers()
    if present["node"]:
        spellings["node"] = json.loads(run("node", "-e", """
          const out = {};
          for (const t of JSON.parse(process.argv[1])) {
            const n = Number(t);
            out[t] = [String(n), n.toExponential(), n.toFixed(2), n.toFixed(8), n.toPrecision(15),
              n.toLocaleString('en-US'), n.toLocaleString('de-DE'), n.toLocaleString('fr-FR'), n.toLocaleString('ar-EG'),
              n.toLocaleString('fa-IR'), n.toLocaleString('en-IN'), n.toLocaleString('de-CH'), String(Math.fround(n)),
              JSON.stringify(n)];
          }
          console.log(JSON.stringify(out));""", json.dumps(NUMBERS)))
    if present["perl"]:
        spellings["perl"] = {text: run("perl", "-e", "my $n = $ARGV[0] + 0; printf('%s;%.8f;%e;%E;%g;%.17g;%.2f;%010d', $n, $n, $n, $n, $n, $n, $n, $n);",
                                       text).decode().split(";") for text in NUMBERS}
    spellings["python"] = {text: [str(float(text)), repr(float(text)), f"{float(text):.8f}", f"{float(text):e}",
                                  f"{float(text):,}", f"{float(text):_}", f"{float(text):.3E}", f"{float(text):+}",
                                  "%.17g" % float(text)] for text in NUMBERS}
    spellings["printf"] = {text: [run("printf", form, text).decode() for form in ("%.8f", "%e", "%g", "%.1f", "%020.8f", "%+g")]
                           for text in NUMBERS}
    for program, of in spellings.items():
        for text, ways in of.items():
            for number, spelling in enumerate(ways):
                lost = digits_lost(text, spelling)
                if spelling and not lost and not (spelling == "-000000001"):
                    both_ways(program, f"number{number}", "literal_spelled_differently", text, spelling)


def digits_lost(text, spelling):
    """Rounded so far that the one can't be told from the other: nothing to name."""
    return not re.search("[1-9\u0661-\u0669\u06f1-\u06f9]", spelling)


JAVA = """
import java.math.BigDecimal;
import java.net.*;
import java.nio.charset.*;
public class Spell {
  static void put(StringBuilder out, String text) { out.append(text).append('\\n'); }
  public static void main(String[] a) throws Exception {
    StringBuilder out = new StringBuilder();
    if (a[0].equals("numbers")) {
      for (int i = 1; i < a.length; i++) {
        double d = Double.parseDouble(a[i]); BigDecimal b = new BigDecimal(a[i]);
        put(out, Double.toString(d)); put(out, Float.toString((float) d)); put(out, b.toString());
        put(out, b.setScale(b.scale() + 4).toString()); put(out, b.stripTrailingZeros().toString());
        put(out, b.toEngineeringString()); put(out, new BigDecimal(d).toPlainString());
        put(out, String.format(java.util.Locale.US, "%,.2f", d)); put(out, String.format(java.util.Locale.GERMANY, "%.8f", d));
        put(out, String.format(java.util.Locale.US, "%e", d)); put(out, Long.toString((long) d)); put(out, Integer.toString((int) (long) d));
      }
    } else {
      for (int i = 1; i < a.length; i++) {
        put(out, URLEncoder.encode(a[i], "UTF-8"));
        put(out, new URI(null, null, null, a[i], null).getRawQuery());
        put(out, new URI(null, null, null, a[i], null).toASCIIString().substring(1));
      }
    }
    System.out.write(out.toString().getBytes(StandardCharsets.UTF_8)); System.out.flush();
  }
}
"""

JAVA_WAYS = 12


def java(*arguments):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "Spell.java")
        with open(path, "w", encoding="utf-8") as file:
            file.write(JAVA)
        return subprocess.run(["java", "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-Dfile.encoding=UTF-8", "-Dsun.jnu.encoding=UTF-8", path, *arguments], stdout=subprocess.PIPE,
                              env={**os.environ, "LC_ALL": "C.UTF-8"}, check=True).stdout.decode().split("\n")


def java_numbers():
    lines = java("numbers", *NUMBERS)
    return {text: lines[i * JAVA_WAYS:(i + 1) * JAVA_WAYS] for i, text in enumerate(NUMBERS)}
