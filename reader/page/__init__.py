"""A document becomes rows of cells. Pure: nothing here knows a terminal library."""
