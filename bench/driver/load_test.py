"""bench_load against servers as its peers are: answers in chunks, connections closed by the server.

Usage: load_test.py BENCH_LOAD
"""
import json
import socket
import subprocess
import sys
import threading
import unittest

LENGTH = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}"
CHUNKS = b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"
CLOSING = b"HTTP/1.1 503 No\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
NO_HTTP = b"hello there\r\n\r\n"


def answer_all(listener, answer, pieces):
    def serve(connection):
        with connection:
            while connection.recv(65536):
                for i in range(pieces):
                    connection.sendall(answer[i * len(answer) // pieces:(i + 1) * len(answer) // pieces])
                if b"close" in answer:
                    return

    while True:
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=serve, args=(connection,), daemon=True).start()


class Load(unittest.TestCase):
    def load(self, answer, pieces=1):
        with socket.create_server(("127.0.0.1", 0)) as listener:
            threading.Thread(target=answer_all, args=(listener, answer, pieces), daemon=True).start()
            done = subprocess.run([PROGRAM, "--port", str(listener.getsockname()[1]), "--connections", "2", "--orders",
                                   "50", "--once", "--seconds", "20"], capture_output=True, text=True)
            listener.shutdown(socket.SHUT_RDWR)
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        found = json.loads(done.stdout)
        return found["statuses"], found["socket_errors"]

    def test_counts_each_answer_once_however_it_is_framed_and_cut(self):
        for answer in (LENGTH, CHUNKS):
            for pieces in (1, 3):
                self.assertEqual(self.load(answer, pieces), ({"200": 50}, 0), (answer, pieces))

    def test_goes_on_where_the_server_closes(self):
        self.assertEqual(self.load(CLOSING), ({"503": 50}, 0))

    def test_what_is_no_http_is_an_error_and_no_answer(self):
        self.assertEqual(self.load(NO_HTTP), ({}, 50))

    def test_pauses_are_of_both_cores_and_in_order(self):
        done = subprocess.run([PROGRAM, "--pauses", "--seconds", "0.05"], capture_output=True, text=True, check=True)
        found = json.loads(done.stdout)
        self.assertEqual(found["seconds"], 0.05)
        for core in ("server", "load"):
            times = [time for pause in found[core] for time in pause]
            self.assertEqual(times, sorted(times))


if __name__ == "__main__":
    PROGRAM = sys.argv.pop(1)
    unittest.main()
