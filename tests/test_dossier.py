from dataclasses import replace

from reader.analysis.findings import Analysis, Entity, Mention, Quotation, Speaker
from reader.annotation import Annotation, Target
from reader.document import Block, Document, Span
from reader.dossier import companions, compiled, disjoint, notes_on, role

TEXT = (
    "Ann Ames, the mayor of Brimley, opened the harbour. Ben Bell clapped. “Ames did well,” he said.\n\n"
    "Ames thanked Brimley. “It is ours,” Ames said.\n\n"
    "Nobody else came, and Bell went home."
)


def document() -> Document:
    blocks, at = [], 0
    for paragraph in TEXT.split("\n\n"):
        blocks.append(Block("paragraph", at, at + len(paragraph)))
        at += len(paragraph) + 2
    return Document(TEXT, tuple(blocks))


def named(name: str, kind: str, *forms: str) -> Entity:
    found: list[Mention] = []
    at = 0
    while at < len(TEXT):
        form = next((each for each in forms if TEXT.startswith(each, at)), None)
        if form:
            found.append(Mention(at, at + len(form), form))
        at += len(form) if form else 1
    return Entity(name, kind, tuple(found))  # type: ignore[arg-type]


def quoted(words: str, speaker: str) -> Quotation:
    start = TEXT.index(words)
    return Quotation(start, start + len(words), words, "direct", Speaker(speaker, 0, 1, "x", 0.9))


AMES = named("Ann Ames", "person", "Ann Ames", "Ames")
BELL = named("Ben Bell", "person", "Ben Bell", "Bell")
BRIMLEY = named("Brimley", "place", "Brimley")
ON_AMES, OF_AMES = quoted("“Ames did well,”", "Ben Bell"), quoted("“It is ours,”", "Ann Ames")
FOUND = Analysis((AMES, BELL, BRIMLEY), (ON_AMES, OF_AMES))


def noted(words: str, note: str = "", **more: object) -> Annotation:
    start = TEXT.index(words)
    annotation = Annotation("1", "d", Target.of(TEXT, start, start + len(words)), note=note)
    return replace(annotation, **more)  # type: ignore[arg-type]


def test_a_dossier_has_the_names_the_words_and_what_others_say() -> None:
    found = compiled(document(), FOUND, (), AMES)
    assert found.forms == (("Ames", 3), ("Ann Ames", 1))
    assert found.role == "the mayor of Brimley"
    assert found.says == (OF_AMES,)
    assert found.others_say == (ON_AMES,)
    assert found.notes == ()


def test_what_one_says_of_oneself_is_not_what_others_say() -> None:
    own = replace(ON_AMES, speaker=Speaker("Ann Ames", 0, 1, "x", 0.9))
    found = compiled(document(), replace(FOUND, quotations=(own,)), (), AMES)
    assert (found.says, found.others_say) == ((own,), ())


def test_companions_are_counted_by_sentences_and_paragraphs() -> None:
    brimley, bell = companions(document(), FOUND, AMES)
    assert (brimley.entity, brimley.sentences, brimley.paragraphs) == (BRIMLEY, 2, 2)
    assert TEXT[brimley.place.start : brimley.place.end].startswith("Ann Ames, the mayor")
    assert (bell.entity, bell.sentences, bell.paragraphs) == (BELL, 0, 1)
    assert TEXT[bell.place.start : bell.place.end] == "Ben Bell clapped."


def test_who_stands_in_no_common_paragraph_is_no_companion() -> None:
    last = Entity("Home", "place", (Mention(TEXT.index("home"), TEXT.index("home") + 4, "home"),))
    found = companions(document(), Analysis((AMES, last)), AMES)
    assert found == []


def test_a_name_after_a_comma_is_nobodys_role() -> None:
    text = "Ann Ames, the United States, and Ben Bell, the Brimleyan clerk, met."
    ames, bell = Mention(0, 8, "Ann Ames"), Mention(33, 41, "Ben Bell")
    states, people = Mention(14, 27, "United States"), Mention(47, 57, "Brimleyan")
    found = Analysis(
        (
            Entity("Ann Ames", "person", (ames,)),
            Entity("Ben Bell", "person", (bell,)),
            Entity("United States", "place", (states,)),
            Entity("Brimleyan", "group", (people,)),
        )
    )
    assert role(text, found, found.entities[0]) == ""
    assert role(text, found, found.entities[1]) == "the Brimleyan clerk"
    assert role(text, found, found.entities[2]) == ""


def test_a_title_is_a_role_with_whose_it_is_but_a_form_of_address_is_none() -> None:
    text = "Brimleyan Senator Ann Ames, a lawyer, met Mr Ben Bell and Sen. Carl Cole."
    ames, bell = text.index("Ann"), text.index("Ben")
    people = Entity("Brimleyan", "group", (Mention(0, 9, "Brimleyan"),))
    one = Entity("Ann Ames", "person", (Mention(ames, ames + 8, "Ann Ames"),))
    other = Entity("Ben Bell", "person", (Mention(bell, bell + 8, "Ben Bell"),))
    found = Analysis((one, other, people))
    assert role(text, found, one) == "Brimleyan Senator, a lawyer"
    assert role(text, found, other) == ""
    cole = text.index("Carl")
    third = Entity("Carl Cole", "person", (Mention(cole, cole + 9, "Carl Cole"),))
    assert role(text, found, third) == "Sen."


def test_notes_are_those_on_a_mention_on_what_is_said_and_that_name_somebody() -> None:
    on_name, on_quote = noted("Ames thanked"), noted("is ours")
    by_note, by_speaker = noted("Nobody", "Why not Ames?"), noted("home", speaker="Ann Ames")
    other, alike = noted("clapped"), noted("clapped", "Amesbury is elsewhere")
    notes = (on_name, on_quote, by_note, by_speaker, other, alike)
    assert notes_on(notes, AMES, (OF_AMES,)) == [on_name, on_quote, by_note, by_speaker]


def test_an_orphan_is_on_somebody_only_by_its_words() -> None:
    orphan = noted("Ames thanked", orphan=True)
    assert notes_on((orphan, replace(orphan, note="Ask Ames")), AMES) == [replace(orphan, note="Ask Ames")]


def test_places_that_lie_over_each_other_become_one() -> None:
    assert disjoint([Span(5, 9), Span(0, 3), Span(8, 12)]) == [Span(0, 3), Span(5, 12)]
