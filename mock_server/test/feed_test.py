#!/usr/bin/python3
"""The feed as clients meet it: Python's websockets, and raw bytes that break the protocol.

feed_test.py PROGRAM
"""
import asyncio
import json
import socket
import ssl
import struct
import subprocess
import sys
import threading
import unittest
import urllib.request

import websockets

PROGRAM = sys.argv.pop(1)
HANDSHAKE = ("GET / HTTP/1.1\r\nHost: any.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: {}\r\n\r\n")


def frame(first_byte, payload, is_masked=True):
    size = len(payload)
    mask = 0x80 if is_masked else 0
    length = (bytes([mask | size]) if size < 126 else bytes([mask | 126]) + struct.pack(">H", size)
              if size < 65536 else bytes([mask | 127]) + struct.pack(">Q", size))
    return bytes([first_byte]) + length + (bytes(4) if is_masked else b"") + payload


def bytes_of(client, count):
    received = b""
    while len(received) < count:
        part = client.recv(count - len(received))
        if not part:
            raise ConnectionError(f"closed after {received!r}")
        received += part
    return received


def head_of(client):
    head = b""
    while not head.endswith(b"\r\n\r\n"):
        head += bytes_of(client, 1)
    return head.decode()


def message_of(client):
    """The text of the next frame, which is a whole, unmasked text message."""
    first, size = bytes_of(client, 2)
    if size == 126:
        size = struct.unpack(">H", bytes_of(client, 2))[0]
    assert first == 0x81 and size < 65536, (first, size)
    return bytes_of(client, size).decode()


class Feed(unittest.TestCase):
    def setUp(self):
        self.mock = subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--log-level", "off", "--seed", "7"],
                                     stdout=subprocess.PIPE, text=True)
        self.addCleanup(self.stop)
        self.port = int(self.mock.stdout.readline().rsplit(":", 1)[1])

    def stop(self):
        self.mock.terminate()
        self.mock.wait()
        self.mock.stdout.close()

    def ask(self, method, path, body=None):
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", method=method,
                                         data=None if body is None else json.dumps(body).encode(),
                                         headers={"content-type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def raw(self, version="13"):
        client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
        self.addCleanup(client.close)
        client.sendall(HANDSHAKE.format(version).encode())
        return client, head_of(client)

    def close_code(self, sent):
        client, _ = self.raw()
        client.sendall(sent)
        received = b""
        while chunk := client.recv(65536):
            received += chunk
        self.assertEqual(received[0], 0x88, received)
        return struct.unpack(">H", received[2:4])[0]

    def test_it_goes_through_a_tunnel(self):
        """As clients do that take the mock for their proxy: CONNECT, then TLS or not, then the feed."""
        with subprocess.Popen([PROGRAM, "serve", "--listen", "127.0.0.1:0", "--log-level", "off", "--tls"],
                              stdout=subprocess.PIPE, text=True) as mock:
            self.addCleanup(mock.kill)
            self.port = int(mock.stdout.readline().rsplit(":", 1)[1])
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/mock/ca.pem") as answer:
                trust = ssl.create_default_context(cadata=answer.read().decode())
            for host, port in (("wss.testnet.everstrike.io", 443), ("wss.everstrike.io", 443),
                               ("wss.testnet.everstrike.io", 80)):
                with self.subTest(f"{host}:{port}"):
                    client = socket.create_connection(("127.0.0.1", self.port), timeout=10)
                    self.addCleanup(client.close)
                    client.sendall(f"CONNECT {host}:{port} HTTP/1.1\r\nHost: {host}:{port}\r\n\r\n".encode())
                    self.assertRegex(head_of(client), r"^HTTP/1.1 200 ")
                    if port == 443:
                        client = trust.wrap_socket(client, server_hostname=host)
                        self.addCleanup(client.close)
                    client.sendall(HANDSHAKE.format("13").encode().replace(b"any.example", host.encode()))
                    self.assertRegex(head_of(client), r"^HTTP/1.1 101 ")
                    client.sendall(frame(0x81, b'{"op":"sub","content":"USD_BTC_PERP:index"}'))
                    for category in ("subscribed", "index"):
                        self.assertEqual(json.loads(message_of(client))["category"], category)
                    client.sendall(frame(0x88, struct.pack(">H", 1000)))
                    self.assertEqual(client.recv(4), b"\x88\x02" + struct.pack(">H", 1000))
            mock.terminate()

    def test_a_breach_is_closed_with_its_code(self):
        for sent, code in ((frame(0x81, b"hi", False), 1002), (frame(0xc1, b"x"), 1002), (frame(0x83, b"x"), 1002),
                           (frame(0x80, b"x"), 1002), (frame(0x81, b"\xff"), 1007), (frame(0x81, bytes(70000)), 1009),
                           (b"\x81\xff\x7f" + b"\xff" * 7 + bytes(4), 1009), (frame(0x82, b"x"), 1003), (frame(0x88, b"\x03\xed"), 1002),
                           (frame(0x88, b"\x03\xe8"), 1000)):
            with self.subTest(sent=sent[:10]):
                self.assertEqual(self.close_code(sent), code)

    def test_handshakes_of_other_versions_are_refused(self):
        self.assertTrue(self.raw("8")[1].startswith("HTTP/1.1 426 Upgrade Required"))
        self.assertEqual(self.ask("GET", "/mock/journal?kind=feed")["entries"][-1]["code"], 426)

    def test_who_asks_for_much_at_once_is_answered_as_it_reads(self):
        client, _ = self.raw()
        asked = 10_000

        def ask():
            client.sendall(frame(0x89, bytes(100)) * asked)
            client.shutdown(socket.SHUT_WR)

        sender = threading.Thread(target=ask)
        sender.start()
        self.assertEqual(bytes_of(client, 102 * asked), (b"\x8a\x64" + bytes(100)) * asked)
        self.assertEqual(client.recv(1), b"")
        sender.join()

    def test_who_never_reads_is_cut_off(self):
        client = socket.socket()
        self.addCleanup(client.close)
        client.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        client.connect(("127.0.0.1", self.port))
        client.sendall(HANDSHAKE.format("13").encode())
        head_of(client)
        client.sendall(frame(0x81, b'{"op":"sub_pair","content":"USD_BTC_PERP"}'))
        for price in range(50_000, 52_000):
            self.ask("POST", "/mock/price", {"pair": "USD_BTC_PERP", "price": price})
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/mock/metrics") as metrics:
                if b"everstrike_mock_feed_connections 0" in metrics.read():
                    break
        self.assertEqual(self.ask("GET", "/mock/journal?kind=feed")["entries"][-1].get("code"), 1006)

    def test_a_fill_tells_order_and_position_at_the_latest_price(self):
        self.ask("POST", "/mock/orders?api_key=demo-key", {"orders": [
            {"id": "m", "type": "MARKET", "price": 0, "side": "BUY", "qty_orig": 2, "qty_remaining": 2}]})

        async def run():
            async with websockets.connect(f"ws://127.0.0.1:{self.port}") as client:
                await client.send('{"op":"auth_api","content":"demo-key"}')
                self.assertEqual(json.loads(await client.recv())["category"], "authenticated")
                self.ask("POST", "/mock/price", {"pair": "USD_BTC_PERP", "price": 51000})
                self.ask("POST", "/mock/fill", {"api_key": "demo-key", "order_id": "m", "qty": 1})
                order, position = [json.loads(await client.recv()) for _ in range(2)]
                self.assertEqual(order["category"], "order_partially_completed")
                self.assertEqual(order["result"]["order"]["qty_remaining"], 1)
                self.assertEqual(position["category"], "position_updated")
                self.assertEqual(position["result"]["position"]["size"], 1)
                self.assertEqual(position["result"]["position"]["stats"]["avg_entry"], 51000)
        asyncio.run(asyncio.wait_for(run(), 30))

    def test_a_client_hears_prices_and_goodbye(self):
        async def run():
            async with websockets.connect(f"ws://127.0.0.1:{self.port}") as client:
                await client.send('{"op":"sub","content":"USD_BTC_PERP:index"}')
                self.assertEqual(json.loads(await client.recv())["category"], "subscribed")
                self.assertEqual(json.loads(await client.recv())["result"]["index"], 50000)
                self.ask("POST", "/mock/price", {"pair": "USD_BTC_PERP", "price": 51000})
                while json.loads(await client.recv())["result"]["index"] != 51000:
                    pass
                self.mock.terminate()
                with self.assertRaises(websockets.ConnectionClosed) as ended:
                    while True:
                        await client.recv()
                self.assertEqual(ended.exception.code, 1001)
        asyncio.run(asyncio.wait_for(run(), 30))


if __name__ == "__main__":
    unittest.main()
