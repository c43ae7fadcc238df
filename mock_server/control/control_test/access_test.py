#!/usr/bin/python3
"""Who may use the control side, and how: access_test.py PROGRAM"""
import subprocess
import unittest

from running_mock import PATIENCE_S, PROGRAM, Mock


class Access(unittest.TestCase):
    def test_pages_of_other_sites_are_refused(self):
        with Mock() as mock:
            own = f"127.0.0.1:{mock.port}"
            for headers, status in (({}, 200), ({"Origin": "http://" + own}, 200), ({"Origin": "null"}, 403),
                                    ({"Origin": "http://evil.example"}, 403), ({"Origin": f"http://{own}.evil.example"}, 403),
                                    ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
                                    ({"Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "none"}, 200),
                                    ({"Host": "evil.example"}, 403), ({"Host": "127.evil.example:80"}, 403),
                                    ({"Host": "localhost:1"}, 200), ({"Host": "[::1]:1"}, 200)):
                for method, path in (("GET", "/mock/journal"), ("POST", "/mock/reset")):
                    answered, _, answer_headers = mock.raw(method, path, headers=headers)
                    self.assertEqual(answered, status, (headers, path))
                    self.assertFalse([name for name in answer_headers if name.lower().startswith("access-control")])
            link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
            self.assertEqual(mock.raw("GET", "/mock/", headers=link)[0], 200)
            self.assertEqual(mock.raw("POST", "/mock/reset", headers=link)[0], 403)
            self.assertEqual(mock.raw("OPTIONS", "/mock/journal", headers={"Origin": "http://evil.example"})[0], 403)

    def test_a_token_opens_other_addresses(self):
        ended = subprocess.run([PROGRAM, "serve", "--listen", "0.0.0.0:0"], stdout=subprocess.PIPE,
                               stderr=subprocess.PIPE, text=True, timeout=PATIENCE_S)
        self.assertEqual(ended.returncode, 2)
        self.assertIn("--control-token", ended.stderr)
        with Mock("--control-token", "open-sesame-1", listen="0.0.0.0:0") as mock:
            self.assertEqual(mock.raw("GET", "/mock/journal")[0], 401)
            self.assertEqual(mock.raw("GET", "/mock/journal")[2]["WWW-Authenticate"], "Bearer")
            for headers, status in (({"Authorization": "Bearer open-sesame-1"}, 200), ({"x-mock-token": "open-sesame-1"}, 200),
                                    ({"Authorization": "bearer open-sesame-1", "Host": "mock.example"}, 200),
                                    ({"x-mock-token": "open-sesame-2"}, 401), ({"x-mock-token": ""}, 401),
                                    ({"Authorization": "Basic open-sesame-1"}, 401),
                                    ({"x-mock-token": "open-sesame-1", "Origin": "http://evil.example"}, 403)):
                self.assertEqual(mock.raw("GET", "/mock/journal", headers=headers)[0], status, headers)
            self.assertEqual(mock.raw("GET", "/mock/")[0], 200)
            mock.cancel(body="id=open-sesame-1")
            page = mock.ask("GET", "/mock/journal", headers={"x-mock-token": "open-sesame-1"})[1]
            self.assertTrue(page["entries"][0]["secret_on_wire"])

    def test_without_control_there_is_nothing(self):
        with Mock("--no-control") as mock:
            self.assertEqual(mock.raw("GET", "/mock/journal")[2]["x-mock-verdict"], "unknown_path")

    def test_methods_bodies_and_paths(self):
        with Mock("--max-body-bytes", "1000") as mock:
            self.assertEqual(mock.raw("GET", "/mock/nothing")[0], 404)
            status, _, headers = mock.raw("PATCH", "/mock/journal")
            self.assertEqual((status, headers["Allow"]), (405, "GET, DELETE"))
            self.assertEqual(mock.raw("POST", "/mock/verify", "{}", {"Content-Type": "text/plain"})[0], 415)
            self.assertEqual(mock.raw("POST", "/mock/verify", "x" * 1001)[0], 413)
            self.assertEqual(mock.raw("PUT", "/mock/accounts/%zz", '{"secret":"x"}')[0], 400)
            self.assertEqual(mock.raw("GET", "/mock/journal?afer=1")[0], 400)
            self.assertEqual(mock.raw("GET", "/mock/journal?verdict=nice")[0], 400)
            self.assertEqual(mock.raw("HEAD", "/mock/health")[:2], (200, ""))
            self.assertEqual(mock.journal()["entries"], [])


if __name__ == "__main__":
    unittest.main()
