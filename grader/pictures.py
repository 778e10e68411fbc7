"""`Picture`: an image as an item's content names it, checked against its file and turned into HTML."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from pydantic import BaseModel, ConfigDict, JsonValue, ValidationError
from pydantic import Field as Setting

_TYPES = {".png": "image/png", ".jpg": "image/jpeg"}


class Picture(BaseModel):
    """An image file of an item.

    Attributes:
        file: Its path below ``exercises/<skill>/``.
        width: In pixels; boxes are counted in these.
        height: In pixels.
        sha256: Of the file, so that the item's hash covers what is seen.
        description: One line for those who cannot see it; it gives no answer away.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    file: str = Setting(pattern=r"^[a-z0-9][a-z0-9_/-]*\.(png|jpg)$")
    width: int = Setting(ge=1, le=4000, strict=True)
    height: int = Setting(ge=1, le=4000, strict=True)
    sha256: str = Setting(pattern=r"^[0-9a-f]{64}$")
    description: str = Setting(min_length=5)


def picture_problems(content: JsonValue) -> list[str]:
    """Return what is wrong with an image part as it is written; [] when it can be read."""
    try:
        Picture.model_validate(content)
    except ValidationError as error:
        return [
            f"{'.'.join(map(str, detail['loc'])) or 'it'}: {detail['msg']}"
            for detail in error.errors(include_url=False)
        ]
    return []


def file_problems(picture: Picture, folder: Path) -> list[str]:
    """Return what is wrong with an image's file in its skill's folder; [] when it is as written."""
    try:
        data = (folder / picture.file).read_bytes()
    except OSError:
        return [f"the file {picture.file} is missing"]
    found = hashlib.sha256(data).hexdigest()
    if found != picture.sha256:
        return [f"the file {picture.file} is another one now: its sha256 is {found}"]
    size = png_size(data)
    if size is not None and size != (picture.width, picture.height):
        return [f"the file {picture.file} is {size[0]} x {size[1]} pixels"]
    return []


def png_size(data: bytes) -> tuple[int, int] | None:
    """Return width and height of a PNG file, or None if the bytes are none."""
    if data[:8] != b"\x89PNG\r\n\x1a\n" or len(data) < 24:
        return None
    return int.from_bytes(data[16:20], "big"), int.from_bytes(data[20:24], "big")


def picture_html(picture: Picture, folder: Path) -> str:
    """Return the image as HTML that holds the file itself: it is shown wherever the page is read."""
    return (
        f'<img class="qp-image" alt="{html.escape(picture.description)}" width="{picture.width}" '
        f'height="{picture.height}" src="{_data(folder / picture.file, picture.sha256)}">'
    )


def figure_html(path: Path, description: str) -> str:
    """Return a figure of a lesson as HTML that holds the file itself.

    Raises:
        OSError: There is no such file.
    """
    data = path.read_bytes()
    width, height = png_size(data) or (640, 420)
    picture = Picture(
        file=path.name,
        width=width,
        height=height,
        sha256=hashlib.sha256(data).hexdigest(),
        description=description,
    )
    return picture_html(picture, path.parent)


def with_boxes(picture: str, width: int, height: int, boxes: Sequence[Mapping[str, int]]) -> str:
    """Return a picture's HTML with boxes drawn over it, numbered from 1.

    Args:
        picture: The HTML of the image.
        width: Of the image, in pixels.
        height: Of the image, in pixels.
        boxes: Each with ``x``, ``y``, ``width`` and ``height``.
    """
    drawn = "".join(
        f'<rect x="{box["x"]}" y="{box["y"]}" width="{box["width"]}" height="{box["height"]}" '
        'fill="none" stroke="#111" stroke-width="3"/>'
        f'<rect x="{box["x"]}" y="{box["y"]}" width="{box["width"]}" height="{box["height"]}" '
        'fill="none" stroke="#5dff9e" stroke-width="1.6"/>'
        f'<text x="{box["x"] + 3}" y="{max(13, box["y"] - 3)}" font-size="13" fill="#5dff9e" '
        f'stroke="#111" stroke-width="3" paint-order="stroke">{number}</text>'
        for number, box in enumerate(boxes, 1)
    )
    return (
        f'<div style="position:relative;max-width:{width}px">{picture}'
        f'<svg viewBox="0 0 {width} {height}" aria-hidden="true" '
        f'style="position:absolute;inset:0;width:100%;height:100%">{drawn}</svg></div>'
    )


@lru_cache(maxsize=128)
def _data(path: Path, _sha256: str) -> str:
    try:
        coded = base64.b64encode(path.read_bytes()).decode("ascii")
    except OSError:
        return ""  # lint and doctor say that the file is missing; its description is shown
    return f"data:{_TYPES[path.suffix]};base64,{coded}"
