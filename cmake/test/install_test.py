#!/usr/bin/python3
"""Installs the build into an empty folder and builds a consumer against it: install_test.py CMAKE CONSUMER BUILD"""
import base64
import hashlib
import hmac
import pathlib
import subprocess
import sys
import tempfile

cmake, consumer, build = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    prefix, consumer_build = pathlib.Path(folder) / "prefix", pathlib.Path(folder) / "build"

    def run(*command):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, timeout=600)

    run(cmake, "--install", build, "--prefix", str(prefix))
    run(cmake, "-S", consumer, "-B", str(consumer_build), "-DCMAKE_BUILD_TYPE=Debug", f"-DCMAKE_PREFIX_PATH={prefix}",
        f"-DEMBEDDING_PAGE={pathlib.Path(__file__).resolve().parents[2] / 'docs' / 'embedding.md'}")
    run(cmake, "--build", str(consumer_build))
    run(str(consumer_build / "embedding_test"))
    url, signature = subprocess.run([str(consumer_build / "consumer")], check=True, capture_output=True, text=True,
                                    timeout=60).stdout.split()
    body = b"id=849cdea0395411e98f54b395ae9c7bb6"
    expected = base64.b64encode(hmac.new(b"demo-secret", body, hashlib.sha256).digest()).decode()
    assert url.startswith("http://127.0.0.1:"), url
    assert signature == expected, (signature, expected)
    for program in ("everstrike-mock", "everstrike", "everstrike-conformance", "everstrike-bench"):
        run(str(prefix / "bin" / program), "--version")
        share = prefix / "share"
        for file, beginning in (("man/man1/%s.1", ".TH "), ("bash-completion/completions/%s", "# bash completion"),
                                ("zsh/site-functions/_%s", "#compdef %s" % program),
                                ("fish/vendor_completions.d/%s.fish", "# fish completion")):
            assert (share / (file % program)).read_text(encoding="utf-8").startswith(beginning), file % program
print("installed, found, linked and run")
