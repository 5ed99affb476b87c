"""What changed between two texts, said so that it is understood when read aloud: what went, and what came."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from config.texts import _, later
from handlers.blocks import Block, Bold, Paragraph, Span

GONE, NEW = later("Gone: {words}"), later("New: {words}")
BEFORE, NOW = later("Before: {words}"), later("Now: {words}")
"""A paragraph that stayed in part is told as it was and as it is: heard alone, either would say something else."""
LEFT_OUT, LINE_END = "…", "\n"
AROUND = 6
"""So many words that stayed are shown on either side of those that changed."""
LEAST_KEPT = 3
"""Where less than one word in so many stayed, it is another text and told as a whole."""
MOST_PARAGRAPHS = 300
"""What comes after so many is told as one."""
NEAR = 5
"""A paragraph that was changed is looked for among so many that came."""
DEEPEST = 4
"""So often a stretch is divided at what both have; more would take long for texts that are made for it."""

Words = Sequence[str]
Pair = tuple[int, int]
Run = tuple[int, int, int, int]
"""Where something changed: from and to in the earlier text, from and to in the later one."""


def difference(before: str, after: str) -> tuple[Block, ...]:
    """What went and what came, paragraph by paragraph, with "…" for what stayed; nothing where they are alike."""
    return tuple(_told(_paragraphs(before), _paragraphs(after)))


def _paragraphs(text: str) -> list[str]:
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n"), maxsplit=MOST_PARAGRAPHS)
    return [part.strip() for part in parts if part.strip()]


def _told(old: Words, new: Words) -> Iterator[Block]:
    runs = runs_of(old, new)
    told = 0
    for old_from, old_to, new_from, new_to in runs:
        if old_from > told:
            yield LEFT_OUT
        for gone, came in _paired(_each_in_words(old[old_from:old_to]), _each_in_words(new[new_from:new_to])):
            yield from _of_paragraph(gone, came)
        told = old_to
    if runs and told < len(old):
        yield LEFT_OUT


def _each_in_words(paragraphs: Words) -> list[list[str]]:
    """Words, and the ends of lines between them."""
    return [re.findall(r"\n|[^\s]+", paragraph) for paragraph in paragraphs]


def _paired(gone: Sequence[Words], came: Sequence[Words]) -> Iterator[tuple[Words, Words]]:
    """Each paragraph that went with what came of it, in order; with nothing where it is gone or new altogether."""
    at = 0
    for old in gone:
        near = came[at : at + NEAR]
        match = next((place for place, new in enumerate(near) if _are_alike(old, new)), None)
        if match is None:
            yield old, ()
        else:
            yield from (((), new) for new in near[:match])
            yield old, near[match]
            at += match + 1
    yield from (((), new) for new in came[at:])


def _are_alike(old: Words, new: Words) -> bool:
    olds, news = set(old), set(new)
    return len(olds & news) * LEAST_KEPT >= max(len(olds), len(news))


def _of_paragraph(old: Words, new: Words) -> Iterator[Block]:
    """What went of it and what came, where there is such."""
    runs = _readable(runs_of(old, new), old, new)
    gone, came = [run[:2] for run in runs], [run[2:] for run in runs]
    if runs and old:
        yield _said(_(BEFORE) if new else _(GONE), old, gone)
    if runs and new:
        yield _said(_(NOW) if old else _(NEW), new, came)


def _readable(runs: list[Run], old: Words, new: Words) -> list[Run]:
    """One run over everything where hardly a word stayed."""
    kept = len(old) - sum(run[1] - run[0] for run in runs)
    return runs if kept * LEAST_KEPT >= max(len(old), len(new)) else [(0, len(old), 0, len(new))]


def _said(template: str, words: Words, runs: Sequence[Pair]) -> Paragraph:
    before, _name, after = template.partition("{words}")
    spans = (before, *_spans(list(_marked(words, runs))), after)
    return Paragraph(tuple(span for span in spans if span))


def _marked(words: Words, runs: Sequence[Pair]) -> Iterator[tuple[bool, str]]:
    """The words to be shown, each with whether it weighs; a text that is new or gone as a whole weighs evenly."""
    is_whole, shown = (0, len(words)) in runs, 0
    for first, last in runs:
        yield from ((False, word) for word in _around(words[shown:first], is_first=not shown))
        yield from ((not is_whole and word != LINE_END, word) for word in words[first:last])
        shown = last
    yield from ((False, word) for word in _around(words[shown:], is_last=True))


def _around(stayed: Words, *, is_first: bool = False, is_last: bool = False) -> Words:
    """Words that stayed, without those that are far from any change."""
    after, before = 0 if is_first else AROUND, 0 if is_last else AROUND
    if len(stayed) <= after + before:
        return stayed
    return [*stayed[:after], LEFT_OUT, *stayed[len(stayed) - before :]]


def _spans(marked: Sequence[tuple[bool, str]]) -> Iterator[Span]:
    for place, (is_heavy, group) in enumerate(groupby(marked, key=lambda each: each[0])):
        text = " ".join(word for _heavy, word in group).replace(f" {LINE_END} ", LINE_END)
        if is_heavy:
            yield from (" ", Bold(text)) if place else (Bold(text),)
        else:
            yield f" {text}" if place else text


def runs_of(old: Words, new: Words) -> list[Run]:
    """Where they differ, in order; what lies between is alike. It takes time in proportion to their length."""
    runs, old_at, new_at = [], 0, 0
    for old_kept, new_kept in (*sorted(_kept(old, new)), (len(old), len(new))):
        if (old_kept, new_kept) != (old_at, new_at):
            runs.append((old_at, old_kept, new_at, new_kept))
        old_at, new_at = old_kept + 1, new_kept + 1
    return runs


def _kept(old: Words, new: Words) -> Iterator[Pair]:
    """What stayed: the same beginnings and ends, and between them what stands once in each, in the same order."""
    waiting = [(0, len(old), 0, len(new), DEEPEST)]
    while waiting:
        old_from, old_to, new_from, new_to, depth = waiting.pop()
        while old_from < old_to and new_from < new_to and old[old_from] == new[new_from]:
            yield old_from, new_from
            old_from, new_from = old_from + 1, new_from + 1
        while old_from < old_to and new_from < new_to and old[old_to - 1] == new[new_to - 1]:
            old_to, new_to = old_to - 1, new_to - 1
            yield old_to, new_to
        is_told_apart = old_from < old_to and new_from < new_to and depth
        anchors = _anchors(old, new, (old_from, old_to, new_from, new_to)) if is_told_apart else []
        corners = [(old_from, new_from), *anchors, (old_to, new_to)] if anchors else []
        waiting += [(*_between(*stretch), depth - 1) for stretch in pairwise(corners)]


def _between(begin: Pair, end: Pair) -> Run:
    return begin[0], end[0], begin[1], end[1]


def _anchors(old: Words, new: Words, within: Run) -> list[Pair]:
    """Words that stand once in each stretch, as many of them as come in the same order."""
    old_from, old_to, new_from, new_to = within
    placed = _once(new, new_from, new_to)
    both = [(at, placed[word]) for word, at in _once(old, old_from, old_to).items() if word in placed]
    return _rising(sorted(both))


def _once(words: Words, first: int, last: int) -> dict[str, int]:
    counted = Counter(words[first:last])
    return {words[at]: at for at in range(first, last) if counted[words[at]] == 1}


def _rising(pairs: list[Pair]) -> list[Pair]:
    """The longest of their sequences in which both numbers rise."""
    ends: list[int] = []
    chains: list[tuple[Pair, int | None]] = []
    tops: list[int] = []
    for pair in pairs:
        place = bisect_left(ends, pair[1])
        chains.append((pair, tops[place - 1] if place else None))
        ends[place : place + 1], tops[place : place + 1] = [pair[1]], [len(chains) - 1]
    return _chain(chains, tops[-1] if tops else None)


def _chain(chains: list[tuple[Pair, int | None]], last: int | None) -> list[Pair]:
    found = []
    while last is not None:
        pair, last = chains[last]
        found.append(pair)
    return found[::-1]
