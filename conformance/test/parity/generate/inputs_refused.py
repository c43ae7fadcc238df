"""Inputs that every known mistake is tried on. Between them they hold what the mistakes need to
show: blanks, "~" and "*" for the encoders, names out of order, secrets with blanks, letters of both
cases, secrets that decode as base64 or hex, signatures with "+" and "/"."""

PAYLOADS = [
    [["id", "392392320eoweqwie3"]],
    [["timestamp", "1551137077642"], ["recv_window", "5000"], ["id", "849cdea0395411e98f54b395ae9c7bb6"]],
    [["id", "a b~c*d/é"], ["a", "out of order"]],
]
CREDENTIALS = [
    ("demo-key", "demo-secret"), ("", ""), ("<YOUR_API_KEY>", "<YOUR_SECRET_KEY>"),
    ("spaces", " Padded Secret\n"), ("base64", "c2VjcmV0LXNlY3JldA=="), ("hex", "6465616462656566"),
]


def inputs():
    """(payload, api_key, secret): a mistake is tried on each until enough of them show it."""
    for api_key, secret in CREDENTIALS:
        for payload in PAYLOADS:
            yield payload, api_key, secret.encode()
