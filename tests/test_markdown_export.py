import json
import os
import re
import stat
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin
from mdit_py_plugins.front_matter import front_matter_plugin
from mdit_py_plugins.myst_blocks import myst_block_plugin
from mdit_py_plugins.tasklists import tasklists_plugin

from reader.annotation import WHOLE, Annotation, Target
from reader.document import Block, Document
from reader.exchange.clipboard import osc52
from reader.exchange.markdown import ORPHANS, ChangedError, ExportError, export, free_name, passage, write
from reader.sanitise import clean

NAUGHTY = Path(__file__).parents[1].parent / "shared" / "corpora" / "naughty" / "blns.json"
ID = "0123456789abcdef" * 2
TIME = "2026-11-22T12:00:00.000Z"

PARSER = (
    MarkdownIt("gfm-like")
    .use(front_matter_plugin)
    .use(dollarmath_plugin)
    .use(footnote_plugin)
    .use(deflist_plugin)
    .use(tasklists_plugin)
    .use(myst_block_plugin)
)
INERT = {"text", "hardbreak"}

PAYLOADS = [
    "# A heading",
    "A heading\n===",
    "A heading\n---",
    "a\n--",
    "- an item",
    "+ an item",
    "* an item",
    "-",
    "1. an item",
    "123456789) an item",
    "1.",
    "> a quotation",
    "    code",
    "\tcode",
    "```\ncode",
    "~~~\ncode",
    "`code`",
    "***",
    "- - -",
    "_ _ _",
    "*emphasis* and __strong__ and ~~struck~~",
    "<b>bold</b> <script>alert(1)</script>",
    "<!-- a comment",
    "<https://example.org>",
    "https://example.org/a_b and www.example.org and example.org and //example.org",
    "www.x.com, ftp://example.org, mailto:someone@example.org, someone@example.org",
    "[a link](https://example.org) ![an image](x.png) [a][b] [^1]",
    "[b]: https://example.org",
    "[^1]: a footnote",
    "[[a wiki link]] ![[an embedded note]]",
    "#tag and a #nested/tag",
    "%% hidden %% and %%%",
    "==marked== and ^superscript^ and a block ^id",
    "$x$ and $$x$$ and $61 billion to $70 billion",
    "a | b\n--- | ---\n1 | 2",
    "key:: value and (key:: value)",
    "Term\n: its definition",
    "% a comment",
    "+++",
    "(target)=",
    "{{ a template }} and {% a block %}",
    ":smile: and :::note",
    "AT&T, &amp; &lt;b&gt; &#27; &#x1b;",
    "a backslash \\ and one at the end \\",
    "C:\\Users\\name",
    "two  \nlines",
    "one\\\ntwo",
    " leading and trailing ",
    "\u00a0no-break\u3000",
    "a\n\n\nb",
    "a\n\n\n\n\nb",
    "\na\n",
    "\n",
    "a \n b",
    "--- \ntitle: x\n---",
    "...",
    "—",
    "[!note] a callout",
    "- [ ] a task",
]


def texts(tokens: list[Token]) -> str:
    """The text that block tokens hold: paragraphs parted by an empty line, hard breaks as line breaks."""
    paragraphs = []
    for token in tokens:
        if token.type == "inline":
            children = token.children or []
            assert {child.type for child in children} <= INERT, token
            paragraphs.append("".join("\n" if c.type == "hardbreak" else c.content for c in children))
    return "\n\n".join(paragraphs)


def quoted(text: str) -> str:
    """What a passage reads as, once exported within a block quotation."""
    document = Document("x", (Block("paragraph", 0, 1),))
    annotation = Annotation("A", ID, Target(0, len(text), text))
    tokens = PARSER.parse(export(document, ID, [annotation], exported=TIME))
    start = next(index for index, token in enumerate(tokens) if token.type == "blockquote_open")
    end = next(index for index, token in enumerate(tokens) if token.type == "blockquote_close")
    assert [token.type for token in tokens[:start]] == [
        "front_matter",
        "heading_open",
        "inline",
        "heading_close",
    ]
    assert [token.type for token in tokens[end + 1 :]] == ["paragraph_open", "inline", "paragraph_close"]
    inside = tokens[start + 1 : end]
    assert {token.type for token in inside} <= {"paragraph_open", "inline", "paragraph_close"}
    return texts(inside)


@pytest.mark.parametrize("text", PAYLOADS)
def test_a_passage_is_inert_and_comes_back_unchanged(text: str) -> None:
    assert quoted(text) == clean(text)


@pytest.mark.skipif(not NAUGHTY.exists(), reason="the list of naughty strings is not at hand")
def test_every_naughty_string_is_inert_and_comes_back_unchanged() -> None:
    strings = [text for text in json.loads(NAUGHTY.read_text("utf-8")) if text]
    assert len(strings) > 500
    assert [text for text in strings if quoted(text) != clean(text)] == []


@given(st.text("ab1 \n\t-+*_#`~>|\\[](){}<>!:.;,=&%$^@/\"'?w\u00a0é\u2028", min_size=1, max_size=40))
def test_any_passage_is_inert_and_comes_back_unchanged(text: str) -> None:
    assert quoted(text) == clean(text)


@given(
    st.lists(st.sampled_from([*PAYLOADS, " ", "\n", "\n\n", "a", "www.", "://", "1"]), min_size=1, max_size=5)
)
def test_payloads_put_together_are_inert(parts: list[str]) -> None:
    text = "".join(parts)
    assert quoted(text) == clean(text)


def test_ordinary_prose_is_left_as_it_is() -> None:
    prose = "“It’s late,” said U.S. officials (two of them) at 10:30 a.m.: a long-range plan, 3.5 % at most!"
    assert passage(prose) == prose


def test_no_double_mark_that_obsidian_or_dataview_look_for_survives() -> None:
    exported = passage("%%a%% key:: value ==b== [[c]] $$d$$")
    assert not re.search(r"%%|::|==|\[\[|\]\]|\$\$", exported)


TEXT = "A Title\n\nBefore.\n\nFirst part\n\nOne two three.\n\nA detail\n\nFour five.\n\nSecond part\n\nSix."
DOCUMENT = Document(
    TEXT,
    tuple(
        Block("heading" if level else "paragraph", TEXT.index(text), TEXT.index(text) + len(text), level)
        for text, level in [
            ("A Title", 1),
            ("Before.", 0),
            ("First part", 2),
            ("One two three.", 0),
            ("A detail", 3),
            ("Four five.", 0),
            ("Second part", 2),
            ("Six.", 0),
        ]
    ),
    title="A Title",
    author='Jo "Pen" Writer',
    source="/articles/a title.txt",
)


def on(words: str, **fields: object) -> Annotation:
    start = TEXT.index(words)
    annotation = Annotation(words, ID, Target.of(TEXT, start, start + len(words)), created=TIME)
    return replace(annotation, **fields)  # type: ignore[arg-type]


def test_an_export_follows_the_articles_headings() -> None:
    annotations = [on("Six"), on("Before"), on("five", colour="blue", tags=("war news",), note="Mine.")]
    exported = export(DOCUMENT, ID, annotations, exported=TIME)
    assert re.sub(r'reader_hash: "[0-9a-f]{32}"\n', "", exported, count=1) == (
        "---\n"
        'title: "A Title"\n'
        'author: "Jo \\"Pen\\" Writer"\n'
        'source: "/articles/a title.txt"\n'
        f'exported: "{TIME}"\n'
        f'reader_id: "{ID}"\n'
        "---\n\n"
        "# A Title\n\n"
        "> Before\n\n*yellow · 2026-11-22*\n\n"
        "## First part\n\n### A detail\n\n"
        "> five\n\n+ Mine.\n\n*blue · 2026-11-22* · #war-news\n\n"
        "## Second part\n\n"
        "> Six\n\n*yellow · 2026-11-22*\n"
    )


def test_notes_on_the_document_come_first_and_a_bookmark_is_named_as_one() -> None:
    on_all = Annotation("Z", ID, WHOLE, kind="document", note="All of *it*.", tags=("war",), created=TIME)
    annotations = [on("Before"), on("One two three.\n\nA detail", kind="bookmark"), on_all]
    exported = export(DOCUMENT, ID, annotations, exported=TIME)
    assert exported.partition("# A Title\n\n")[2] == (
        "+ All of *it*.\n\n*2026-11-22* · #war\n\n"
        "> Before\n\n*yellow · 2026-11-22*\n\n"
        "## First part\n\n"
        "Bookmark: One two three. A detail\n\n*2026-11-22*\n"
    )


@pytest.mark.parametrize("text", PAYLOADS)
def test_nothing_in_a_bookmark_is_markdown(text: str) -> None:
    annotation = Annotation("A", ID, Target(0, len(text), text), kind="bookmark")
    tokens = PARSER.parse(export(Document(text, ()), ID, [annotation], exported=TIME))
    (inline,) = (each for each in tokens if each.content.startswith("Bookmark:"))
    assert {each.type for each in inline.children or ()} <= INERT
    said = "".join(each.content for each in inline.children or ())
    assert said == f"Bookmark: {clean(' '.join(text.split()))}".strip()


def test_headings_go_below_the_title_where_the_article_does_not_begin_with_it() -> None:
    text = "Chapter\n\nWords."
    document = Document(text, (Block("heading", 0, 7, 1), Block("paragraph", 9, 15)), title="A Book")
    annotation = Annotation("A", ID, Target.of(text, 9, 14), created=TIME)
    assert "# A Book\n\n## Chapter\n\n> Words\n" in export(document, ID, [annotation], exported=TIME)


def test_a_speaker_stands_below_the_quotation() -> None:
    exported = export(DOCUMENT, ID, [on("Four five.", speaker="Ann *Other*")], exported=TIME)
    assert "> Four five.\n\n— Ann \\*Other\\*\n\n" in exported


def test_a_passage_of_several_paragraphs_is_one_quotation() -> None:
    exported = export(DOCUMENT, ID, [on("One two three.\n\nA detail\n\nFour")], exported=TIME)
    assert "> One two three.\n>\n> A detail\n>\n> Four\n" in exported
    assert sum(token.type == "blockquote_open" for token in PARSER.parse(exported)) == 1


def test_orphans_stand_under_a_heading_of_their_own() -> None:
    exported = export(DOCUMENT, ID, [on("Six", orphan=True), on("Four")], exported=TIME)
    assert exported.index("> Four") < exported.index(f"## {ORPHANS}") < exported.index("> Six")


NOTES = [
    "# A heading",
    "```\nan open fence",
    "~~~~",
    "<!-- an open comment",
    "<div><script>",
    "---",
    "- - -",
    "===",
    "> a quotation\ngoes on",
    "1. one\n2. two\n\n   more",
    "    code first",
    " 1\n>",
    "words\n---",
    "words\n===",
    "| a |\n|---|\n| b |",
    "[x]: https://example.org",
    "[^1]: a footnote",
    "+",
    "a\n\n\n\nb",
    "ends in \\",
]


def top_level(markdown: str) -> list[str]:
    return [token.type for token in MarkdownIt("gfm-like").parse(markdown) if token.level == 0]


def outside_the_note(note: str) -> list[str]:
    """The structure of an export with a note in its middle, without what is in the note's item."""
    exported = export(DOCUMENT, ID, [on("two", note=note), on("Six")], exported=TIME)
    return top_level(exported.split("---\n", 2)[2])


@pytest.mark.parametrize("note", NOTES)
def test_a_note_keeps_to_its_place(note: str) -> None:
    assert outside_the_note(note) == outside_the_note("A plain note.")


@given(st.text("a1 \n\t-+*_#`~>|\\[]()<!:=&$%", min_size=1, max_size=30).filter(str.strip))
def test_any_note_keeps_to_its_place(note: str) -> None:
    assert outside_the_note(note) == outside_the_note("A plain note.")


def test_a_note_is_the_readers_own_markdown() -> None:
    note = "**Compare** with [Lee](https://example.org):\n\n- one\n- two"
    exported = export(DOCUMENT, ID, [on("two", note=note)], exported=TIME)
    assert "+ **Compare** with [Lee](https://example.org):\n\n  - one\n  - two\n" in exported


@pytest.mark.parametrize(
    ("note", "closed"),
    [("a %% b", "a \\%\\% b"), ("$$", "\\$\\$"), ("<!-- c", "\\<!-- c"), ("%%a%%", "%%a%%")],
)
def test_a_note_leaves_no_comment_or_mathematics_open(note: str, closed: str) -> None:
    assert f"+ {closed}\n" in export(DOCUMENT, ID, [on("two", note=note)], exported=TIME)


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("war", "#war"),
        ("war news", "#war-news"),
        ("a/b_c-d", "#a/b_c-d"),
        ("2024", "#_2024"),
        ("C++ & co.", "#C-co"),
        ("हिन्दी", "#हिन्दी"),
        ("***", "\\*\\*\\*"),
    ],
)
def test_a_tag_is_written_as_obsidian_reads_it(tag: str, written: str) -> None:
    assert f" · {written}\n" in export(DOCUMENT, ID, [on("two", tags=(tag,))], exported=TIME)


@given(st.text(max_size=30))
def test_front_matter_holds_one_line_a_value_that_json_reads_back(title: str) -> None:
    exported = export(Document("x", (), title=title), ID, [], exported=TIME)
    first = exported.split("\n")[1]
    assert first.startswith('title: "')
    assert json.loads(first.removeprefix("title: ")) == " ".join(clean(" ".join(title.split())).split())
    assert not re.search("[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]", first)


def test_an_export_is_written_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    write(file, export(DOCUMENT, ID, [], exported=TIME))
    assert file.read_text("utf-8").startswith("---\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_an_export_replaces_an_earlier_one_of_the_same_document(tmp_path: Path, ending: str) -> None:
    file = tmp_path / "notes.md"
    earlier = export(DOCUMENT, ID, [on("two", note='\n---\nreader_hash: "0"')], exported=TIME)
    assert write(file, earlier) is None
    file.write_bytes(file.read_bytes().replace(b"\n", ending.encode()))
    assert write(file, export(DOCUMENT, ID, [on("Six")], exported=TIME)) is None
    assert "> Six" in file.read_text("utf-8")
    assert list(tmp_path.iterdir()) == [file]


CHANGES = [
    lambda text: text + "\nMy own thought.\n",
    lambda text: text.replace("---\n", "---\naliases: [mine]\n", 1),
    lambda text: text.replace("> two", "> two, and three"),
    lambda text: re.sub(r"reader_hash: .*\n", "", text, count=1),
    lambda text: re.sub(r'(reader_hash: ").*"', r'\1beef"', text, count=1),
]


@pytest.mark.parametrize("change", CHANGES)
def test_an_export_that_was_changed_is_only_replaced_once_a_copy_is_kept(
    tmp_path: Path, change: Callable[[str], str]
) -> None:
    file, again = tmp_path / "notes.md", export(DOCUMENT, ID, [on("Six")], exported=TIME)
    for number in ("", "-2"):
        write(file, export(DOCUMENT, ID, [on("two", note='reader_hash: "0"')], exported=TIME), force=True)
        changed = change(file.read_text("utf-8"))
        file.write_text(changed, "utf-8")
        with pytest.raises(ChangedError, match=r"was changed since it was exported.*--force"):
            write(file, again)
        assert file.read_text("utf-8") == changed
        copy = write(file, again, aside=True)
        assert copy == tmp_path / f"notes.before{number}.md"
        assert (copy.read_text("utf-8"), file.read_text("utf-8")) == (changed, again)


def test_a_changed_export_is_replaced_by_force_without_a_copy(tmp_path: Path) -> None:
    file, again = tmp_path / "notes.md", export(DOCUMENT, ID, [on("Six")], exported=TIME)
    file.write_text(again + "Mine.\n", "utf-8")
    assert write(file, again, force=True) is None
    assert file.read_text("utf-8") == again
    assert list(tmp_path.iterdir()) == [file]


def test_a_changed_export_stays_where_its_copy_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    file, again = tmp_path / "notes.md", export(DOCUMENT, ID, [], exported=TIME)
    file.write_text(again + "Mine.\n", "utf-8")
    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="No space left"):
        write(file, again, aside=True)
    assert file.read_text("utf-8") == again + "Mine.\n"
    assert list(tmp_path.iterdir()) == [file]


def test_a_foreign_file_is_not_replaced_for_a_copy_either(tmp_path: Path) -> None:
    file = tmp_path / "diary.md"
    file.write_text("Dear diary")
    with pytest.raises(ExportError, match="not made by Reader"):
        write(file, export(DOCUMENT, ID, [], exported=TIME), aside=True)
    assert file.read_text() == "Dear diary"


def test_a_free_name_is_one_at_which_there_is_not_even_a_link(tmp_path: Path) -> None:
    file = tmp_path / "a.b.md"
    assert free_name(file) == file
    file.symlink_to("nowhere")
    (tmp_path / "a.b-2.md").touch()
    assert free_name(file) == tmp_path / "a.b-3.md"


def test_an_export_does_not_replace_another_documents(tmp_path: Path) -> None:
    file = tmp_path / "notes.md"
    write(file, export(DOCUMENT, "f" * 32, [], exported=TIME))
    with pytest.raises(ExportError, match=r"another document.*--force"):
        write(file, export(DOCUMENT, ID, [], exported=TIME))


def test_an_export_replaces_a_foreign_file_only_by_force(tmp_path: Path) -> None:
    file = tmp_path / "diary.md"
    file.write_text('Dear diary\n---\nreader_id: "x"\n---\n')
    with pytest.raises(ExportError, match=r"not made by Reader.*--force"):
        write(file, export(DOCUMENT, ID, [], exported=TIME))
    assert file.read_text().startswith("Dear diary")
    write(file, export(DOCUMENT, ID, [], exported=TIME), force=True)
    assert f'reader_id: "{ID}"' in file.read_text("utf-8")


@pytest.mark.parametrize("force", [False, True])
@pytest.mark.parametrize("dangling", [False, True])
def test_an_export_is_never_written_through_a_link(tmp_path: Path, force: bool, dangling: bool) -> None:
    target = tmp_path / "target"
    if not dangling:
        target.write_text("kept")
    link = tmp_path / "notes.md"
    link.symlink_to(target)
    with pytest.raises(ExportError, match="is a link"):
        write(link, export(DOCUMENT, ID, [], exported=TIME), force=force)
    assert link.is_symlink()
    assert target.exists() is not dangling
    assert dangling or target.read_text() == "kept"


def test_a_folder_a_pipe_and_a_missing_folder_are_refused_in_a_sentence(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path, words in [
        (tmp_path, "is a folder"),
        (tmp_path / "pipe", "no ordinary file"),
        (tmp_path / "missing" / "notes.md", "No such file"),
    ]:
        with pytest.raises(ExportError, match=words):
            write(path, "text", force=True)


def test_a_fault_leaves_neither_a_part_nor_a_temporary_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(ExportError, match="No space left"):
        write(tmp_path / "notes.md", "text")
    assert list(tmp_path.iterdir()) == []


def test_the_clipboard_sequence_holds_the_text_in_base64() -> None:
    assert osc52("Zoë") == "\x1b]52;c;Wm/Dqw==\x07"


def test_the_readers_word_for_a_colour_is_told_in_its_place_and_is_no_markup() -> None:
    exported = export(
        DOCUMENT, ID, [on("two"), on("Six", colour="pink")], exported=TIME, colours={"yellow": "*key*"}
    )
    assert "*\\*key\\* · " in exported
    assert "*pink · " in exported
