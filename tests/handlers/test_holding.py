"""Reasons that a moderator reads first, and ordinary ones that are published at once."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from config.texts import languages, speaking
from handlers.holding import HOLDS_LINK, THIRD_PERSON, UNKNOWN_LANGUAGE, VOCABULARY, cause_to_hold, what_holds

OF_OTHERS = """
My neighbour Izzy was sent away.
I know a couple.
My partner has no papers and it is hard.
my husband and i wait
For my fiancée who is not allowed in.
My ex-husband lost the case.
The couple next door was sent away.
My mother-in-law has no visa.
My in-laws are in exile.
Two of my friends are in hiding.
A classmate of mine is undocumented.
My landlord reported all of us to the police.
The man on the first floor is not here legally.
The woman who cleans our office has no papers.
A guy I work with is undocumented.
My stepson is in detention.
My granddaughter is not safe.
My nan is in exile.
my bff is in detention and it is wrong
My other half is not allowed to stay.
My significant other is not allowed to stay.
My loved one is in exile.
Our dear old gardener is in exile.
Somebody I love lives in hiding in Leeds.
Someone I know hides in the church.
An asylum seeker lives with us in the attic.
The boys next door are in hiding.
His visa ends and it is wrong.
They took her at the border.
My colleague’s case is not closed.
my fr1end is in the house
My par-tner is not safe in the country.
my pa\u200drtner is in the house
Free Izzy and the law is fair.
Izzy is not safe in the country.
Izzy. Kit. They are not safe.
IZZY IS NOT SAFE IN THE COUNTRY
I sign for Izzy.
We met at O'Brien and Sons, all of us.
I love María and the law is wrong.
Mr Smith is not safe.
mrs smith is not safe
I live in Portland and want to stay in the country.
juan would be deported
maria and i have lived together
the law is not fair to juan
i want this for our mohamed
will and i have waited for years
hope is not allowed to stay
they have a good life in leeds
two of them are in reading
we married secretly in leeds
we married in another country
we have been together for nine years
i am here without papers myself
i overstayed my visa
i have no green card
i am not a citizen
i am not here legally
I am gay and nobody here knows it.
They came for us in the morning.
I can not go back, and I am afraid.
We are not allowed to stay.
I was sent away once.
we hide when they come
my asylum case is open
they are at my place
I work without permission.
the ones from the corner shop know this
all of us in the kitchen of the hotel know
I am a nurse and I have waited for years
I teach at a school and this is wrong
the people in the church have no papers
the two in the basement need this
I am 17 and live in hull
aged 19 from york and alone
he is 24 and it is wrong
our baby was born here
for those in 97201
j u a n is not safe
my in-laws wait
Love is love 🇲🇽
they are on facebook under a false name
Since June I have waited.
I was brought to this country when I was small.
I have no permit and no citizenship.
I remained after my time was over.
In my country we would be punished.
"""
LINKS = """
The man in flat 12 is not here legally.
This is for A.B., who waits.
Call me at 555 123 4567 about this.
Call the number +44 20 7946 0958
my number is 5551234
the file is A 123 456 789
Write to ada@example.org about this
write to ada at example dot org about this
See https://example.org/x
see example.org for the rest
see example.co.uk for the rest
see example.de/this for the rest
see hxxp://localhost for this
bit.ly/abc is the page
follow @izzy for the rest
they hide in the house at 12 green street
"""
OTHER_LANGUAGES = """
Mi vecina fue expulsada.
Mein Nachbar wurde abgeschoben.
Ma voisine est partie.
Это мой сосед.
私の隣人は送還された。
جاري في خطر
Mу nеighbour is the best
the nеighbоur is not safe
ｍｙ ｆｒｉｅｎｄ
ok
"""
ORDINARY = """
Because the law should be equal.
Nobody should have to choose between love and home.
Equal rights for all.
I believe in equality for all people.
Everyone should be free to love.
Love is love, and the law should say so.
I have waited twelve years for this.
This is the right thing to do in 2026.
It's time for Congress to act.
The Supreme Court should decide this.
We must end DOMA now!
I sign because marriage is a right.
No citizen should be made to choose.
I'm an American, and I believe that all people are equal.
Fair rules are rules that all of us read.
A marriage does not end at the desk of a clerk.
Do the right thing, Mr. President!
The United States should be a home for all.
The U.S. is a home for all of us.
I have been waiting since July 2011.
On 5 October 2012 the word was written down. It is not the end.
This law is 15 years too old, from the 1990s on.
My country should be better than this.
Our government has a duty to all of us.
Free at last!
We don't need more laws that divide people; we need fair rules... for everybody's sake.
Marriage equality is long overdue.
No law should tear people apart.
Nobody should be sent away for love.
It shouldn't matter who you love.
Because love doesn't stop at a border.
All people are created equal.
I'm signing because I believe in justice.
Discrimination is wrong, whatever you call it.
Please, Congress, end this now: we've waited since June 2011!
A country that breaks its word loses respect.
The Constitution guarantees equal protection; let us keep it.
Governments should protect love, not punish it.
This is about human rights and human dignity.
I can't believe that this is still the law in 2012.
Everyone deserves the same rights and the same respect.
LGBT citizens pay the same taxes and should have equal rights.
History will show that this was wrong.
Same-sex marriages should count under federal law.
It’s simply unfair.
Enough is enough!
We are all human – that's reason enough.
I want to be proud of my country again.
The US should lead, not follow.
Let people live and love in peace ❤️
More than 1,100 rights are denied by one bad law.
Politicians should listen, think and act now.
I hope that the Senate votes for this.
I will sign again and again, until the law has changed.
Thank you for fighting for all of us.
"""


def lines(text: str) -> list[str]:
    return text.strip("\n").split("\n")


@pytest.mark.parametrize("reason", lines(OF_OTHERS))
def test_what_may_tell_of_somebody_else_is_held(reason: str) -> None:
    assert cause_to_hold(reason) == THIRD_PERSON


@pytest.mark.parametrize("reason", lines(LINKS))
def test_what_leads_to_somebody_is_held(reason: str) -> None:
    assert cause_to_hold(reason) == HOLDS_LINK


@pytest.mark.parametrize("reason", lines(OTHER_LANGUAGES))
def test_what_we_can_not_judge_is_held(reason: str) -> None:
    assert cause_to_hold(reason) in {UNKNOWN_LANGUAGE, THIRD_PERSON}


@pytest.mark.parametrize("reason", lines(ORDINARY))
def test_what_endangers_nobody_is_published_at_once(reason: str) -> None:
    assert cause_to_hold(reason) == ""


@given(
    st.sampled_from(lines(ORDINARY)),
    st.sampled_from(["http://", "https://", "HTTPS://", "ftp://", "www.", "tg://", "@"]),
    st.from_regex(r"[a-z][a-z0-9-]{1,20}\.(com|org|de|example|co\.uk)(/[a-z0-9]{0,9})?", fullmatch=True),
    st.integers(0, 100),
)
def test_a_reason_with_an_address_is_always_held(reason: str, scheme: str, address: str, place: int) -> None:
    at = place % (len(reason) + 1)
    assert cause_to_hold(f"{reason[:at]} {scheme}{address} {reason[at:]}") == HOLDS_LINK
    assert cause_to_hold(f"{reason[:at]} {address} {reason[at:]}") == HOLDS_LINK


@given(st.sampled_from(lines(ORDINARY)), st.sampled_from(lines(OF_OTHERS)))
def test_harmless_words_before_or_after_hide_nobody(harmless: str, held: str) -> None:
    assert cause_to_hold(f"{harmless}\n{held}")
    assert cause_to_hold(f"{held}\n\n{harmless}")


@given(st.sampled_from(lines(ORDINARY)), st.from_regex(r"[a-zà-ÿ]{1,12}", fullmatch=True), st.integers(0, 100))
def test_one_word_out_of_the_vocabulary_is_enough(reason: str, word: str, place: int) -> None:
    assume(unicodedata.normalize("NFD", word).encode("ascii", "ignore").decode() not in VOCABULARY)
    words = reason.split()
    at = place % (len(words) + 1)
    assert cause_to_hold(" ".join([*words[:at], word, *words[at:]]))


@pytest.mark.parametrize(
    "word", ["juan", "maria", "wes", "wed", "ned", "leeds", "reading", "he", "friend", "papers", "visa"]
)
def test_names_towns_relations_and_status_are_no_harmless_words(word: str) -> None:
    assert word not in VOCABULARY


@given(st.text(max_size=600))
def test_whatever_it_is_there_is_an_answer_and_only_english_passes(reason: str) -> None:
    if not cause_to_hold(reason):
        assert all(unicodedata.name(letter).startswith("LATIN") for letter in reason if letter.isalpha())


@pytest.mark.parametrize("code", languages())
def test_every_cause_has_words_for_whoever_reviews(code: str) -> None:
    with speaking(code):
        for cause in (THIRD_PERSON, HOLDS_LINK, UNKNOWN_LANGUAGE, "too_fast"):
            assert what_holds(cause) != cause
