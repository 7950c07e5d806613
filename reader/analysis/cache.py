"""Findings that were made before, kept on the disk."""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from pathlib import Path

from reader import atomic
from reader.analysis.findings import Analysis
from reader.document import Document

_LENGTH = 16


def fingerprint() -> str:
    """A short hash of everything that decides what is found: the rules, the lists, the model's hashes."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    for file in sorted([*here.glob("*.py"), *here.glob("lexicon/*.txt")]):
        digest.update(file.name.encode() + b"\0" + file.read_bytes() + b"\0")
    return digest.hexdigest()[:_LENGTH]


ENGINE_VERSION: str = fingerprint()
"""Changes with every change of rules, lists or model, so that no old finding outlives them."""


class AnalysisCache:
    """Findings by the text's hash and the engine's version, one file each.

    Args:
        folder: Where the files lie; made when something is kept.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, document: Document) -> Analysis | None:
        """What was found in a document, or None where nothing is kept or the file is damaged."""
        try:
            data = gzip.decompress(self._path(document).read_bytes())
            return Analysis.from_json(json.loads(data))
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError, zlib.error):
            return None

    def put(self, document: Document, analysis: Analysis) -> None:
        """Keeps what was found in a document, in a file that only its owner can read.

        Raises:
            OSError: The file cannot be written.
        """
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        atomic.write(self._path(document), gzip.compress(json.dumps(analysis.to_json()).encode("ascii")))

    def _path(self, document: Document) -> Path:
        return self.folder / f"{document.sha256}-{ENGINE_VERSION}.json.gz"
