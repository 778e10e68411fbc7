"""Drawing one thing: flat shapes first, then light, rim and grain, then the turn into place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFilter

OVER = 2
"""Sub-pixels of a canvas along one pixel of the picture."""

_FINE = 2 * OVER  # a pen draws finer still: Pillow's shapes have hard edges

Pixels: TypeAlias = NDArray[np.float32]
Colour: TypeAlias = tuple[int, int, int]
Point: TypeAlias = tuple[float, float]


@dataclass(frozen=True)
class Sprite:
    """A thing ready to be placed: colours (0..1, not multiplied by alpha) and coverage, in sub-pixels."""

    rgb: Pixels
    alpha: Pixels

    @property
    def width(self) -> float:
        """In pixels of the picture, with its empty margin."""
        return float(self.alpha.shape[1] / OVER)

    @property
    def height(self) -> float:
        """In pixels of the picture, with its empty margin."""
        return float(self.alpha.shape[0] / OVER)

    def flipped(self) -> Sprite:
        """Return the sprite upside down, as in a reflection."""
        return Sprite(self.rgb[::-1].copy(), self.alpha[::-1].copy())

    def mirrored(self) -> Sprite:
        """Return the sprite seen in a mirror."""
        return Sprite(self.rgb[:, ::-1].copy(), self.alpha[:, ::-1].copy())

    def faded(self, towards: Colour, share: float) -> Sprite:
        """Return the sprite with its colours moved towards one: paint that has seen the sun."""
        wanted = as_pixels(towards)
        mixed = self.rgb * np.float32(1 - share) + wanted * np.float32(share)
        return Sprite(mixed.astype(np.float32), self.alpha)

    def blurred(self, pixels: float) -> Sprite:
        """Return the sprite smeared sideways over some pixels, as by its own motion.

        Half of the smear lies on either side of the old edge, so that coverage there is one half and the
        box of what is at least half covered stays what it was.
        """
        length = max(1, round(pixels * OVER))
        pad = length + 2
        alpha = np.pad(self.alpha, ((0, 0), (pad, pad)))
        premultiplied = np.pad(self.rgb * self.alpha[..., None], ((0, 0), (pad, pad), (0, 0)))
        alpha, premultiplied = _smear(alpha, length), _smear(premultiplied, length)
        colours = premultiplied / np.maximum(alpha, 1e-4)[..., None]
        return Sprite(np.clip(colours, 0, 1), alpha)


def as_pixels(colour: Colour) -> Pixels:
    """Return a colour as 0..1."""
    return np.asarray(np.array(colour, np.float32) / 255, np.float32)


def _smear(values: Pixels, length: int) -> Pixels:
    total = np.cumsum(values, axis=1, dtype=np.float64)
    before = np.concatenate([np.zeros_like(total[:, :length]), total[:, :-length]], axis=1)
    smeared = np.roll((total - before) / length, -(length // 2), axis=1)
    return np.asarray(smeared, np.float32)


class Pen:
    """Draws one sprite. Lengths are pixels of the picture, colours 0..255; (0, 0) is the top left."""

    def __init__(self, width: float, height: float, margin: float = 4) -> None:
        self._margin = margin
        size = (round((width + 2 * margin) * _FINE), round((height + 2 * margin) * _FINE))
        self._image = Image.new("RGBA", size, (0, 0, 0, 0))
        self._draw = ImageDraw.Draw(self._image)

    def _at(self, points: Sequence[Point]) -> list[Point]:
        return [((x + self._margin) * _FINE, (y + self._margin) * _FINE) for x, y in points]

    def polygon(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._draw.polygon(self._at(points), fill=(*fill, 255))

    def ellipse(self, x: float, y: float, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse around a centre."""
        self._draw.ellipse(self._at([(x - rx, y - ry), (x + rx, y + ry)]), fill=(*fill, 255))

    def ring(self, x: float, y: float, radius: float, wide: float, fill: Colour) -> None:
        """Draw a circle's line, its outer edge at the radius."""
        box = self._at([(x - radius, y - radius), (x + radius, y + radius)])
        self._draw.ellipse(box, outline=(*fill, 255), width=max(1, round(wide * _FINE)))

    def rect(
        self, x: float, y: float, width: float, height: float, fill: Colour, radius: float = 0
    ) -> None:
        """Fill a rectangle with round corners."""
        box = self._at([(x, y), (x + width, y + height)])
        self._draw.rounded_rectangle(box, radius * _FINE, fill=(*fill, 255))

    def line(self, points: Sequence[Point], wide: float, fill: Colour) -> None:
        """Draw a line with round ends and joints."""
        at = self._at(points)
        self._draw.line(at, fill=(*fill, 255), width=max(1, round(wide * _FINE)), joint="curve")
        half = wide * _FINE / 2
        for x, y in (at[0], at[-1]):
            self._draw.ellipse((x - half, y - half, x + half, y + half), fill=(*fill, 255))

    def hole(self, x: float, y: float, rx: float, ry: float) -> None:
        """Cut an ellipse out: what is behind shows through."""
        self._draw.ellipse(self._at([(x - rx, y - ry), (x + rx, y + ry)]), fill=(0, 0, 0, 0))

    def light(self, across: float, down: float) -> None:
        """Brighten (above 0) or darken towards the right and towards the bottom, by a share."""
        high, wide = self._image.height, self._image.width
        ramp = (
            1 + across * np.linspace(-1, 1, wide)[None] + down * np.linspace(-1, 1, high)[:, None]
        )
        self._tone(ramp)

    def rim(self, strength: float, reach: float) -> None:
        """Darken towards the outline over some pixels, so that the thing looks round."""
        soft = self._image.getchannel("A").filter(ImageFilter.GaussianBlur(reach * _FINE))
        inside = np.asarray(soft, np.float32) / 255
        self._tone(1 - strength * np.clip(2 * (1 - inside), 0, 1))

    def shine(self, x: float, y: float, radius: float, strength: float) -> None:
        """Put a soft highlight around a point."""
        [(cx, cy)] = self._at([(x, y)])
        across = (np.arange(self._image.width) - cx)[None] / (radius * _FINE)
        down = (np.arange(self._image.height) - cy)[:, None] / (radius * _FINE)
        self._tone(1 + strength * np.exp(-(across**2 + down**2)))

    def grain(self, rng: np.random.Generator, amount: float, size: float = 1.5) -> None:
        """Roughen the surface by a share, in grains of some pixels."""
        high, wide = self._image.height, self._image.width
        cells = (max(2, round(wide / (size * _FINE))), max(2, round(high / (size * _FINE))))
        rough = rng.normal(0, 1, (cells[1], cells[0])).astype(np.float32)
        spread = Image.fromarray(rough).resize((wide, high), Image.Resampling.BILINEAR)
        self._tone(1 + amount * np.asarray(spread, np.float32))

    def _tone(self, factor: NDArray[np.floating]) -> None:
        values = np.asarray(self._image).copy()
        toned = values[..., :3] * factor[..., None]
        np.maximum(toned, 0, out=toned)
        np.minimum(toned, 255, out=toned)
        values[..., :3] = toned.astype(np.float32)
        self._image = Image.fromarray(values, "RGBA")
        self._draw = ImageDraw.Draw(self._image)

    def sprite(self, angle: float = 0.0) -> Sprite:
        """Return what was drawn, turned anticlockwise by some degrees."""
        image = self._image
        if angle % 360:
            image = image.rotate(angle, Image.Resampling.BICUBIC, expand=True)
        size = (max(1, round(image.width / 2)), max(1, round(image.height / 2)))
        values = np.asarray(image.resize(size, Image.Resampling.BOX), np.float32) / 255
        return Sprite(
            np.asarray(values[..., :3], np.float32), np.asarray(values[..., 3], np.float32)
        )
