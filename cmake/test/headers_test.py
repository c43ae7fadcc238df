#!/usr/bin/python3
"""Installs the libraries and compiles each of their headers by itself: headers_test.py CMAKE HEADERS BUILD

A header that needs what its includer happened to include first breaks with a stranger's order of
includes; one that needs a header which isn't installed breaks always.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

cmake, headers, build = sys.argv[1:]
with tempfile.TemporaryDirectory() as folder:
    prefix, headers_build = pathlib.Path(folder) / "prefix", pathlib.Path(folder) / "build"

    def output(*command):
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode != 0:
            sys.exit(done.stdout)
        return done.stdout

    output(cmake, "--install", build, "--component", "libraries", "--prefix", str(prefix))
    said = output(cmake, "-S", headers, "-B", str(headers_build), f"-DCMAKE_PREFIX_PATH={prefix}")
    output(cmake, "--build", str(headers_build), "--parallel", str(min(2, os.cpu_count() or 1)))
    print(re.search(r"\d+ headers", said).group(0) + " compile by themselves")
