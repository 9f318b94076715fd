"""The documents say what is true: settings, commands and files that they name exist, and what exists is named."""

import contextlib
import os
import re
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.content import load_content
from bot.handlers import all_handlers
from bot.menus import ADMINS, EVERYBODY
from bot.schedule.dental import DENTAL_STEPS
from bot.schedule.injections import DAYS_FROM_DUE
from bot.settings import EXAMPLES, Settings, load_settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
CHANGELOG = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
ENV_EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = {"README.md": README, "ARCHITECTURE.md": ARCHITECTURE, "CHANGELOG.md": CHANGELOG}

NAMES = {name.upper() for name in Settings.model_fields}
SETTING = re.compile(r"^# ?([A-Z][A-Z_]+)=(.*)$", re.MULTILINE)


def default_of(name: str) -> str:
    """The default as it is written in a file of settings."""
    value = Settings.model_fields[name.lower()].default
    return "" if value is None or value == frozenset() else str(value)


def words_above(name: str) -> str:
    """The comment before a setting, without the settings that share it."""
    above = ENV_EXAMPLE[: ENV_EXAMPLE.index(f"# {name}=")]
    block = above.rpartition("\n\n")[2]
    return SETTING.sub("", block).strip("# \n")


def help_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with contextlib.suppress(SystemExit):
        main([*arguments, "--help"])
    return capsys.readouterr().out


def test_env_example_names_exactly_the_settings_that_exist() -> None:
    written = [name for name, _ in SETTING.findall(ENV_EXAMPLE)]

    assert sorted(written) == sorted(NAMES)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_env_example_shows_the_true_default(name: str) -> None:
    assert dict(SETTING.findall(ENV_EXAMPLE))[name] == default_of(name)


@pytest.mark.parametrize("name", sorted(NAMES))
def test_env_example_explains_each_setting_in_words(name: str) -> None:
    assert len(words_above(name).split()) >= 5


def test_env_example_with_every_line_switched_on_gives_the_defaults(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in NAMES & os.environ.keys():
        monkeypatch.delenv(name)
    switched_on = tmp_path / "env"
    switched_on.write_text(SETTING.sub(r"\1=\2", ENV_EXAMPLE), encoding="utf-8")

    assert load_settings(switched_on) == load_settings(None)


def test_the_examples_given_for_wrong_settings_are_of_settings_that_exist() -> None:
    assert EXAMPLES.keys() <= NAMES


def test_the_readme_names_every_setting_and_no_other() -> None:
    named = set(re.findall(r"`([A-Z]+(?:_[A-Z]+)+|REGION)[`=]", README))

    assert named == NAMES


def test_the_readme_names_every_command_in_the_chat_and_no_other() -> None:
    named = set(re.findall(r"`/([a-z]+)`", README)) - {"newbot"}  # BotFather's

    assert named == {*EVERYBODY, *ADMINS}


def test_every_command_in_the_menu_is_handled_and_every_handled_one_is_in_the_menu() -> None:
    handled = {name for handler in all_handlers() for name in getattr(handler, "commands", ())}

    assert handled == {*EVERYBODY, *ADMINS}


def test_the_readme_names_every_command_of_the_command_line_and_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    offered = set(re.findall(r"^    ([a-z]+) ", help_of(capsys), re.MULTILINE))

    assert set(re.findall(r"-m bot ([a-z]+)", README)) == offered


@pytest.mark.parametrize("command", ["run", "preview", "ask", "plan", "check"])
def test_the_readme_names_every_option_that_a_newcomer_may_need(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    options = set(re.findall(r"--[a-z][a-z-]+", help_of(capsys, command))) - {"--help", "--or-preview"}

    assert not {option for option in options if option not in README}


def test_the_readme_names_the_make_targets_and_no_other() -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", MAKEFILE, re.MULTILINE))
    named = set(re.findall(r"make ([a-z]+)", "".join(re.findall(r"`[^`]+`|```.+?```", README, re.DOTALL))))

    assert {"run", "test", "crash"} <= named <= targets


@pytest.mark.parametrize("step", [*DAYS_FROM_DUE, *{step: None for steps in DENTAL_STEPS.values() for step in steps}])
def test_the_readme_names_every_step_of_the_reminders(step: str) -> None:
    table = README.partition("## How reminders work")[2].partition("\n## ")[0]

    assert re.search(rf"\b{re.escape(step)}\b", table)


def test_the_readme_says_that_no_clinician_has_checked_the_texts_as_long_as_that_is_so() -> None:
    content = load_content(ROOT / "content")
    texts = [*content.entries.values(), *content.red_flags.values(), *content.reminders.values()]
    checked = [text for text in texts if text.review.is_reviewed]

    assert ("No text has been reviewed by a clinician yet" in README) == (not checked)


@pytest.mark.parametrize("document", DOCUMENTS)
def test_links_lead_to_files_and_headings_that_exist(document: str) -> None:
    for target in re.findall(r"\]\(([^)\s]+)\)", DOCUMENTS[document]):
        if re.match(r"https?:", target):
            continue
        file, _, anchor = target.partition("#")
        path = ROOT / (file or document)
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}, target


@pytest.mark.parametrize("document", DOCUMENTS)
def test_paths_in_the_documents_exist(document: str) -> None:
    for path in re.findall(r"`((?:bot|jobs|content|tests)/[\w./-]*)`", DOCUMENTS[document]):
        assert (ROOT / path).exists(), path


def test_the_architecture_fits_on_one_screen_and_names_every_package() -> None:
    packages = {path.parent.name for path in (ROOT / "bot").glob("*/__init__.py")} | {"jobs", "content"}

    assert len(ARCHITECTURE.splitlines()) <= 60
    assert not {name for name in packages if not re.search(rf"\b{name}\b", ARCHITECTURE)}


def test_the_changelog_has_a_section_for_what_comes_or_came_and_known_headings() -> None:
    sections = re.findall(r"^## \[(Unreleased|\d+\.\d+\.\d+)\]", CHANGELOG, re.MULTILINE)
    headings = set(re.findall(r"^### (.+)$", CHANGELOG, re.MULTILINE))

    assert sections
    assert headings <= {"Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"}
