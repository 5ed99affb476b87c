"""Every language says all that the program says, and says it so that it fits."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from string import Formatter

import pytest
from babel import Locale
from babel.messages import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po

from config.texts import (
    DOMAIN,
    LOCALES,
    _,
    languages,
    n_,
    speaking,
)
from handlers import make_router
from handlers.screens import MOST_LABEL_CHARACTERS

ROOT = Path(__file__).parents[2]
TRANSLATED = ("de", "es")
SPOKEN = ("en", *TRANSLATED)
EVERYWHERE = pytest.mark.parametrize("code", TRANSLATED)
MARKS = {"_": 1, "later": 1, "n_": 2}
"""The functions that mark a sentence, and how many of their first arguments are sentences."""
LABELLED = {"Button": 0, "LinkButton": 0, "ShareButton": 0, "Choice": 1}
"""What a person taps, and which argument is its label."""
MOST_ON_BUTTONS = {"n": 9_999, "part": 99, "total": 99}
"""Numbers that labels have room for; other values are cut to what is left."""
QUOTED = re.compile("“([^“”{}]+)”")
MOST_OF_DESCRIPTION = 100
"""https://docs.discord.com/developers/interactions/application-commands"""

Sentence = tuple[str, ...]


@cache
def code_of_ours() -> tuple[ast.Module, ...]:
    """The program's files, parsed."""
    packages = ("config", "storage", "handlers", "bot")
    return tuple(ast.parse(file.read_text()) for package in packages for file in (ROOT / package).rglob("*.py"))


def calls(within: ast.AST, names: dict[str, int]) -> Iterator[ast.Call]:
    """The calls of these functions."""
    for node in ast.walk(within):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in names:
            yield node


def written(call: ast.Call) -> Sentence:
    """The sentences that a call marks, or nothing where they are not written in it."""
    assert isinstance(call.func, ast.Name)
    given_first = call.args[: MARKS[call.func.id]]
    return tuple(each.value for each in given_first if isinstance(each, ast.Constant) and isinstance(each.value, str))


@cache
def said() -> frozenset[Sentence]:
    """Every sentence in the code, in f-strings too; one with a plural as a pair."""
    return frozenset(words for module in code_of_ours() for call in calls(module, MARKS) if (words := written(call)))


@cache
def labels() -> frozenset[Sentence]:
    """What stands on buttons: written there, or in a variable or a function of the same file that is used there."""
    return frozenset(words for module in code_of_ours() for shown in _shown_in(module) for words in _marked_in(shown))


def _shown_in(module: ast.Module) -> Iterator[ast.AST]:
    functions = {node.name: node for node in ast.walk(module) if isinstance(node, ast.FunctionDef)}
    for function in functions.values():
        variables = {ast.unparse(node.targets[0]): node for node in ast.walk(function) if isinstance(node, ast.Assign)}
        for call in calls(function, LABELLED):
            for shown in call.args[LABELLED[ast.unparse(call.func)] :][:1]:
                yield shown
                yield from (variables[name] for name in _names_in(shown) if name in variables)
                yield from (functions[name] for name in _names_in(shown) if name in functions)


def _names_in(shown: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(shown) if isinstance(node, ast.Name)}


def _marked_in(shown: ast.AST) -> Iterator[Sentence]:
    return (words for call in calls(shown, MARKS) if (words := written(call)))


def catalogue(code: str) -> Catalog:
    """What the translators wrote."""
    with (LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.po").open("rb") as file:
        return read_po(file, locale=code, domain=DOMAIN, abort_invalid=True)


def sentences(code: str) -> list[Message]:
    """All translated sentences, without the catalogue's head."""
    return [message for message in catalogue(code) if message.id]


def forms(words: object) -> Sentence:
    """The sentence of a message, or all its plural forms."""
    return (words,) if isinstance(words, str) else tuple(words) if isinstance(words, list | tuple) else ()


def places(template: str) -> set[str]:
    """The values that a sentence takes; raises ValueError where its braces do not fit."""
    found = {name for _text, name, _format, _conversion in Formatter().parse(template) if name is not None}
    assert all(name.isidentifier() for name in found), template
    return found


# What the catalogues hold.


def test_the_languages_there_are() -> None:
    assert languages() == SPOKEN


@EVERYWHERE
def test_every_sentence_is_in_the_catalogue_and_no_other(code: str) -> None:
    known = {forms(message.id) for message in sentences(code)}
    assert said() - known == set(), "`make texts` collects these"
    assert known - said() == set(), "`make texts` drops these, unless it can see them where the code hides them"


@EVERYWHERE
def test_every_sentence_is_translated(code: str) -> None:
    assert not [message.id for message in sentences(code) if not all(forms(message.string)) or message.fuzzy]
    assert not catalogue(code).obsolete


@EVERYWHERE
def test_a_translation_takes_the_values_of_its_sentence(code: str) -> None:
    for message in sentences(code):
        wanted = set().union(*map(places, forms(message.id)))
        for translation in forms(message.string):
            assert places(translation) == wanted, translation


@EVERYWHERE
def test_plural_forms_are_those_of_the_language(code: str) -> None:
    rule = get_plural(code)
    assert catalogue(code).plural_forms == str(rule)
    for message in sentences(code):
        assert len(forms(message.string)) == (rule.num_plurals if message.pluralizable else 1), message.id


@EVERYWHERE
def test_what_is_compiled_is_what_was_written(code: str) -> None:
    compiled = BytesIO()
    write_mo(compiled, catalogue(code))
    compiled.seek(0)
    with (LOCALES / code / "LC_MESSAGES" / f"{DOMAIN}.mo").open("rb") as file:
        assert _strings(read_mo(file)) == _strings(read_mo(compiled)), "`make texts` compiles"


def _strings(one: Catalog) -> dict[Sentence, Sentence]:
    return {forms(message.id): forms(message.string) for message in one if message.id}


def test_labels_are_found() -> None:
    found = {words[0] for words in labels()}
    assert {"Sign, counted only", "Add my name or reason", "Pass the text on", "Initials, region"} <= found
    assert {"Closing soon", "Sign as shown above", "Read {n} comment", "Read on: part {part} of {total}"} <= found


@pytest.mark.parametrize("code", SPOKEN)
def test_a_label_fits_on_its_button(code: str) -> None:
    with speaking(code):
        shown = [_on_button(words) for words in labels() if places(words[0]) <= MOST_ON_BUTTONS.keys()]
    assert not [label for label in shown if len(label) > MOST_LABEL_CHARACTERS]


@EVERYWHERE
def test_a_label_that_a_sentence_names_is_the_one_on_the_button(code: str) -> None:
    tapped = {words[0] for words in labels()}
    named = [(words, label) for words in said() for label in QUOTED.findall(words[0]) if label in tapped]
    assert "Read more" in {label for _words, label in named}
    with speaking(code):
        translated = catalogue_of(code)
        assert [words for words, label in named if _(label) not in translated[words]] == []


def catalogue_of(code: str) -> dict[Sentence, str]:
    """Every sentence and all that is said for it, in one."""
    return {forms(message.id): " ".join(forms(message.string)) for message in sentences(code)}


def _on_button(words: Sentence) -> str:
    if len(words) > 1:
        return n_(words[0], words[1], MOST_ON_BUTTONS["n"])
    return _(words[0], **{name: MOST_ON_BUTTONS[name] for name in places(words[0])})


@pytest.mark.parametrize("code", SPOKEN)
def test_a_command_is_described_in_the_menu_of_any_platform(code: str) -> None:
    with speaking(code):
        described = [_(command.description) for command in make_router().menu]
    assert described
    assert all(len(words) <= MOST_OF_DESCRIPTION for words in described)


@EVERYWHERE
def test_line_breaks_and_edges_are_kept(code: str) -> None:
    for message in sentences(code):
        for words, translation in zip(forms(message.id), forms(message.string), strict=False):
            assert translation.count("\n") == words.count("\n")
            assert translation == translation.strip()
            assert (words[-1] in ".:") == (translation[-1] in ".:"), translation


# How a sentence is said.


# What it takes.


def test_the_catalogues_lie_in_a_package_and_each_is_tested() -> None:
    assert LOCALES.parent == ROOT / "config"
    assert {Locale.parse(path.name).language for path in LOCALES.iterdir() if path.is_dir()} == set(TRANSLATED)
