import contextlib
import json
import os
import pty
import re
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.web import _size
from reader.config import Folders
from reader.document import Document
from reader.library import Library
from tests.cli.commands import ARTICLE, TEXT, Run, annotate
from tests.cli.test_opening import Started
from tests.cli.test_opening import started as started  # a fixture
from tests.site import Site, moved, page, raw, serving

LATER = """\
A bridge at last

Breaking: it opens today.

The mayor said the bridge would open in spring, three years late.
"""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[Site]:
    for name in ("http_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    with serving() as site:
        site.answers["/bridge"] = page(ARTICLE.encode(), "text/plain", ETag='"1"')
        yield site


def changed(site: Site) -> None:
    site.answers["/bridge"] = page(LATER.encode(), "text/plain", ETag='"2"')


def gone(site: Site) -> None:
    site.answers["/bridge"] = page(b"", status=410)


def in_terminal(*arguments: str, typed: bytes = b"") -> tuple[int, bytes]:
    """Run a command in a terminal of its own, while this program serves; type when it has said something."""
    terminal, theirs = pty.openpty()
    settings = termios.tcgetattr(terminal)
    program = (
        "import fcntl, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
        "from reader.cli import main; sys.exit(main(sys.argv[1:]))"
    )
    command = [sys.executable, "-c", program, *arguments]
    with subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True) as run:
        os.close(theirs)
        output = b""
        with contextlib.suppress(OSError):  # how Linux tells of the end of a terminal
            while more := os.read(terminal, 65536):
                output += more
                os.write(terminal, typed)
                typed = b""
    assert termios.tcgetattr(terminal) == settings  # as it was before
    os.close(terminal)
    return run.returncode, output


def kept(address: str) -> str:
    """Read a page, as the interface does; the id of its document."""
    from reader.opening.web import open_url

    return Library(Folders.of_user()).enter(open_url(address)).id


# Opening


def test_a_page_is_opened_by_its_address(run: Run, site: Site, started: Started) -> None:
    assert run(site.at("/bridge")) == (0, "", "")
    document = started[0][0]
    assert (document.text, document.source) == (TEXT, site.at("/bridge"))


def test_every_command_takes_an_address(run: Run, site: Site) -> None:
    assert run("text", site.at("/bridge"))[1] == f"{TEXT}\n"
    assert run("annotate", site.at("/bridge"), "--quote", "two years late")[1] == "two years late\n"
    assert "two years late" in run("notes", site.at("/bridge"))[1]
    assert "> two years late" in run("export", site.at("/bridge"))[1]


@pytest.mark.usefixtures("started")
def test_a_page_that_cannot_be_had_is_one_sentence(run: Run, site: Site) -> None:
    for arguments in ((site.at("/nothing"),), ("text", site.at("/nothing"))):
        code, output, errors = run(*arguments)
        assert (code, output) == (1, "")
        assert errors == f"reader: {site.at('/nothing')} does not exist (404): check the address.\n"
    code, _, errors = run("ftp://localhost/a")
    assert code == 1
    assert "http:// and https:// only" in errors


def test_a_page_that_was_read_is_there_when_it_is_gone(run: Run, site: Site, started: Started) -> None:
    kept(site.at("/bridge"))
    gone(site)
    code, _, errors = run(site.at("/bridge#top"))
    assert code == 0
    document = started[0][0]
    assert "is gone for good (410). What was fetched on 20" in document.notices[0]
    assert document.text == TEXT
    assert (len(document.notices), errors) == (1, "")  # the interface shows it
    assert run("text", site.at("/bridge")) == (0, f"{TEXT}\n", f"reader: {document.notices[0]}\n")


def test_that_a_page_was_gone_is_not_said_of_it_later(run: Run, site: Site, started: Started) -> None:
    kept(site.at("/bridge"))
    library = Library(Folders.of_user())
    gone(site)
    for count in (1, 2):
        run(site.at("/bridge"))
        document = started[count - 1][0]
        assert ["is used instead" in notice for notice in document.notices] == [True]
        library.enter(document)
    site.answers["/bridge"] = page(b"", status=304)
    run(site.at("/bridge"))
    assert started[2][0].notices == ()


def test_a_page_is_found_by_the_address_that_led_to_it(run: Run, site: Site, started: Started) -> None:
    site.answers["/short"] = moved("/bridge")
    kept(site.at("/short"))
    gone(site)
    site.answers["/short"] = page(b"", status=503)
    assert run(site.at("/short"))[0] == 0
    assert started[0][0].source == site.at("/bridge")


def test_a_page_that_has_not_changed_is_not_sent_again(run: Run, site: Site, started: Started) -> None:
    kept(site.at("/bridge"))
    site.answers["/bridge"] = page(b"", status=304)
    assert run(site.at("/bridge")) == (0, "", "")
    assert started[0][0].text == TEXT
    assert site.asked[-1].headers["If-None-Match"] == '"1"'


def test_by_its_id_and_without_a_source_a_page_is_opened_as_it_was(
    run: Run, site: Site, started: Started
) -> None:
    record_id = kept(site.at("/bridge"))
    changed(site)
    for arguments in ((record_id[:8],), ("--continue",)):
        assert run(*arguments) == (0, "", "")
        assert started.pop()[0].text == TEXT
    assert len(site.asked) == 1


def test_an_address_leads_to_a_place_in_the_page(run: Run, site: Site, started: Started) -> None:
    site.answers["/notes"] = page(b"# One\n\nText.[^1]\n\n# Two\n\nMore.\n\n[^1]: A note.\n", "text/markdown")
    run(site.at("/notes"))
    document = started.pop()[0]
    assert document.anchors
    anchor = document.anchors[-1]
    assert run(site.at(f"/notes#{anchor.name}"))[0] == 0
    (record,) = Library(Folders.of_user()).documents()
    assert record.position == anchor.offset > 0
    assert run(site.at("/notes#nowhere"))[0] == 0
    assert Library(Folders.of_user()).documents()[0].position == anchor.offset


def test_how_far_a_page_is_stands_in_the_terminal(site: Site) -> None:
    site.answers["/bridge"] = raw(
        b"HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 20002\r\n\r\n",
        b"a" * 10_000,
        b" " + b"b" * 10_001,
        every=0.2,
    )
    code, output = in_terminal("text", site.at("/bridge"))
    assert code == 0
    address = re.escape(site.at("/bridge").encode())
    assert re.search(rb"\r\x1b\[KFetching " + address + rb" \xe2\x80\xa6 10 KB of 20 KB", output)
    assert b"\r\x1b[K" + b"a" * 9_000 in output  # the line is gone before the text comes


@pytest.mark.parametrize(("key", "code"), [(b"\x1b", 130), (b"\x03", 130), (b"\x1b[A", 0)])
def test_escape_and_control_c_cancel(site: Site, key: bytes, code: int) -> None:
    site.answers["/bridge"] = raw(b"HTTP/1.0 200 OK\r\n\r\nSlow", *[b"!"] * 6, every=0.1)
    began = time.monotonic()
    ended, output = in_terminal("text", site.at("/bridge"), typed=key)
    assert ended == code
    assert (b"Slow!!!" in output) == (code == 0)
    assert (b"was cancelled" in output) == (key == b"\x1b")
    assert output.replace(b"^C", b"").rstrip().endswith((b"\x1b[K", b"cancelled.", b"Slow!!!!!!"))
    assert time.monotonic() - began < 4


def test_sizes_are_in_words() -> None:
    assert [*map(_size, (0, 120_000, 999_000, 1_250_000))] == ["0 KB", "120 KB", "999 KB", "1.2 MB"]


# Refreshing


def test_a_page_that_is_as_it_was_is_unchanged(run: Run, site: Site) -> None:
    kept(site.at("/bridge"))
    for answer in (page(ARTICLE.encode(), "text/plain", ETag='"1"'), page(b"", status=304)):
        site.answers["/bridge"] = answer
        assert run("refresh", site.at("/bridge")) == (0, "“Bridge” is unchanged.\n", "")


def test_what_changed_is_told(run: Run, site: Site) -> None:
    record_id = kept(site.at("/bridge"))
    for quote in (
        "A bridge",
        "the bridge would open in spring",
        "Engineers disagreed. The mayor said",
    ):
        assert run("annotate", record_id, "--quote", quote)[0] == 0
    changed(site)
    code, output, errors = run("refresh", record_id[:8])
    assert (code, errors) == (0, "")
    assert output == (
        "“Bridge” has changed; paragraphs: 1 new, 1 gone, 1 changed.\n"
        "+ Breaking: it opens today.\n"
        "- Engineers disagreed. The mayor said nothing more.\n"
        "~ The mayor said the bridge would open in spring, three years late.\n"
        "Annotations: 1 where they were, 1 moved with their passage, 1 no longer in the text.\n"
    )
    assert run("refresh", site.at("/bridge"))[1].startswith("“Bridge” is unchanged.\n")
    library = Library(Folders.of_user())
    document = library.document(record_id)
    assert document is not None
    assert document.text == LATER.rstrip()
    assert document.visit is not None
    assert document.visit.etag == '"2"'


def test_what_changed_is_told_to_programs(run: Run, site: Site) -> None:
    record_id = kept(site.at("/bridge"))
    run("annotate", record_id, "--quote", "the bridge would open in spring")
    changed(site)
    told = json.loads(run("refresh", record_id, "--json")[1])
    assert told["id"] == record_id
    assert told["document"]["source"] == site.at("/bridge")
    assert told["unchanged"] is False
    assert told["new"] == ["Breaking: it opens today."]
    assert told["gone"] == ["Engineers disagreed. The mayor said nothing more."]
    assert [after for _, after in told["changed"]] == [LATER.splitlines()[-1]]
    assert told["annotations"] == {"exact": 0, "moved": 1, "orphaned": 0}
    assert json.loads(run("refresh", record_id, "--json")[1])["unchanged"] is True


def test_many_changes_are_shortened(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "Engineers disagreed")
    article.write_text("\n\n".join(f"Paragraph number {number}. {'word ' * 50}" for number in range(20)))
    output = run("refresh", article)[1]
    assert "20 new" in output
    assert "… and 14 more: `--json` lists all." in output
    assert max(map(len, output.splitlines())) < 90


def test_a_file_is_read_again(run: Run, article: Path) -> None:
    annotate(run, article, "--quote", "two years late")
    article.write_text(ARTICLE.replace("Engineers", "Some engineers"))
    assert run("refresh", article)[1] == (
        "“Bridge” has changed; paragraph: 1 changed.\n"
        "~ Some engineers disagreed. The mayor said nothing more.\n"
        "Annotations: 1 where they were.\n"
    )


def test_a_page_that_moved_keeps_its_document(run: Run, site: Site) -> None:
    record_id = kept(site.at("/bridge"))
    site.answers |= {"/bridge": moved("/new"), "/new": page(LATER.encode(), "text/plain")}
    assert "has changed" in run("refresh", site.at("/bridge"))[1]
    (record,) = Library(Folders.of_user()).documents()
    assert (record.id, record.source) == (record_id, site.at("/bridge"))


def test_what_is_gone_stays_kept(run: Run, site: Site, article: Path) -> None:
    record_id = kept(site.at("/bridge"))
    gone(site)
    code, output, errors = run("refresh", site.at("/bridge"))
    assert (code, output) == (1, "")
    assert f"is gone for good (410). It is kept as it was: `reader {record_id[:8]}` opens it." in errors
    made = annotate(run, article, "--quote", "Engineers")
    article.unlink()
    code, _, errors = run("refresh", article)
    assert code == 1
    assert f"does not exist: check the path. It is kept as it was: `reader {made.document[:8]}`" in errors


def test_only_what_is_kept_and_has_a_source_can_be_refreshed(run: Run, site: Site, article: Path) -> None:
    for source in (site.at("/bridge"), article, "12345678"):
        code, output, errors = run("refresh", source)
        assert (code, output) == (1, "")
        assert "nothing is kept of" in errors
    record = Library(Folders.of_user()).enter(Document("Piped.", (), source="stdin"))
    assert "piped in" in run("refresh", record.id)[2]
    assert os.listdir(Folders.of_user().data / "documents") == [f"{record.id}.json"]  # noqa: PTH208
