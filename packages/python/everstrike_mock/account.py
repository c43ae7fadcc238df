"""One test's account: a key, a secret and orders of its own, and the verbs that act on them alone."""
import os
import re
import secrets
import tempfile
import uuid

from everstrike_mock import program
from everstrike_mock.control import Control, encoded
from everstrike_mock.errors import MockError
from everstrike_mock.rendezvous import node_of

PAGE = 1000  # entries of the journal that are read at once


def listed_mocks():
    urls = [url.strip() for url in os.environ.get("EVERSTRIKE_MOCKS", "").split(",") if url.strip().rstrip("/")]
    for url in urls:
        if not re.match("https?://[^/]", url):
            raise MockError(f"EVERSTRIKE_MOCKS lists {url}, which is no address of a mock, such as http://mock-1.example:8080")
    return urls


class Account:
    """Made by :func:`account` or the pytest fixture ``everstrike_mock``.

    ``base_url``, ``api_key``, ``secret`` and ``order_id`` (an open order) are what the client under
    test needs; ``https_url`` and ``ca_file`` are the same mock over TLS, and the file with the
    authority to trust.
    """

    def __init__(self, api_key=None):
        self.api_key = api_key or f"test-{secrets.token_hex(12)}"
        self.secret = secrets.token_hex(16)
        self.order_id = uuid.uuid1().hex
        urls = listed_mocks()
        self._own = None if urls else program.own_mock()
        self.base_url = node_of(urls, self.api_key) if urls else self._own.url
        self._control = Control(self.base_url, f"; EVERSTRIKE_MOCKS gives it the key {self.api_key}" if urls else "")
        self._ca = None
        if urls:
            program.check_version(self._ask("GET", "/mock/health")["version"], f"the mock at {self.base_url}")
        self._ask("PUT", f"/mock/accounts/{encoded(self.api_key)}",
                  {"secret": self.secret, "orders": [{"id": self.order_id}]})
        self._after = self._ask("GET", "/mock/journal?limit=0")["last"]

    # What the client under test needs.

    @property
    def https_url(self):
        if self._own:
            return self._own.https_url
        return "https://" + self.base_url.split("://", 1)[1]

    @property
    def ca_file(self):
        """The path of the authority (PEM) to trust at ``https_url``."""
        if self._own:
            return self._own.ca_file
        if self._ca is None:
            pem = self._control.plain_ca_pem()
            if pem is None:
                raise MockError(f"the mock at {self.base_url} has no authority to trust; start it with --tls")
            self._ca = tempfile.NamedTemporaryFile("w", prefix="everstrike-mock-", suffix=".pem")
            self._ca.write(pem)
            self._ca.flush()
        return self._ca.name

    # The verbs.

    def fail_next(self, fault=None, *, phase="before_effect", times=1, endpoint=None):
        """Lets the next ``times`` cancels of this key go wrong: with the documented 503, or any fault
        of a scenario, ``{"type": "reset_peer"}``. ``phase`` says whether the order is cancelled all
        the same ("after_effect") or not ("before_effect")."""
        body = {"api_key": self.api_key, "phase": phase, "times": times}
        if fault is not None:
            body["fault"] = fault
        if endpoint is not None:
            body["endpoint"] = endpoint
        self._ask("POST", "/mock/fail-next", body)

    def fill(self, qty=None, *, order_id=None):
        """Fills an active order wholly, or ``qty`` of it, and gives the order."""
        body = {"api_key": self.api_key, "order_id": order_id or self.order_id}
        if qty is not None:
            body["qty"] = qty
        return self._ask("POST", "/mock/fill", body)["order"]

    def add_order(self, order_id=None, **members):
        """Adds an open order, with the members that an accounts file may give it; gives its id."""
        order_id = order_id or uuid.uuid1().hex
        self._ask("POST", f"/mock/orders?api_key={encoded(self.api_key)}", {"orders": [{"id": order_id, **members}]})
        return order_id

    def orders(self):
        """All orders of this key as they stand now."""
        return self._ask("GET", f"/mock/orders?api_key={encoded(self.api_key)}")["orders"]

    def order(self, order_id=None):
        """One of them."""
        wanted = order_id or self.order_id
        for order in self.orders():
            if order["id"] == wanted:
                return order
        raise MockError(f"this key has no order {wanted}")

    def journal(self):
        """What this key did and what really happened, oldest first (docs/journal-format.md)."""
        entries, after = [], self._after
        while True:
            page = self._ask("GET", f"/mock/journal?api_key={encoded(self.api_key)}&after={after}&limit={PAGE}")
            entries += page["entries"]
            if len(page["entries"]) < PAGE:
                return entries
            after = page["entries"][-1]["number"]

    def verify(self, match=None, *, sequence=None, exactly=None, at_least=None, at_most=None, **fields):
        """Asserts that the journal holds so many entries of this key that match (without a number: at
        least one), or a sequence of them. Fields are given by name, ``verify(effect="cancelled",
        exactly=1)``, or as a pattern; the AssertionError names the near misses."""
        __tracebackhide__ = True
        question = {"api_key": self.api_key, "after": self._after}
        if sequence is not None:
            if match is not None or fields:
                raise MockError("verify: expected either a sequence or a pattern")
            question["sequence"] = sequence
        else:
            question["match"] = {**(match or {}), **fields}
        counts = {"exactly": exactly, "at_least": at_least, "at_most": at_most}
        question.update({name: count for name, count in counts.items() if count is not None})
        status, answer = self._control.ask("POST", "/mock/verify", question, fine=(409,))
        if status == 409:
            raise AssertionError(answer.get("message") or answer["error"])

    def reset(self):
        """Orders, faults that are due, counts and clock of this key as at the start; the journal stays."""
        self._ask("POST", f"/mock/reset?api_key={encoded(self.api_key)}")

    def close(self):
        """Forgets the account."""
        if self._ca is not None:
            self._ca.close()
            self._ca = None
        self._control.ask("DELETE", f"/mock/accounts/{encoded(self.api_key)}", fine=(404,))

    def _ask(self, method, path, body=None):
        __tracebackhide__ = True
        return self._control.ask(method, path, body)[1]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def __repr__(self):
        return f"<everstrike-mock at {self.base_url}, key {self.api_key}>"


def account():
    """A new account, to be closed: ``with everstrike_mock.account() as mock:``"""
    return Account()
