"""What items of `ocr-correction` are made of, lowest layer first.

`rates` counts as the guideline does; `slots` and `material` hold what is written; `sheet` sets a page and
`tables` its rows; `confusions` knows what a machine mistakes for what; `planting` puts such mistakes in;
`typefaces`, `drawing` and `wear` show the page; `talks` does for transcripts what the former do for pages;
`telling` says why.
"""
