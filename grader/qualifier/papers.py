"""The two files of a mock beside its notebook, read together: what is handed in, and the drafts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from grader.bank import Bank
from grader.errors import QualprepError
from grader.qualifier.drafts import DRAFTS_FILE, Draft, Drafts, read_drafts, save_drafts
from grader.qualifier.form import Form
from grader.qualifier.reading import Answers, read_answers
from grader.qualifier.response import RESPONSES_FILE, Response, Step, hand_in


class Papers:
    """A learner's files for one form.

    Attributes:
        answers: What is handed in.
        drafts: The judgments in the making.
    """

    def __init__(self, folder: Path, form: Form, banks: Mapping[str, Bank]) -> None:
        self._folder = folder
        self._form = form
        self._banks = banks
        self.answers: Answers
        self.drafts: Drafts
        self.read()

    def read(self) -> None:
        """Read both files anew; one that is missing is empty."""
        path = self._folder / RESPONSES_FILE
        known = path.exists()
        self.answers = read_answers(path, self._form, self._banks) if known else Answers({}, ())
        self.drafts = read_drafts(self._folder / DRAFTS_FILE, self._form.name)

    def add(self, *lines: Response | Step) -> None:
        """Hand in, line by line; each is on the disk before the next is written.

        Raises:
            QualprepError: It could not be written; the lines before it are handed in.
        """
        try:
            for line in lines:
                hand_in(self._folder / RESPONSES_FILE, line)
        except OSError as error:
            raise self._unwritten(error) from error
        finally:
            self.read()

    def keep(self, item_id: str, draft: Draft) -> None:
        """Keep a draft, and that its item was the last on screen.

        Raises:
            QualprepError: It could not be written.
        """
        self.drafts.items[item_id] = draft
        self.place(item_id)

    def place(self, item_id: str) -> None:
        """Keep that an item was the last on screen.

        Raises:
            QualprepError: It could not be written.
        """
        self.drafts.place = item_id
        try:
            save_drafts(self._folder / DRAFTS_FILE, self.drafts)
        except OSError as error:
            raise self._unwritten(error) from error

    def _unwritten(self, error: OSError) -> QualprepError:
        return QualprepError(
            what=f"This could not be saved: {error.strerror}.",
            where=str(self._folder.resolve()),
            do="Make room on the disk, or ask for the right to write there; then try once more. "
            "Your judgment is still on this page.",
        )
