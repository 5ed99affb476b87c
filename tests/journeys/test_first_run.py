"""A newcomer's first run of the real program, by a script, and a second one that shows what the first one did."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.journeys.campaigns import COUNTED, HOME, NAMED
from tests.seen import Seen, keeps_the_rules, seen_in

UNDERSIGNED = Path(sys.executable).with_name("undersigned")


class Script:
    """One run of `undersigned chat --json`, led by what it prints."""

    def __init__(self, folder: Path) -> None:
        """Begin, and read the start screen."""
        surroundings = {name: value for name, value in os.environ.items() if not name.startswith("UNDERSIGNED_")}
        surroundings |= {
            "UNDERSIGNED_STORE": f"sqlite:///{folder}/undersigned.db",
            "UNDERSIGNED_KEY_FILE": f"{folder}/undersigned.key",
            "UNDERSIGNED_PLATFORMS": "terminal",
            "LC_ALL": "C.UTF-8",
        }
        self._process = subprocess.Popen(
            [UNDERSIGNED, "chat", "--json"],
            cwd=folder,
            env=surroundings,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        self.screen = self._read()

    def types(self, line: str) -> None:
        """Type a line and read the answer."""
        assert self._process.stdin is not None
        self._process.stdin.write(f"{line}\n")
        self._process.stdin.flush()
        self.screen = self._read()

    def taps(self, begins: str) -> None:
        """Type the number of the button whose label begins so."""
        found = [button for row in self.screen.rows for button in row if button.label.startswith(begins)]
        assert found, f"no button {begins!r} among {self.screen.labels}"
        self.types(str(found[0].handle))

    def sees(self, text: str) -> None:
        """These words were printed last."""
        assert text in self.screen.text, self.screen.text

    def ends(self) -> str:
        """End the input; what was said on standard error."""
        _out, errors = self._process.communicate(timeout=10)
        assert self._process.returncode == 0, errors
        return errors

    def _read(self) -> Seen:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        assert line, self._process.communicate(timeout=10)[1]
        shown = seen_in(json.loads(line))
        keeps_the_rules(shown)
        return shown


def test_two_runs_from_the_start_to_a_signature_and_back(tmp_path: Path) -> None:
    first = Script(tmp_path)
    first.taps("Save Doug and Alex's")
    first.taps("Read the story")
    while any(label.startswith("Read on") for label in first.screen.labels):
        first.taps("Read on")
    first.taps(COUNTED)
    first.sees("You are signer number 12,031.")
    first.types(HOME)
    first.taps(NAMED)
    first.taps("Name and reason")
    first.types("Ada L.")
    first.types("Leeds")
    first.types("Nobody should be sent away for love.")
    first.taps("Sign as Ada L., Leeds")
    first.sees("You are signer number 128.")
    first.types("/mine")
    first.sees("You signed 2 petitions")
    first.taps("Save Doug and Alex's")
    first.taps("Withdraw")
    first.sees("12,030 have signed now.")
    key, *others = first.ends().splitlines()
    assert key.startswith(f"The key of this store is {tmp_path}")
    assert others == ["Sample campaigns loaded."]

    second = Script(tmp_path)
    second.types("/mine")
    second.sees("You signed 1 petition")
    second.sees("as number 128.")
    second.types(HOME)
    second.taps("Reasons")
    second.sees("Nobody should be sent away for love.")
    assert second.ends() == ""
