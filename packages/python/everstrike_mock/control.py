"""Questions to a mock's control side (/mock/…), past any proxy that the environment names."""
import json
import os
import ssl
import urllib.error
import urllib.request
from urllib.parse import quote, urlsplit, urlunsplit

from everstrike_mock.errors import MockError

PATIENCE_S = 30


def encoded(text):
    return quote(text, safe="")


class Control:
    def __init__(self, url, hint=""):
        self.url = url
        self._hint = hint
        handlers = [urllib.request.ProxyHandler({})]
        if url.startswith("https:"):
            context = ssl.create_default_context()
            ca_pem = self.plain_ca_pem()
            if ca_pem:
                context.load_verify_locations(cadata=ca_pem)
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self._opener = urllib.request.build_opener(*handlers)

    def plain_ca_pem(self):
        """The mock's authority, asked for without TLS on the same port; None where it gives none."""
        url = urlunsplit(("http",) + urlsplit(self.url)[1:]) + "/mock/ca.pem"
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(url, timeout=PATIENCE_S) as answer:
                return answer.read().decode()
        except (OSError, ValueError):
            return None

    def ask(self, method, path, body=None, fine=()):
        """The status and the answer as read from JSON; a refusal whose status is not in `fine` is a MockError."""
        __tracebackhide__ = True
        request = urllib.request.Request(self.url + path, method=method)
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        token = os.environ.get("EVERSTRIKE_CONTROL_TOKEN")
        if token:
            request.add_header("x-mock-token", token)
        try:
            with self._opener.open(request, timeout=PATIENCE_S) as answer:
                status, text = answer.status, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                status, text = error.code, error.read()
        except (OSError, ValueError) as error:
            reason = getattr(error, "reason", error)
            raise MockError(f"the mock at {self.url} does not answer ({reason}){self._hint}") from None
        try:
            answer = json.loads(text) if text else None
        except ValueError:
            raise MockError(f"{self.url} is no everstrike-mock: {method} {path} was answered {status} without JSON") from None
        if status // 100 != 2 and status not in fine:
            why = answer.get("error", text) if isinstance(answer, dict) else text
            raise MockError(f"the mock at {self.url} refused {method} {path}: {why}")
        return status, answer
