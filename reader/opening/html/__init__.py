"""HTML: web pages become documents, and the trees of markup that other formats hold become text.

`page.parse` is the parser. It makes a tree of a page (`parsing`), asks an
extractor for the article's text (`extractor`), judges by it which blocks of the
tree are of the article (`judgement`) and takes the rest away (`article`). What
is left, as the markup of EPUB and Word files, is written by `reader.opening.markup`
with what the other modules know of single elements.
"""
