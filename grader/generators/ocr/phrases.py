"""What is told of pages and talks, sentence by sentence: several wordings of each."""

from __future__ import annotations

from collections.abc import Mapping

GROUPS: Mapping[str, tuple[str, str]] = {
    "shape": ("in the shapes of letters", "shape"),
    "accent": ("in the shapes of letters", "shape"),
    "long-s": ("in the shapes of letters", "shape"),
    "real": ("in words that read well", "real"),
    "letter": ("in letters that stand for figures, or figures for letters", "letter"),
    "digit": ("in figures", "digit"),
    "split": ("in blanks", "blank"),
    "merge": ("in blanks", "blank"),
    "sign": ("in small signs", "sign"),
    "capital": ("in capitals", "capital"),
    "hyphen": ("at the end of a line", "hyphen"),
    "join": ("at the ends of lines", "join"),
    "stray": ("where the page has no text", "stray"),
    "word": ("where a word was passed over", "word"),
    "line": ("where a whole line was passed over", "line"),
    "blot": ("at the stains", "stain"),
    "part": ("at the stains", "stain"),
    "lone": ("at the stains", "stain"),
    "said": ("at the stains", "stain"),
    "struck": ("where a pen was at work", "pen"),
    "out": ("where a pen was at work", "pen"),
    "ins": ("where a pen was at work", "pen"),
    "ear": ("in words that were misheard", "ear"),
    "term": ("in names and terms", "term"),
    "fig": ("in a figure", "fig"),
    "label": ("in who speaks", "label"),
    "turn": ("in who speaks", "label"),
}
SAYS: Mapping[str, tuple[str, ...]] = {
    "shape": (
        "The machine mixed up letters that look alike: {list} (clause 2.1).",
        "Shapes were confused in {list} (clause 2.1).",
        "Letters that resemble each other made {list} (clause 2.1).",
    ),
    "real": (
        "Some wrong readings are words, so only the shapes on the page show them: {list} (clause 2.1).",
        "Nothing but the page gives away {list}, for these are words (clause 2.1).",
        "A spelling check would have let these pass: {list} (clause 2.1).",
    ),
    "accent": (
        "A letter lost its mark in {list}; the page has it (clauses 1.1 and 2.1).",
        "The sign over a letter is on the page and is missing in {list} (clauses 1.1 and 2.1).",
    ),
    "letter": (
        "A letter stands for a digit, or a digit for a letter, in {list} (clauses 2.1 and 2.2).",
        "Letter and digit changed places in {list} (clauses 2.1 and 2.2).",
    ),
    "digit": (
        "Compared digit by digit, these figures differ: {list} (clause 2.2).",
        "No sense warns you of a wrong digit, as in {list} (clause 2.2).",
        "One digit is another on the page: {list} (clause 2.2).",
    ),
    "split": (
        "A blank too many stands in {list} (clause 2.3).",
        "The page writes in one what the machine tore apart: {list} (clause 2.3).",
    ),
    "merge": (
        "A blank is missing in {list} (clause 2.3).",
        "Two words grew together in {list} (clause 2.3).",
    ),
    "sign": (
        "Signs count like letters, and the page decides about each: {list} (clause 2.4).",
        "A small sign is wrong or lost in {list} (clause 2.4).",
    ),
    "capital": (
        "Capitals are copied as on the page: {list} (clause 2.6).",
        "The page and the machine differ in a capital: {list} (clause 2.6).",
    ),
    "hyphen": (
        "The hyphen at the end of the line was lost in {list}; it goes back in, and the halves stay apart "
        "(clause 2.7).",
        "At the end of a line the page has a hyphen that the machine dropped: {list} (clause 2.7).",
    ),
    "join": (
        "The changed rule joins what is broken at the end of a line: {list} (clause 6.4).",
        "By the rule for this item these words are made whole: {list} (clause 6.4).",
    ),
    "long-s": (
        "A long s was read as f in {list}; the changed rule writes it as s (clauses 6.4 and 2.1).",
        "The machine took the long s for an f in {list} (clauses 6.4 and 2.1).",
    ),
    "stray": (
        "No text stands on the page where the machine has more: {list} (clause 2.9).",
        "What is no writing was read as such, so it is struck: {list} (clause 2.9).",
    ),
    "word": (
        "The machine passed over a word of the page: {list} (clause 2.10).",
        "A word is missing, and nothing in the sentence tells you: {list} (clause 2.10).",
    ),
    "line": (
        "Between the words {list} a whole line of the page is missing (clause 2.10).",
        "One line was passed over altogether, where the machine has {list} (clause 2.10).",
    ),
    "blot": (
        "Nothing shows under the stain, so {list} was made up (clause 3.1).",
        "No letter can be made out where the machine has {list} (clause 3.1).",
    ),
    "part": (
        "The letters that show in {list} fit more than one word: [illegible] (clause 3.2).",
        "One letter is hidden in {list}, and another word is as possible: [illegible] (clause 3.2).",
    ),
    "lone": (
        "A digit of {list} is hidden and the page states the figure nowhere else: [illegible] (clause 3.3).",
        "Figures are never guessed: {list} has a digit under a stain and is not stated again (clause 3.3).",
    ),
    "said": (
        "The figure under the stain stands on the page once more, in words, so it is restored: {list} "
        "(clause 3.3).",
        "The page gives the hidden figure again in words: {list} (clause 3.3).",
    ),
    "struck": (
        "What is struck through goes, what is written above it goes in: {list} (clause 2.8).",
        "A pen put another word for the struck one: {list} (clause 2.8).",
    ),
    "out": (
        "A word with a line through it is left out: {list} (clause 2.8).",
        "The page strikes what the machine kept: {list} (clause 2.8).",
    ),
    "ins": (
        "What is written above the line belongs where the caret points: {list} (clause 2.8).",
        "The machine missed what was written in: {list} (clause 2.8).",
    ),
    "ear": (
        "These sound alike, and the machine's word makes no sense where it stands: {list} (clause 4.1).",
        "What was said is proved by what is talked about: {list} (clause 4.1).",
        "Mishearings that nobody can have said: {list} (clause 4.1).",
    ),
    "term": (
        "Names and terms are spelled as in the notes: {list} (clause 4.2).",
        "The notes list what was misheard in {list} (clause 4.2).",
    ),
    "fig": (
        "The notes have another figure, and the talk goes on from that one: {list} (clause 4.3).",
        "A figure that the notes give and somebody reads back was misheard: {list} (clause 4.3).",
    ),
    "label": (
        "The wrong person speaks: {list} (clause 4.4).",
        "A label is wrong, and the line proves it: {list} (clause 4.4).",
    ),
    "turn": (
        "One turn holds the words of two at {list} (clause 4.5).",
        "Two people share a turn at {list} (clause 4.5).",
    ),
}
STAYS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "slip": (
        ("{list} stands on the page as a slip of its author and stays", "{list} stand on the page as slips of its author and stay"),
        ("The page itself has {list}: whoever wrote it erred, and that stays",) * 2,
    ),
    "sum": (
        ("The rows do not add up to {list}, but the page has this sum: the author's own slip stays",) * 2,
        ("The sum {list} is wrong on the page as well, so it is not yours to mend",) * 2,
    ),
    "old": (
        ("{list} is spelled so on the page and stays", "{list} are spelled so on the page and stay"),
        ("The old spelling of {list} is the page's own",) * 2,
    ),
    "odd": (
        ("{list} stands so on the page, however odd it looks", "{list} stand so on the page, however odd they look"),
        ("Odd as it is, {list} is what the page has", "Odd as they are, {list} are what the page has"),
    ),
    "cap": (
        ("The page writes {list} with just these capitals",) * 2,
        ("{list} is copied with the capitals of the page", "{list} are copied with the capitals of the page"),
    ),
    "gap": (
        ("{list} is written so on the page, blank and all", "{list} are written so on the page, blanks and all"),
        ("The page itself divides {list} in this way",) * 2,
    ),
    "stop": (
        ("{list} has no other sign on the page either", "{list} have no other signs on the page either"),
        ("The signs of {list} are those of the page",) * 2,
    ),
    "speech": (
        ("Speech stays as it was spoken: {list}",) * 2,
        ("Nobody edits how people talk, so this stays: {list}", "Nobody edits how people talk, so these stay: {list}"),
    ),
    "own": (
        ("The notes say otherwise, but the speakers agree on {list}: the error is theirs and stays",) * 2,
        ("Against the notes, {list} is what was said, for it is taken up",) * 2,
    ),
    "sounds": (
        ("The word {list} makes sense where it stands, whatever else it sounds like", "The words {list} make sense where they stand, whatever else they sound like"),
        ("Nothing calls for a change of {list}, which makes sense here", "Nothing calls for a change of {list}, which make sense here"),
    ),
}  # fmt: skip
"""What is said of sound text that looks wrong: of one place, and of several."""


NOTHING = (
    "Letter by letter, the machine has what the page has, so nothing is corrected (clause 1.6).",
    "Every sign of the machine's text stands on the page: nothing is to be corrected (clause 1.6).",
    "Compared from end to end, page and machine agree; the text is handed back as it is (clause 1.6).",
)


NOTHING_HEARD = (
    "No word of the machine's goes against the notes or against sense where it stands: nothing is corrected "
    "(clauses 1.2 and 1.6).",
    "Neither the notes nor an answer prove any word or label wrong, so the text is handed back as it is "
    "(clauses 1.2 and 1.6).",
)


WHERE = (
    "Read the text once from the last line to the first, beside the page.",
    "Lay a ruler under one line of the page at a time and compare, from the bottom up.",
    "Ask of each word whether you have seen it on the page, or only expected it.",
    "Leave the sense aside: compare the shapes of one word after the other with the page.",
    "Take the figures and the names by themselves first, then the words, last the small signs.",
)
AT_STAINS = (
    "Go to the stains first. Cover the machine's text and ask what the page alone tells you.",
    "Begin where the page is stained, and read there what you see, not what the machine has.",
)
BY_RULE = (
    "Read the changed rule first; then take the page line by line, from the bottom up.",
    "There is a changed rule. Ask at which places of the page it makes a difference.",
)
WHOSE = (
    "Make a list of what looks wrong to you, and find each on the page: whose slip is it?",
    "There are two authors of errors, the writer and the machine. Say of each odd place whose it is.",
    "Before you change a word, put your finger on it on the page.",
)
IN_A_TALK = (
    "Read the notes first and mark every name, term and figure in them.",
    "Put the notes beside the talk, and see how each figure and each question is answered.",
    "Read the turns aloud, one after the other: who can have said this, and what did it sound like?",
    "Go through the labels by themselves: who asks, who answers, who is spoken to?",
)
PROVED = (
    "For each word that seems wrong, look for the words that prove it: in the notes, or in the answer.",
    "Ask of every odd place: could somebody have said just this?",
    "Say of each place where notes and talk part ways who takes it up.",
)
DECIDE = (
    "C{clauses} decide{s} here.",
    "Look at c{clauses} once more.",
    "C{clauses} cover{s} all there is to decide.",
)


LEFT: Mapping[str, tuple[str, ...]] = {
    "digit": ("The figure {wrong} reads well, and the page has {right}: figures are compared digit by digit (clause 2.2).",),
    "letter": ("{wrong} was left, where the page has {right}; letters and digits that look alike are compared by shape (clauses 2.1 and 2.2).",),
    "real": ("{wrong} is a word, but not the one on the page, which has {right} (clause 2.1).",
             "{wrong} may even make sense; the shapes on the page are those of {right} (clause 2.1)."),
    "sign": ("In {wrong} a sign is wrong or lost; the page has {right}, and signs count like letters (clause 2.4).",),
    "capital": ("{wrong} was left; the page has {right}, and capitals are copied (clause 2.6).",),
    "word": ("In {wrong} nothing seems amiss, but the page has one word more: {right} (clause 2.10).",),
    "line": ("Every line that is there is right now; one line of the page is not there at all (clause 2.10).",),
    "stray": ("In {wrong} something stands that is no writing on the page (clause 2.9).",),
    "hyphen": ("In {wrong} the hyphen that the page has at the end of the line is still missing (clause 2.7).",),
    "ear": ("{wrong} was left; it makes no sense there, and {right} sounds nearly the same (clause 4.1).",),
    "term": ("The notes list what {wrong} should be, {right}; names and terms are spelled as there (clause 4.2).",),
    "fig": ("The figure in {wrong} was left, though the answer reads back another one, {right} (clause 4.3).",),
    "label": ("Every word is right now, but at {wrong} the wrong person speaks: {right} (clause 4.4).",),
    "turn": ("The words are right now, but two people still share one turn at {wrong} (clause 4.5).",),
    "join": ("The rule joins every word that is broken at the end of a line, {right} as well (clause 6.4).",),
}  # fmt: skip
LEFT_ANY = (
    "{wrong} was left as it is; the page has {right} (clause {clause}).",
    "One place is missing: {wrong}, where the page has {right} (clause {clause}).",
)
SO_FAR = ("", "The rest is right. ", "All but one are there. ")
MENDED: Mapping[str, tuple[str, ...]] = {
    "slip": (
        "It is a slip, but it stands on the page; you restore and do not improve (clause 1.3).",
        "The writer erred here, not the machine: the page has it so (clause 1.3).",
    ),
    "sum": ("The sum is indeed wrong. But it is wrong on the page, and whoever reads the page must see that (clause 1.3).",),
    "old": (
        "Today we would write it so. The page has the old form, and it stays (clause 1.4).",
        "That is the spelling of today; the page has its own (clause 1.4).",
    ),
    "odd": ("The other form is commoner, but this one stands on the page (clause 1.4).",
            "It looks like an error and is none: the page has it so (clauses 1.4 and 1.5)."),
    "cap": ("No rule asks for these capitals. The page has them, and capitals are copied (clause 2.6).",
            "Your style would write it so; the page does not (clause 2.6)."),
    "gap": ("We write it otherwise. The page has it just like this, so the machine made no error (clause 2.3).",),
    "speech": ("Speech stays as it was spoken (clause 4.6).",
               "That is how this person talks, and no grammar changes it (clause 4.6)."),
    "own": ("The notes do say so. But the other speaker takes up what was said, so the error is no mishearing (clause 4.7).",),
    "sounds": ("The two sound alike, but the machine's word makes sense here, so nothing calls for a change (clause 4.1).",),
    "stop": ("Your style asks for that sign. The page lacks it, and so must the text (clauses 1.5 and 2.4).",),
}  # fmt: skip
