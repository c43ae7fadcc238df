"""Many connections at once, from one thread: idle ones, and ones that all wait for a late answer."""
import resource
import selectors
import socket
import time


def raise_file_limit(wanted):
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(max(soft, wanted), hard), hard))
    return min(wanted, hard)


def connect_many(port, count):
    connections = []
    for _ in range(count):
        connections.append(socket.create_connection(("127.0.0.1", port), timeout=10))
    return connections


def close_all(connections):
    for connection in connections:
        connection.close()


def ask_all(connections, requests):
    """Sends one request on each, then waits for an answer on each: (seconds, answered)."""
    start = time.perf_counter()
    chooser = selectors.DefaultSelector()
    for connection, request in zip(connections, requests):
        connection.sendall(request)
        chooser.register(connection, selectors.EVENT_READ)
    answered = 0
    while answered < len(connections) and time.perf_counter() - start < 20:
        for key, _ in chooser.select(timeout=1):
            if key.fileobj.recv(4096).startswith(b"HTTP/1.1 "):
                answered += 1
            chooser.unregister(key.fileobj)
            if not chooser.get_map():
                return time.perf_counter() - start, answered
    return time.perf_counter() - start, answered


def ask_one(port, request):
    """Milliseconds from connecting to the answer."""
    start = time.perf_counter()
    with socket.create_connection(("127.0.0.1", port), timeout=20) as connection:
        connection.sendall(request)
        connection.recv(4096)
    return 1000 * (time.perf_counter() - start)
