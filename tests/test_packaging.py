"""What is installed: every dependency is locked, with hashes, for every platform, and from no named host."""

import re
import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCKS = {name: (ROOT / name).read_text(encoding="utf-8") for name in ("requirements.lock", "requirements-dev.lock")}
WANTED = {
    "requirements.lock": PROJECT["dependencies"],
    "requirements-dev.lock": [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]],
}


def entries(lock: str) -> list[str]:
    """Each locked package with its hashes as one line."""
    return LOCKS[lock].replace("\\\n", " ").splitlines()


def versions(lock: str) -> dict[str, str]:
    found = (re.match(r"([\w.-]+)==(\S+)", entry) for entry in entries(lock))
    return {canonicalize_name(one[1]): one[2] for one in found if one}


@pytest.mark.parametrize("lock", LOCKS)
def test_every_dependency_is_locked_at_a_version_that_is_allowed(lock: str) -> None:
    locked = versions(lock)
    wanted = [Requirement(line) for line in WANTED[lock]]

    assert [str(one) for one in wanted if locked.get(canonicalize_name(one.name)) not in one.specifier] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_comes_from_no_named_host(lock: str) -> None:
    assert [
        entry
        for entry in entries(lock)
        if not re.fullmatch(r"[\w.-]+==[^ ]+( ;[^\\]+?)?( +--hash=sha256:[0-9a-f]{64})+ *", entry)
    ] == []


def test_both_lock_files_name_the_same_versions() -> None:
    small, large = versions("requirements.lock"), versions("requirements-dev.lock")

    assert {name: version for name, version in small.items() if large.get(name) != version} == {}


@pytest.mark.parametrize("lock", LOCKS)
def test_the_lock_is_for_every_platform(lock: str) -> None:
    hashes = [entry.count("--hash=") for entry in entries(lock) if entry.startswith("rapidfuzz==")]

    assert hashes, "a compiled package is locked"
    assert hashes[0] > 20, "wheels of every platform, not of one"
