"""What items of `ocr-correction` are made of, lowest layer first.

`rates` counts as the guideline does; `slots` and `material` hold what is written; `sheet`, `tables` and
`setting` set a page; `confusions` knows what a machine mistakes for what, `planting` puts such mistakes in,
and `assembly` writes out both texts; `typefaces`, `drawing` and `wear` show the page; `talks` does for
transcripts what the former do for pages; `quoting` names places, `telling` says why, in words of `phrases`.
"""
