"""What the reader corrects is mended, in whatever the engine finds then."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.analysis.findings import (
    ENTITY_KINDS,
    Analysis,
    Cue,
    Entity,
    EntityKind,
    Mention,
    Quotation,
    Speaker,
)
from reader.annotation import Annotation, Target
from reader.corrections import (
    AddEntity,
    AddQuotation,
    Address,
    Attribute,
    Change,
    Correction,
    Discard,
    Hide,
    Merge,
    Reclassify,
    Rename,
    Split,
    plain,
)
from reader.document import Span
from reader.mending import credited, mended, quotation_span, whole_words

TEXT = (
    "Ann Ames of Port Brimley met Ben Bell. “We waited for nine years,” Ames said. "
    "“Nobody knew,” he added. Bell called it “a slow miracle.” Brimley slept. The Tern left Port Brimley."
)


def mentions(text: str, *forms: str) -> tuple[Mention, ...]:
    """Every place of some forms that lies in no place of a longer one."""
    found = [Span(each.start, each.end) for form in forms for each in whole_words(text, form)]
    outer = [
        one
        for one in found
        if not any(other != one and other.start <= one.start and one.end <= other.end for other in found)
    ]
    return tuple(Mention(each.start, each.end, text[each.start : each.end]) for each in sorted(outer))


def entity(name: str, kind: EntityKind, *forms: str) -> Entity:
    return Entity(name, kind, mentions(TEXT, name, *forms))


def quotation(words: str, name: str, stands: str, cue: str = "", confidence: float = 0.9) -> Quotation:
    start = TEXT.index(words)
    at = TEXT.index(stands, start)
    said = Cue(TEXT.index(cue), TEXT.index(cue) + len(cue), cue) if cue else None
    speaker = Speaker(name, at, at + len(stands), stands, confidence)
    return Quotation(start, start + len(words), words, "direct", speaker, said)


FOUND = Analysis(
    (
        entity("Ann Ames", "person", "Ames"),
        entity("Ben Bell", "person", "Bell"),
        Entity("Port Brimley", "place", mentions(TEXT, "Port Brimley")),
        Entity(
            "Brimley",
            "place",
            tuple(each for each in mentions(TEXT, "Brimley", "Port Brimley") if each.text == "Brimley"),
        ),
    ),
    (
        quotation("“We waited for nine years,”", "Ann Ames", "Ames", "said"),
        quotation("“Nobody knew,”", "Ann Ames", "he", confidence=0.4),
        quotation("“a slow miracle.”", "Ben Bell", "“a slow miracle.”"),
    ),
)
FOUND = replace(
    FOUND,
    quotations=(
        *FOUND.quotations[:2],
        replace(
            FOUND.quotations[2],
            speaker=Speaker(
                "Ben Bell", TEXT.index("Bell called"), TEXT.index("Bell called") + 4, "Bell", 0.9
            ),
        ),
    ),
)


def address(name: str) -> Address:
    found = next((each for each in FOUND.entities if each.name == name), None)
    return Address.of(found) if found else Address(name)


def target(words: str, text: str = TEXT) -> Target:
    return Target.of(text, text.index(words), text.index(words) + len(words))


def corrections(*changes: Change) -> list[Correction]:
    """Corrections made one after the other."""
    made = (Correction.new("d", change) for change in changes)
    return [replace(each, created=f"2026-01-01T00:00:{n:02}.000Z") for n, each in enumerate(made)]


def after(*changes: Change, found: Analysis = FOUND, text: str = TEXT) -> Analysis:
    return mended(found, text, corrections(*changes))


def names(analysis: Analysis) -> dict[str, str]:
    """The entities' names with their kinds."""
    return {each.name: each.kind for each in analysis.entities}


def forms(analysis: Analysis, name: str) -> Counter[str]:
    (found,) = (each for each in analysis.entities if each.name == name)
    return Counter(plain(mention.text) for mention in found.mentions)


def speakers(analysis: Analysis) -> list[str]:
    return [each.speaker.name if each.speaker else "" for each in analysis.quotations]


def test_without_corrections_the_findings_are_the_engines() -> None:
    assert mended(FOUND, TEXT, []) is FOUND


def test_a_renamed_entity_has_its_mentions_and_its_quotes_under_the_new_name() -> None:
    found = after(Rename(address("Ann Ames"), "Mayor Ames"))
    assert forms(found, "Mayor Ames") == {"Ann Ames": 1, "Ames": 1}
    assert "Ann Ames" not in names(found)
    assert speakers(found) == ["Mayor Ames", "Mayor Ames", "Ben Bell"]


def test_renaming_to_anothers_name_makes_them_one_of_the_others_kind() -> None:
    changed = after(Reclassify(address("Brimley"), "organisation"))
    found = after(Rename(Address("Brimley"), "Port Brimley"), found=changed)
    assert names(found) == {"Ann Ames": "person", "Ben Bell": "person", "Port Brimley": "place"}
    assert forms(found, "Port Brimley") == {"Port Brimley": 2, "Brimley": 1}


def test_an_entity_of_another_kind_stands_among_its_like() -> None:
    found = after(Reclassify(address("Port Brimley"), "organisation"))
    assert [(each.name, each.kind) for each in found.entities] == [
        ("Ann Ames", "person"),
        ("Ben Bell", "person"),
        ("Port Brimley", "organisation"),
        ("Brimley", "place"),
    ]


def related(analysis: Analysis) -> dict[str, str]:
    return {each.name: each.related for each in analysis.entities if each.related}


def test_a_people_and_its_country_stay_related_whatever_they_are_called() -> None:
    one, other, *rest = FOUND.entities
    pair = replace(one, related=other.name), replace(other, related=one.name)
    found = replace(FOUND, entities=(*pair, *rest))
    assert related(after(Hide(address("Brimley")), found=found)) == {
        "Ann Ames": "Ben Bell",
        "Ben Bell": "Ann Ames",
    }
    renamed = after(Rename(address("Ann Ames"), "Dr. Ames"), found=found)
    assert related(renamed) == {"Dr. Ames": "Ben Bell", "Ben Bell": "Dr. Ames"}
    assert related(after(Hide(address("Ann Ames")), found=found)) == {}
    assert related(after(Merge(address("Ann Ames"), address("Ben Bell")), found=found)) == {}


def test_merged_entities_are_one_with_the_mentions_of_both() -> None:
    found = after(Merge(address("Brimley"), address("Port Brimley")))
    assert forms(found, "Port Brimley") == {"Port Brimley": 2, "Brimley": 1}
    starts = [
        mention.start for each in found.entities for mention in each.mentions if "Brimley" in mention.text
    ]
    assert starts == sorted(starts)
    assert "Brimley" not in names(found)


def test_quotes_of_a_merged_person_are_the_others() -> None:
    found = after(Merge(address("Ben Bell"), address("Ann Ames")))
    assert speakers(found) == ["Ann Ames"] * 3


def test_a_form_that_was_split_off_is_an_entity_with_its_own_quotes() -> None:
    found = after(Split(address("Ann Ames"), "Ames"))
    assert forms(found, "Ames") == {"Ames": 1}
    assert forms(found, "Ann Ames") == {"Ann Ames": 1}
    assert names(found)["Ames"] == "person"
    assert speakers(found) == ["Ames", "Ann Ames", "Ben Bell"]


def test_when_the_name_itself_is_split_off_the_rest_goes_by_its_longest_form() -> None:
    found = after(Split(address("Ann Ames"), "Ann Ames"))
    assert forms(found, "Ann Ames") == {"Ann Ames": 1}
    assert forms(found, "Ames") == {"Ames": 1}


def test_the_only_form_of_an_entity_cannot_be_split_off() -> None:
    assert after(Split(address("Port Brimley"), "Port Brimley")) == FOUND


def test_a_hidden_entity_is_gone_but_what_it_says_is_not() -> None:
    found = after(Hide(address("Ann Ames")))
    assert "Ann Ames" not in names(found)
    assert speakers(found) == speakers(FOUND)


def test_an_added_entity_stands_wherever_its_form_is_a_whole_word() -> None:
    found = after(AddEntity("The  Tern", "product"))
    assert names(found)["The Tern"] == "product"
    assert forms(found, "The Tern") == {"The Tern": 1}
    assert "he" not in forms(after(AddEntity("Tern left", "event")), "Tern left")


def test_an_added_entity_takes_over_what_lies_in_it_and_leaves_what_reaches_out_of_it() -> None:
    longer = after(AddEntity("left Port Brimley", "event"))
    assert forms(longer, "Port Brimley") == {"Port Brimley": 1}
    shorter = after(AddEntity("Port", "facility"))
    assert "Port" not in names(shorter)
    assert forms(shorter, "Port Brimley") == {"Port Brimley": 2}


def test_a_form_added_as_another_kind_leaves_the_entity_it_was_a_form_of() -> None:
    found = after(AddEntity("Bell", "product"))
    assert names(found)["Bell"] == "product"
    assert forms(found, "Ben Bell") == {"Ben Bell": 1}
    assert speakers(found)[2] == "Bell"


def test_an_added_form_of_an_entity_of_that_kind_belongs_to_it() -> None:
    without = replace(FOUND.entities[0], mentions=FOUND.entities[0].mentions[:1])
    engine = replace(FOUND, entities=(without, *FOUND.entities[1:]))
    found = after(AddEntity("Ann Ames", "person"), AddEntity("Ames", "person"), found=engine)
    assert "Ames" in names(found)
    joined = after(Merge(Address("Ames"), address("Ann Ames")), found=found)
    assert forms(after(AddEntity("Ames", "person"), found=joined), "Ann Ames") == {"Ann Ames": 1, "Ames": 1}


def test_a_quote_gets_another_speaker_for_whom_the_same_pronoun_stands() -> None:
    found = after(Attribute(target("“Nobody knew,”"), "Ben Bell"))
    speaker = found.quotations[1].speaker
    assert speaker is not None
    assert (speaker.name, speaker.text, speaker.confidence) == ("Ben Bell", "he", 1.0)


def test_where_anothers_name_stood_the_nearest_mention_of_the_new_speaker_stands() -> None:
    found = after(Attribute(target("“We waited for nine years,”"), "Bell"))
    speaker = found.quotations[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.text) == ("Ben Bell", "Ben Bell")
    assert TEXT[speaker.start : speaker.end] == "Ben Bell"


def test_a_speaker_whom_the_text_does_not_name_stands_nowhere() -> None:
    found = after(Attribute(target("“We waited for nine years,”"), "A clerk"))
    speaker = found.quotations[0].speaker
    assert speaker is not None
    assert (speaker.name, speaker.text, speaker.start) == ("A clerk", "", speaker.end)


def test_a_quotes_speaker_is_cleared_and_a_false_quote_dropped() -> None:
    found = after(Attribute(target("“Nobody knew,”")), Discard(target("“a slow miracle.”")))
    assert speakers(found) == ["Ann Ames", ""]


def test_an_added_quote_stands_in_reading_order() -> None:
    found = after(AddQuotation(target("Brimley slept."), "Ben Bell"))
    assert speakers(found)[-1] == "Ben Bell"
    assert (found.quotations[-1].text, found.quotations[-1].kind) == ("Brimley slept.", "indirect")


def test_an_added_quote_replaces_those_that_it_covers_and_keeps_their_cue() -> None:
    part = "“We waited for nine years,” Ames said. “Nobody knew,”"
    found = after(AddQuotation(target(part), "Ames"))
    assert [each.text for each in found.quotations] == [part, "“a slow miracle.”"]
    assert found.quotations[0].kind == "direct"
    assert speakers(found)[0] == "Ann Ames"
    assert found.quotations[0].cue == FOUND.quotations[0].cue
    assert speakers(after(AddQuotation(target(part)))) == ["", "Ben Bell"]


@pytest.mark.parametrize(
    ("words", "whole"),
    [
        ("We waited for nine years,", "“We waited for nine years,”"),
        ("“We waited for nine years,”", "“We waited for nine years,”"),
        (" Brimley slept. ", "Brimley slept."),
        ("We waited", "We waited"),
    ],
)
def test_the_marks_around_a_passage_belong_to_the_quote(words: str, whole: str) -> None:
    start = TEXT.index(words)
    span = quotation_span(TEXT, Span(start, start + len(words)))
    assert TEXT[span.start : span.end] == whole


def test_later_corrections_win_in_whatever_order_they_come() -> None:
    made = corrections(
        Reclassify(address("Brimley"), "event"), Reclassify(address("Brimley"), "group"), Hide(Address("X"))
    )
    assert names(mended(FOUND, TEXT, reversed(made)))["Brimley"] == "group"


def test_a_deleted_correction_does_nothing() -> None:
    (made,) = corrections(Hide(address("Brimley")))
    assert mended(FOUND, TEXT, [replace(made, deleted="2026-01-02T00:00:00.000Z")]) is FOUND


def test_corrections_of_a_corrected_name_hold_on() -> None:
    found = after(
        Rename(address("Ann Ames"), "The Mayor"),
        Reclassify(Address("The Mayor", ("Ann Ames", "Ames")), "group"),
        Attribute(target("“a slow miracle.”"), "The Mayor"),
    )
    assert names(found)["The Mayor"] == "group"
    assert speakers(found) == ["The Mayor"] * 3


def test_a_correction_of_a_renamed_entity_holds_when_the_renaming_was_taken_back() -> None:
    made = corrections(
        Rename(address("Ann Ames"), "The Mayor"),
        Reclassify(Address("The Mayor", ("Ann Ames", "Ames")), "group"),
    )
    assert names(mended(FOUND, TEXT, made[1:]))["Ann Ames"] == "group"


def newer_engine() -> Analysis:
    """Another engine's findings: other names, other joins, other limits of a quotation."""
    ames = FOUND.entities[0].mentions
    return Analysis(
        (
            Entity("Ann Ames", "organisation", (ames[0],)),
            Entity("Ames", "organisation", (ames[1],)),
            entity("Ben Bell", "person", "Bell"),
            Entity("Port Brimley", "facility", mentions(TEXT, "Port Brimley", "Brimley")),
        ),
        (
            replace(
                FOUND.quotations[0],
                start=FOUND.quotations[0].start + 1,
                end=FOUND.quotations[0].end - 1,
                text=FOUND.quotations[0].text[1:-1],
            ),
            *FOUND.quotations[1:],
        ),
    )


def test_corrections_survive_a_newer_engine() -> None:
    found = after(
        Reclassify(address("Ann Ames"), "person"),
        Reclassify(address("Brimley"), "place"),
        Attribute(target("“We waited for nine years,”"), "Ben Bell"),
        found=newer_engine(),
    )
    assert names(found) == {
        "Ann Ames": "person",
        "Ames": "person",
        "Ben Bell": "person",
        "Port Brimley": "place",
    }
    assert speakers(found)[0] == "Ben Bell"
    one = after(Rename(address("Ann Ames"), "Mayor Ames"), found=newer_engine())
    assert forms(one, "Mayor Ames") == {"Ann Ames": 1, "Ames": 1}


def test_what_was_hidden_does_not_take_along_a_larger_entity_of_a_newer_engine() -> None:
    found = after(Hide(address("Brimley")), found=newer_engine())
    assert "Port Brimley" in names(found)


def test_a_name_that_a_newer_engine_gives_itself_is_left_alone() -> None:
    engine = Analysis((entity("Ben Bell", "person", "Bell"),))
    assert after(Rename(Address("Bell", ("Bell",)), "Ben Bell"), found=engine) == engine
    assert after(Merge(Address("Bell", ("Bell",)), address("Ben Bell")), found=engine) == engine


def test_corrections_survive_a_changed_text() -> None:
    before = "Corrected on Friday, by Ann Ames herself. "
    shift = len(before)

    def moved(each: Mention) -> Mention:
        return Mention(each.start + shift, each.end + shift, each.text)

    engine = Analysis(
        tuple(replace(each, mentions=tuple(map(moved, each.mentions))) for each in FOUND.entities),
        tuple(replace(each, start=each.start + shift, end=each.end + shift) for each in FOUND.quotations),
    )
    found = after(
        Discard(target("“a slow miracle.”")),
        Attribute(target("“Nobody knew,”"), "Ben Bell"),
        AddQuotation(target("Brimley slept.")),
        AddEntity("Tern", "product"),
        found=engine,
        text=before + TEXT,
    )
    assert speakers(found) == ["Ann Ames", "Ben Bell", ""]
    assert found.quotations[2].start == shift + TEXT.index("Brimley slept.")
    assert names(found)["Tern"] == "product"


def test_corrections_of_what_is_no_longer_there_do_nothing() -> None:
    gone = Target(0, 7, "Nowhere", "", " to be found")
    nobody = Address("Nobody Else", ("Else",))
    changes: list[Change] = [
        Rename(nobody, "X"),
        Reclassify(nobody, "law"),
        Merge(nobody, address("Ann Ames")),
        Merge(address("Ann Ames"), nobody),
        Split(nobody, "Else"),
        Hide(nobody),
        AddEntity("Nobody Else", "person"),
        Attribute(gone, "X"),
        Discard(gone),
        AddQuotation(gone, "X"),
    ]
    assert after(*changes) == FOUND


def test_highlights_have_the_speakers_corrected_since() -> None:
    def highlight(words: str, speaker: str, created: str = "2026-01-01T00:00:00.000Z") -> Annotation:
        return Annotation("a", "d", target(words), speaker=speaker, created=created)

    made = corrections(
        Rename(address("Ann Ames"), "Mayor Ames"),
        Merge(address("Ben Bell"), Address("B. Bell")),
        Attribute(target("“Nobody knew,”"), "Ben Bell"),
    )
    found = credited(
        [
            highlight("“We waited for nine years,”", "Ann Ames"),
            highlight("“Nobody knew,”", "Ann Ames"),
            highlight("“a slow miracle.”", "Ben Bell"),
            highlight("Brimley slept.", ""),
            highlight("“a slow miracle.”", "Ben Bell", created="2027-01-01T00:00:00.000Z"),
        ],
        TEXT,
        made,
    )
    assert [each.speaker for each in found] == ["Mayor Ames", "Ben Bell", "B. Bell", "", "Ben Bell"]


# What holds whatever was found and however it is corrected

WORDS = ("Ann", "Ames", "Bo", "Bell", "Cy")
kinds = st.sampled_from(ENTITY_KINDS[:3])
phrases = st.lists(st.sampled_from(WORDS), min_size=1, max_size=2).map(" ".join)


@st.composite
def findings(draw: st.DrawFn) -> tuple[str, Analysis]:
    """A text of few different words, and findings in it as an engine gives them."""
    words = draw(st.lists(st.sampled_from((*WORDS, "went")), min_size=1, max_size=14))
    text = " ".join(words)
    groups: dict[tuple[str, EntityKind], list[Mention]] = {}
    for start, end in draw(spans(len(words))):
        form = " ".join(words[start:end])
        at = len(" ".join(words[:start])) + bool(start)
        key = draw(st.sampled_from([form, *WORDS])), draw(kinds)
        groups.setdefault(key, []).append(Mention(at, at + len(form), form))
    quotes = []
    for start, end in draw(spans(len(words))):
        said = " ".join(words[start:end])
        at = len(" ".join(words[:start])) + bool(start)
        speaker = Speaker(draw(phrases), 0, len(words[0]), words[0], 0.5) if draw(st.booleans()) else None
        quotes.append(Quotation(at, at + len(said), said, "direct", speaker))
    entities = [Entity(name, kind, tuple(found)) for (name, kind), found in groups.items()]
    return text, Analysis(tuple(sorted(entities, key=order)), tuple(quotes))


@st.composite
def spans(draw: st.DrawFn, size: int) -> list[tuple[int, int]]:
    """Some ranges of words, in order, that do not overlap."""
    cuts = sorted(draw(st.sets(st.integers(0, size), max_size=size)))
    return [pair for pair in pairwise(cuts) if pair[1] - pair[0] <= 2 and draw(st.booleans())]


def order(each: Entity) -> tuple[int, int, int]:
    return ENTITY_KINDS.index(each.kind), -len(each.mentions), each.mentions[0].start


@st.composite
def changes(draw: st.DrawFn, text: str, analysis: Analysis) -> Change:
    """Any change, mostly one that applies."""

    def some_entity() -> Address:
        found = [Address.of(each) for each in analysis.entities]
        other = st.builds(Address, phrases, st.lists(phrases, max_size=2).map(tuple))
        return draw(st.sampled_from(found) | other if found else other)

    def passage() -> Target:
        start = draw(st.integers(0, len(text) - 1))
        found = [(each.start, each.end) for each in analysis.quotations]
        other = st.tuples(st.just(start), st.integers(start + 1, len(text)))
        return Target.of(text, *draw(st.sampled_from(found) | other if found else other))

    kind = draw(st.integers(0, 8))
    made: Sequence[Change] = (
        Rename(some_entity(), draw(phrases)),
        Reclassify(some_entity(), draw(kinds)),
        Merge(some_entity(), some_entity()),
        Split(some_entity(), draw(phrases)),
        Hide(some_entity()),
        AddEntity(draw(phrases), draw(kinds)),
        Attribute(passage(), draw(phrases | st.just(""))),
        Discard(passage()),
        AddQuotation(passage(), draw(phrases | st.just(""))),
    )
    return made[kind]


@st.composite
def cases(draw: st.DrawFn) -> tuple[str, Analysis, list[Change]]:
    text, analysis = draw(findings())
    return text, analysis, draw(st.lists(changes(text, analysis), max_size=4))


@given(cases())
def test_mended_findings_are_as_findings_must_be(case: tuple[str, Analysis, list[Change]]) -> None:
    text, analysis, made = case
    found = mended(analysis, text, corrections(*made))
    assert list(found.entities) == sorted(found.entities, key=order)
    assert len({(each.name, each.kind) for each in found.entities}) == len(found.entities)
    for each in found.entities:
        assert each.mentions
        assert all(one.end <= other.start for one, other in pairwise(each.mentions))
    everything = sorted(mention.start for each in found.entities for mention in each.mentions)
    assert len(everything) == len(set(everything))
    stand: list[Mention | Quotation] = [m for each in found.entities for m in each.mentions]
    assert all(text[each.start : each.end] == each.text for each in [*stand, *found.quotations])
    places = [(each.start, each.end) for each in found.quotations]
    assert places == sorted(set(places))


@given(cases())
def test_a_correction_made_twice_is_as_one_made_once(case: tuple[str, Analysis, list[Change]]) -> None:
    text, analysis, made = case
    for change in made:
        once = mended(analysis, text, corrections(change))
        assert mended(once, text, corrections(change)) == once


@given(cases())
def test_mentions_are_lost_only_by_hiding_or_to_a_longer_name(
    case: tuple[str, Analysis, list[Change]],
) -> None:
    text, analysis, made = case
    for change in made:
        found = mended(analysis, text, corrections(change))
        kept = {mention for each in found.entities for mention in each.mentions}
        lost = {mention for each in analysis.entities for mention in each.mentions} - kept
        if isinstance(change, Hide):
            forms_hidden = {change.entity.name, *change.entity.forms}
            assert all(
                each.name == change.entity.name or {plain(m.text) for m in each.mentions} <= forms_hidden
                for each in analysis.entities
                if lost & set(each.mentions)
            )
        elif isinstance(change, AddEntity):
            assert all(any(k.start <= m.start and m.end <= k.end for k in kept - {m}) for m in lost)
        else:
            assert not lost


@given(cases())
def test_only_changes_of_quotations_change_their_places(case: tuple[str, Analysis, list[Change]]) -> None:
    text, analysis, made = case
    entity_changes = [each for each in made if not isinstance(each, (Attribute, Discard, AddQuotation))]
    found = mended(analysis, text, corrections(*entity_changes))
    assert [(q.start, q.end, q.kind) for q in found.quotations] == [
        (q.start, q.end, q.kind) for q in analysis.quotations
    ]
    others = [each for each in made if each not in entity_changes]
    assert mended(analysis, text, corrections(*others)).entities == analysis.entities
