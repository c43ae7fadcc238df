"""One HTML file with plots, readable without a network: inline SVG, no scripts, no fonts."""
import html
import math

from judge import verdict

WIDTH = 860
STYLE = """body{font:15px/1.5 sans-serif;max-width:900px;margin:2em auto;padding:0 1em;color:#222}
table{border-collapse:collapse;margin:1em 0}td,th{padding:.2em .8em;border-bottom:1px solid #ddd;text-align:right}
td:first-child,th:first-child{text-align:left}svg{display:block;margin:1em 0;background:#fafafa}
text{font:12px sans-serif}.ok{color:#176b2c}.missed{color:#a11}.noise{color:#856404}"""
COLOURS = {"floor": "#9aa0a6", "sign": "#1a73e8", "other": "#c58a2b"}


def escape(value):
    return html.escape(str(value))


def colour(name):
    return COLOURS.get(name.split("/")[0], COLOURS["other"])


def number(value):
    """Three digits or more, grouped, and no powers of ten."""
    return "{:,.0f}".format(value) if value >= 1000 else "%.3g" % value


def apart(places, least=13):
    """The same heights from the top down, moved so that texts there do not cover each other."""
    moved, last = {}, -least
    for label, y in sorted(places.items(), key=lambda one: one[1]):
        last = moved[label] = max(y, last + least)
    return moved


def bars(title, rows, unit, logarithmic=False):
    """rows: [(label, value)], drawn from the left; the value stands behind each bar."""
    if not rows:
        return ""
    height, left = 24, max(170, 7 * max(len(str(label)) for label, _ in rows))
    top = max(value for _, value in rows)
    low = min(value for _, value in rows)

    def length(value):
        room = WIDTH - left - 110
        if not logarithmic:
            return max(1, value / top * room)
        return max(2, (math.log10(max(value, 1e-9) / low) + .2) / (math.log10(top / low) + .2) * room)

    parts = ["<h2>%s</h2>" % escape(title),
             '<svg width="%d" height="%d" role="img" aria-label="%s">' % (WIDTH, height * len(rows) + 10, escape(title))]
    for i, (label, value) in enumerate(rows):
        y = 5 + i * height
        parts.append('<text x="%d" y="%d" text-anchor="end">%s</text><rect x="%d" y="%d" width="%.1f" height="16" '
                     'fill="%s"/><text x="%.1f" y="%d">%s</text>'
                     % (left - 8, y + 13, escape(label), left, y, length(value), colour(label),
                        left + length(value) + 6, y + 13, escape(number(value) + " " + unit)))
    return "".join(parts) + "</svg>"


def lines_over_size(title, series):
    """series: {label: [(bytes, ns)]}, both axes logarithmic."""
    series = {label: points for label, points in series.items() if points}
    if not series:
        return ""
    everything = [point for points in series.values() for point in points]
    xs, ys = [math.log10(x) for x, _ in everything], [math.log10(y) for _, y in everything]
    height, margin = 340, 80

    def place(x, y):
        return (margin + (math.log10(x) - min(xs)) / (max(xs) - min(xs) or 1) * (WIDTH - margin - 170),
                height - 40 - (math.log10(y) - min(ys)) / (max(ys) - min(ys) or 1) * (height - 70))

    parts = ["<h2>%s</h2>" % escape(title), '<svg width="%d" height="%d" role="img">' % (WIDTH, height)]
    for x in sorted({x for x, _ in everything}):
        at, _ = place(x, 10 ** min(ys))
        parts.append('<line x1="%.1f" y1="20" x2="%.1f" y2="%d" stroke="#e4e4e4"/><text x="%.1f" y="%d" '
                     'text-anchor="middle">%d B</text>' % (at, at, height - 40, at, height - 20, x))
    for power in range(math.ceil(min(ys)), math.floor(max(ys)) + 1):
        _, at = place(10 ** min(xs), 10 ** power)
        parts.append('<line x1="%d" y1="%.1f" x2="%d" y2="%.1f" stroke="#e4e4e4"/><text x="%d" y="%.1f" '
                     'text-anchor="end">%s ns</text>' % (margin, at, WIDTH - 170, at, margin - 6, at + 4, number(10 ** power)))
    texts = apart({label: place(*min(points))[1] - 6 for label, points in series.items()})
    for label, points in series.items():
        where = [place(x, y) for x, y in sorted(points)]
        parts.append('<polyline fill="none" stroke="%s" stroke-width="2" points="%s"/><text x="%.1f" y="%.1f">%s</text>'
                     % (colour(label), " ".join("%.1f,%.1f" % point for point in where),
                        where[0][0] + 6, texts[label], escape(label)))
    return "".join(parts) + "</svg>"


def ratio_table(ratios):
    if not ratios:
        return ""
    rows = "".join('<tr><td>%s</td><td>%.3f</td><td>%s %.2f</td><td>%.1f %%</td><td class="%s">%s</td></tr>'
                   % (escape(name), one["value"], escape(one["sense"]), one["goal"], 100 * one["spread"], verdict(one),
                      verdict(one)) for name, one in ratios.items())
    return ("<h2>Ratios</h2><p>Only ratios inside one run are judged; nanoseconds belong to the machine.</p>"
            "<table><tr><th>ratio</th><th>value</th><th>goal</th><th>spread of the starts</th><th></th></tr>"
            + rows + "</table>")


def distribution(latency):
    if not latency:
        return ""
    rows = [("%s %s" % (row["name"], which), row[which]) for which in ("p50", "p99", "p99.9", "p99.99")
            for row in latency["rows"] if row[which] > 0]
    note = "<p>Single calls by the %s, in steps of %.1f ns: for tails only.</p>" % (
        escape(latency["clock"]), latency["step_ns"])
    return bars("Distribution of single calls, 35 bytes (logarithmic)", rows, "ns", True) + note


def server_table(server):
    if not server:
        return ""
    kinds = {"everstrike-mock, " + name: one for name, one in server.get("kinds", {}).items()}
    rows = "".join("<tr><td>%s</td><td>%.0f</td><td>%.3f</td><td>%.3f</td><td>%s</td><td>%.1f</td><td>%.0f</td></tr>"
                   % (escape(name), one["requests_per_s"], one.get("p50_ms", 0), one.get("p99_ms", 0),
                      "%.3f" % one["p999_ms"] if "p999_ms" in one else "", one.get("server_us_per_request", 0),
                      one.get("accepted", 0)) for name, one in {**server["throughput"], **kinds}.items())
    return ("<table><tr><th>server, connections</th><th>requests/s</th><th>p50 ms</th><th>p99 ms</th><th>p99.9 ms</th>"
            "<th>us of CPU a request</th><th>answers that were 200</th></tr>" + rows + "</table>")


def render(result):
    rows = result["rows"]
    chain = [(name, row["ns"]) for name, row in rows.items()
             if name.endswith("/chain/35") and not name.startswith("verify")]
    chain += [(name, value) for name, value in (result.get("languages") or {}).get("ns", {}).items()]
    sizes = {}
    for name, row in rows.items():
        parts = name.split("/")
        if parts[-2:-1] == ["chain"] and parts[0] in ("floor", "sign", "hmac_call", "sign_openssl", "sign_portable"):
            sizes.setdefault(parts[0], []).append((int(parts[-1]), row["ns"]))
    searches = [(name, value) for name, value in (result.get("diagnosis") or {}).get("us", {}).items()]
    server = [(name, one["requests_per_s"]) for name, one in (result.get("server") or {}).get("throughput", {}).items()]
    facts = {**result["machine"], **result["build"]}
    return "".join([
        '<!doctype html><html lang="en"><meta charset="utf-8"><title>everstrike-mock: benchmark</title><style>', STYLE,
        "</style><h1>Benchmark</h1><p>", escape(result["machine"]["cpu"]), ", ", escape(result["machine"]["system"]),
        ", ", escape(result["machine"]["when"]), "</p>", ratio_table(result["ratios"]),
        bars("One signature of 35 bytes (logarithmic)", sorted(chain, key=lambda one: one[1]), "ns", True),
        lines_over_size("Over the body's length", sizes), distribution(result.get("latency")),
        bars("Saying why a signature is wrong (logarithmic)", sorted(searches, key=lambda one: one[1]), "us", True),
        bars("Server, requests a second (logarithmic)", sorted(server, key=lambda one: -one[1]), "/s", True),
        server_table(result.get("server")),
        "<h2>Made on</h2><table>",
        "".join("<tr><td>%s</td><td>%s</td></tr>" % (escape(key), escape(value)) for key, value in facts.items()),
        "</table>", "".join("<p>%s</p>" % escape(remark) for remark in result["remarks"]), "</html>\n"])
