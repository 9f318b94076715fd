"""The command line as others use it: a reader that goes away, a full disk, ports that are none."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PLAN = ["plan", "--jsonl", "--injection", "2026-11-22", "--now", "2026-11-22T12:00Z"]
MANY = [*PLAN, *[part for day in range(1, 29) for part in ("--dental", f"2027-03-{day:02}:implant")] * 4]
FULL = Path("/dev/full")


def bot(arguments: list[str], output: int) -> tuple[int, str]:
    command = [sys.executable, "-m", "bot", *arguments]
    done = subprocess.run(command, cwd=ROOT, stdout=output, stderr=subprocess.PIPE, text=True, check=False, timeout=60)
    return done.returncode, done.stderr


@pytest.mark.parametrize("arguments", [PLAN, MANY], ids=["held back to the end", "written on the way"])
def test_a_reader_that_has_seen_enough_is_no_fault(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", *arguments], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    process.stdout.close()  # as `| head -0` does
    _, error = process.communicate(timeout=60)

    assert (process.returncode, error) == (0, "")


@pytest.mark.skipif(not FULL.exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize("arguments", [PLAN, MANY], ids=["held back to the end", "written on the way"])
def test_a_full_disk_behind_the_output_is_one_line(arguments: list[str]) -> None:
    with FULL.open("w", encoding="utf-8") as full:
        code, error = bot(arguments, full.fileno())

    assert code == 1
    assert error.splitlines() == ["standard output cannot be written to (No space left on device)"]


@pytest.mark.parametrize("port", ["99999", "-1", "eighty"])
def test_a_port_that_is_none_is_wrong_usage(port: str) -> None:
    code, error = bot(["preview", f"--port={port}"], subprocess.DEVNULL)

    assert code == 2
    assert f"'{port}' is no port" in error
