#!/usr/bin/env python3
"""Serves the demo and hands its address to the table of hostile requests."""
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "support"))
from holdfast import Served, database, folder  # noqa: E402

with folder() as temp, Served(database(temp, "demo"), env={"HOLDFAST_QUIET": "1"}) as served:
    table = pathlib.Path(__file__).with_name("test_requests.py")
    code = subprocess.run([sys.executable, table, f"127.0.0.1:{served.port}"]).returncode
    if served.stop() != 0 or "Sanitizer" in served.logged():
        print(served.logged())
        code = 1
sys.exit(code)
