"""Which of several mocks serves a key: the same one from every process, without asking anybody."""
import hashlib


def node_of(urls, key):
    """The URL with the highest score, without slashes at its end.

    A score is the first 8 bytes, big-endian, of SHA-256(url, line feed, key). A mock that is taken
    from the list moves only its own keys.
    """
    def score(url):
        return hashlib.sha256(f"{url}\n{key}".encode()).digest()[:8]

    return max((url.rstrip("/") for url in urls), key=score)
