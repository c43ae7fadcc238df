#!/usr/bin/python3
"""TLS of everstrike-mock as other people's clients see it: serve_tls_test.py PROGRAM

The clients are Python's ssl, curl and openssl s_client, all with verification on.
"""
import http.client
import os
import pathlib
import re
import shutil
import signal
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import warnings

PROGRAM = sys.argv.pop(1)
HOST = "api.testnet.everstrike.io"
PATIENCE_S = 60
BODY = "id=849cdea0395411e98f54b395ae9c7bb6"


class Mock:
    """A mock with --tls on a free port; use as a context."""

    def __init__(self, *options, ca_name="ca.pem"):
        self.folder = tempfile.TemporaryDirectory()
        self.path = pathlib.Path(self.folder.name)
        self.ca_file = self.path / ca_name
        self.process = subprocess.Popen(
            [PROGRAM, "serve", "--listen", "127.0.0.1:0", "--port-file", str(self.path / "port"), "--tls",
             "--tls-ca-file", str(self.ca_file), *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.start_text = [self.process.stdout.readline()]
        self.port = int(self.start_text[0].rsplit(":", 1)[1])
        while not (self.path / "port").exists():
            time.sleep(0.005)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.communicate()
        self.folder.cleanup()

    def context(self, **limits):
        context = ssl.create_default_context(cafile=str(self.ca_file))
        context.verify_flags |= ssl.VERIFY_X509_STRICT
        for name, value in limits.items():
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                setattr(context, name, value)
        return context

    def get(self, path="/mock/health", context=None, name=HOST):
        """The answer's status and the TLS version."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE_S) as plain:
            with (context or self.context()).wrap_socket(plain, server_hostname=name) as tls:
                tls.sendall(b"GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n" % path.encode())
                status = int(tls.recv(1000).split()[1])
                return status, tls.version()


class Tls(unittest.TestCase):
    def test_both_versions_and_all_names(self):
        with Mock("--tls-host", "mock.example.com") as mock:
            for name in (HOST, "api.everstrike.io", "localhost", "127.0.0.1", "::1", "mock.example.com"):
                self.assertEqual(mock.get(name=name), (200, "TLSv1.3"), name)
            older = mock.context(maximum_version=ssl.TLSVersion.TLSv1_2)
            self.assertEqual(mock.get(context=older), (200, "TLSv1.2"))
            with self.assertRaises(ssl.SSLError):
                oldest = mock.context(minimum_version=ssl.TLSVersion.TLSv1, maximum_version=ssl.TLSVersion.TLSv1_1)
                oldest.set_ciphers("ALL:@SECLEVEL=0")
                mock.get(context=oldest)
            with self.assertRaisesRegex(ssl.SSLCertVerificationError, "Hostname mismatch"):
                mock.get(name="everstrike.io")

    def test_the_start_says_how_to_be_trusted(self):
        with Mock() as mock:
            text = "".join(iter(mock.process.stdout.readline, f"Journal: https://127.0.0.1:{mock.port}/mock/journal\n"))
            command = next(line for line in text.splitlines() if line.startswith("  curl "))
            ended = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, timeout=PATIENCE_S)
            self.assertIn(b'"code":200', ended.stdout)
            plain = http.client.HTTPConnection("127.0.0.1", mock.port)
            plain.request("GET", "/mock/ca.pem")
            self.assertEqual(plain.getresponse().read(), mock.ca_file.read_bytes())
            plain.close()

    def test_the_command_it_shows_survives_an_apostrophe(self):
        with Mock(ca_name="o'brien.pem") as mock:
            text = "".join(iter(mock.process.stdout.readline, f"Journal: https://127.0.0.1:{mock.port}/mock/journal\n"))
            command = next(line for line in text.splitlines() if line.startswith("  curl "))
            ended = subprocess.run(["bash", "-c", command], stdout=subprocess.PIPE, timeout=PATIENCE_S)
            self.assertIn(b'"code":200', ended.stdout)

    def test_faulty_certificates(self):
        expected = {"wrong-host": "Hostname mismatch", "expired": "has expired", "not-yet-valid": "not yet valid",
                    "self-signed": "self.signed certificate", "untrusted": "unable to get local issuer certificate"}
        for fault, reason in expected.items():
            with self.subTest(fault), Mock("--tls-fault", fault) as mock:
                with self.assertRaisesRegex(ssl.SSLCertVerificationError, reason):
                    mock.get()
                careless = ssl._create_unverified_context()
                self.assertEqual(mock.get(context=careless)[0], 200)

    def test_what_a_client_says_to_a_bad_certificate_is_journaled(self):
        with Mock("--tls-fault", "untrusted") as mock:
            with self.assertRaises(ssl.SSLError):
                mock.get()
            plain = http.client.HTTPConnection("127.0.0.1", mock.port, timeout=PATIENCE_S)
            plain.request("GET", "/mock/journal?wait_ms=30000")
            self.assertIn(b"unknown ca", plain.getresponse().read())
            plain.close()

    def test_broken_handshakes(self):
        expected = {"handshake-close": "EOF|reset", "handshake-alert": "HANDSHAKE_FAILURE|handshake failure",
                    "handshake-garbage": "WRONG_VERSION_NUMBER|HTTP_REQUEST|wrong version"}
        for fault, reason in expected.items():
            with self.subTest(fault), Mock("--tls-fault", fault) as mock:
                with self.assertRaisesRegex(OSError, reason):
                    mock.get()

    def test_curl_and_openssl(self):
        with Mock() as mock:
            answer = subprocess.run(
                ["curl", "--silent", "--show-error", "--fail", "--cacert", mock.ca_file, "--noproxy", "*", "--connect-to",
                 f"{HOST}:443:127.0.0.1:{mock.port}", f"https://{HOST}/pairs"], stdout=subprocess.PIPE, timeout=PATIENCE_S)
            self.assertEqual(answer.returncode, 0)
            proxied = subprocess.run(
                ["curl", "--silent", "--fail", "--cacert", mock.ca_file, "--proxy", f"http://127.0.0.1:{mock.port}",
                 f"https://{HOST}/pairs"], stdout=subprocess.PIPE, timeout=PATIENCE_S)
            self.assertEqual((proxied.returncode, proxied.stdout), (0, answer.stdout))
            outside = subprocess.run(
                ["curl", "--silent", "--show-error", "--proxy", f"http://127.0.0.1:{mock.port}", "https://example.com/"],
                stderr=subprocess.PIPE, timeout=PATIENCE_S, text=True)
            self.assertEqual(outside.returncode, 56)
            self.assertIn("403", outside.stderr)
            shown = subprocess.run(
                ["openssl", "s_client", "-connect", f"127.0.0.1:{mock.port}", "-servername", HOST, "-verify_hostname", HOST,
                 "-CAfile", mock.ca_file, "-verify_return_error", "-alpn", "h2,http/1.1"],
                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, timeout=PATIENCE_S, text=True)
            self.assertIn("Verify return code: 0 (ok)", shown.stdout)
            self.assertIn("ALPN protocol: http/1.1", shown.stdout)
            mock.process.send_signal(signal.SIGTERM)
            log = mock.process.communicate(timeout=PATIENCE_S)[1]
            self.assertRegex(log, "a way to another host was asked for: example.com:443")

    def test_an_own_certificate(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(
                ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                 "-keyout", f"{folder}/key.pem", "-out", f"{folder}/cert.pem", "-subj", "/CN=own",
                 "-addext", "subjectAltName=DNS:own.example.com"], check=True, stderr=subprocess.DEVNULL)
            with Mock("--tls-cert", f"{folder}/cert.pem", "--tls-key", f"{folder}/key.pem") as mock:
                context = ssl.create_default_context(cafile=f"{folder}/cert.pem")
                self.assertEqual(mock.get(context=context, name="own.example.com")[0], 200)
            os.mkfifo(f"{folder}/pipe")
            key = pathlib.Path(f"{folder}/key.pem").read_bytes()
            writer = threading.Thread(target=pathlib.Path(f"{folder}/pipe").write_bytes, args=(key,))
            writer.start()
            with Mock("--tls-cert", f"{folder}/cert.pem", "--tls-key", f"{folder}/pipe") as mock:
                self.assertEqual(mock.get(context=context, name="own.example.com")[0], 200)
            writer.join()

    def test_a_kept_authority(self):
        with tempfile.TemporaryDirectory() as folder:
            trusted = []
            for _ in range(2):
                with Mock("--tls-dir", f"{folder}/tls") as mock:
                    trusted.append(mock.ca_file.read_bytes())
                    self.assertEqual(mock.get(context=ssl.create_default_context(cafile=f"{folder}/tls/ca.pem"))[0], 200)
            self.assertEqual(trusted[0], trusted[1])

    def test_the_authority_s_file_goes_with_an_authority_of_the_run(self):
        with tempfile.TemporaryDirectory() as folder:
            for options, stays in (((), False), (("--tls-dir", folder), True)):
                with Mock(*options) as mock:
                    mock.process.terminate()
                    self.assertEqual(mock.process.wait(10), 0)
                    self.assertEqual(mock.ca_file.exists(), stays)
        with Mock() as mock:
            mock.ca_file.write_text("somebody else's")
            mock.process.terminate()
            mock.process.wait(10)
            self.assertTrue(mock.ca_file.exists())

    def test_wrong_options(self):
        for options, code, words in (
                (["--tls-only"], 2, "no effect without --tls"),
                (["--tls", "--tls-fault", "nonsense"], 2, "expected one of wrong-host"),
                (["--tls", "--tls-host", "a b"], 2, '--tls-host: "a b"'),
                (["--tls", "--tls-cert", "x"], 2, "belong together"),
                (["--tls", "--tls-cert", "x", "--tls-key", "y", "--tls-fault", "expired"], 2, "no --tls-cert"),
                (["--tls", "--tls-cert", "/nonexistent/x", "--tls-key", "y"], 3, "/nonexistent/x: cannot be read"),
                (["--tls", "--tls-dir", "/nonexistent/x"], 3, "/nonexistent/x: ")):
            ended = subprocess.run([PROGRAM, "serve", "--listen", "127.0.0.1:0", *options], stdout=subprocess.PIPE,
                                   stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
            self.assertEqual(ended.returncode, code, ended.stderr)
            self.assertIn(words, ended.stderr)
            self.assertEqual(ended.stderr.count("\n"), 1)

    @unittest.skipUnless(shutil.which("strace"), "strace is not installed")
    def test_no_private_key_is_ever_written(self):
        """Every write to a file, as the kernel sees it: none holds a key, and nothing but the port file is made."""
        with tempfile.TemporaryDirectory() as folder:
            trace = f"{folder}/trace"
            process = subprocess.Popen(
                ["strace", "-D", "-f", "-o", trace, "-s", "4096", "-e", "trace=open,openat,creat,write,pwrite64,writev,memfd_create",
                 PROGRAM, "serve", "--listen", "127.0.0.1:0", "--tls", "--port-file", f"{folder}/port"],
                stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            try:
                deadline = time.monotonic() + PATIENCE_S
                while not os.path.exists(f"{folder}/port") and time.monotonic() < deadline and process.poll() is None:
                    time.sleep(0.01)
                context = ssl._create_unverified_context()
                port = int(pathlib.Path(f"{folder}/port").read_text())
                with socket.create_connection(("127.0.0.1", port)) as plain:
                    context.wrap_socket(plain).close()
            finally:
                process.terminate()
                process.wait()
            text = pathlib.Path(trace).read_text(errors="replace")
            self.assertNotIn("PRIVATE KEY", text)
            made = {line.split('"')[1] for line in text.splitlines()
                    if "O_CREAT" in line or "creat(" in line or "memfd_create" in line}
            # ThreadSanitizer's runtime makes a file of its own.
            made = {path for path in made if not path.startswith("/tmp/tsan.rodata")}
            self.assertEqual({re.sub(r"port\.[0-9a-z]+$", "port", path) for path in made}, {f"{folder}/port"})


if __name__ == "__main__":
    unittest.main()
