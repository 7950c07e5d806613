"""The lists beside the article: contents, notes, entities, quotes."""
