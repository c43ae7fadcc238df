"""Words for nothing and truth, times and lists, as each language writes them."""
import datetime
import email.utils
import json
import urllib.parse

from requests_made import add, sign


def literals():
    truths = ["true", "True", "TRUE", "1", "yes", "on"]
    lies = ["false", "False", "FALSE", "0", "no", "off"]
    nothings = ["null", "None", "undefined", "", "nil", "NULL"]
    for words in (truths, lies, nothings):
        for one in words:
            for other in words:
                if one != other:
                    mistake = "literal_spelled_differently"
                    add("python", "words", mistake, f"id=a&post_only={one}", sign(f"id=a&post_only={other}"), also=["none_signed_but_not_sent"])
    add("python", "php-false", "literal_spelled_differently", "id=a&post_only=false", sign("id=a&post_only="), also=["none_signed_but_not_sent"])
    add("python", "php-false", "literal_spelled_differently", "id=a&post_only=", sign("id=a&post_only=false"), also=["none_signed_but_not_sent"])
    for nothing in ("", "null", "None", "undefined"):
        for field in ("note", "price", "client_order_id", "stop_price"):
            add("python", "left-out", "none_signed_but_not_sent", f"id=a&{field}={nothing}&x=1", sign("id=a&x=1"),
                also=["field_added_after_signing"])
            add("python", "left-out", "none_signed_but_not_sent", "id=a&x=1", sign(f"id=a&{field}={nothing}&x=1"))


def times():
    when = datetime.datetime(2026, 1, 5, 4, 56, 3, tzinfo=datetime.timezone.utc)
    naive = when.replace(tzinfo=None)
    ways = [naive.isoformat(), str(naive), when.isoformat(), naive.isoformat() + "Z", naive.isoformat(timespec="milliseconds") + "Z",
            naive.isoformat(timespec="microseconds"), email.utils.format_datetime(when, usegmt=True), when.strftime("%Y%m%dT%H%M%SZ")]
    for i, sent in enumerate(ways):
        for j, signed in enumerate(ways):
            if (i + j) % 2:
                also = ["bytes_added_after_signing", "bytes_lost_after_signing", "blank_plus_or_percent20"]
                add("python", f"time{i}-{j}", "value_spelled_differently", "id=1&time=" + urllib.parse.quote_plus(sent),
                    sign("id=1&time=" + urllib.parse.quote_plus(signed)), also=also)


def lists():
    items = ["39", "48"]
    ways = [urllib.parse.urlencode({"ids": items}), urllib.parse.urlencode({"ids": items}, doseq=True), "ids[0]=39&ids[1]=48", "ids[]=39&ids[]=48",
            "ids=39,48", "ids=" + urllib.parse.quote_plus(json.dumps(items)), "ids=" + urllib.parse.quote(json.dumps(items, separators=(",", ":")))]
    for i, sent in enumerate(ways):
        for j, signed in enumerate(ways):
            if sent != signed:
                add("python", f"list{i}-{j}", "list_written_differently", "pair=X&" + sent, sign("pair=X&" + signed))
