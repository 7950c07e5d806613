"""Open data sets of names become one file of sentences.

`python -m reader.training.corpora FOLDER OUT` reads the data sets that lie in FOLDER and
writes their sentences to OUT, one a line:

    {"doc": "a-1", "tokens": ["Jane", "Roe", "spoke"], "spaces": [1, 1, 0],
     "spans": [[0, 2, "PER"]], "source": "a", "unmarked": ["GROUP"]}

`spans` are the first token, the last + 1 and the label; `unmarked` are labels that the data
set does not mark, so that a token outside all spans may belong to one of them. A sentence of
eight words or more that also stands in a set kept for tuning is left out of the others.

Nothing is fetched. To repeat it, put these files of public repositories on GitHub into FOLDER:

    gum/dep/*.conllu           amir-zeldes/gum, dep/
    uner-ewt/                  UniversalNER/UNER_English-EWT, en_ewt-ud-dev.iob2, and of its first
                               commit (0c7ce0de) en_ewt-ud-train.iob2, the one that also marks
                               names of other kinds; never the test part
    uner-pud/                  UniversalNER/UNER_English-PUD, en_pud-ud-test.iob2
    btc/                       GateNLP/broad_twitter_corpus, [abefgh].conll
    wnut17/                    leondz/emerging_entities_17, wnut17train.conll
    crossner/DOMAIN/           zliucr/CrossNER, ner_data/DOMAIN/*.txt for ai, literature, music,
                               politics and science; never conll2003
    fewnerd/                   antonioloison/structshot, data/fewnerd/{big_test,dev,test}.txt
    grobid/                    kermitt2/grobid-ner, resources/dataset/ner/corpus/xml/final/
                               wikipedia.ner26.en.training.xml, the one made by hand
    litbank/coref/brat/        dbamman/litbank, coref/brat/
    tuning/                    texts kept for tuning: wikigold-tuning.jsonl (documents of WikiGold)
                               and uner_ewt_test-tuning.jsonl (documents of UNER EWT's test part),
                               lines of {"text": …, "ents": [[start, end, label], …]}

A set that is missing is named on stderr and skipped. What each set marks, the licences of its
texts and annotations, and what is doubtful about them, are in `sets.SETS`.
"""
