"""What time and the scanner did to a page, as strong as every planted place can still be read through it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageFilter, ImageOps

from grader.generators.ocr.drawing import Area, Printed
from grader.generators.ocr.slots import Chance
from grader.generators.ocr.typefaces import BLUR, Colour

Pixels = NDArray[np.floating]

AT_FAULTS = 84.0
"""Grey levels from paper to ink that are left where something must be compared letter by letter."""

ELSEWHERE = 66.0
"""Grey levels that are left at every other word."""

STEP = 6
"""Levels of a colour that are stored as one, which keeps the files small."""

_TRIES = 9


class Worn(NamedTuple):
    """A worn page: its PNG, by how many degrees it lies askew, and how strong the wear is."""

    png: bytes
    angle: float
    strength: float


def worn(
    printed: Printed, kinds: Iterable[str], difficulty: int, chance: Chance, close: Iterable[Area]
) -> Worn:
    """Return the page as a picture: worn more at higher difficulties, and never so that it cannot be read.

    Args:
        printed: The fresh page.
        kinds: What may have happened to it; some of it did.
        difficulty: 1 to 5.
        chance: Decides.
        close: Where what the machine got wrong, or what looks wrong, stands.
    """
    happened = chance.some(list(kinds), 1 + (difficulty + 1) // 2)
    seed = chance.below(2**31)
    strength = 0.3 + 0.14 * difficulty
    areas, near = list(printed.areas.values()), list(close)
    for _ in range(_TRIES):
        pixels, angle = _applied(printed, happened, strength, Chance(seed))
        if all(contrast(pixels, one) >= ELSEWHERE for one in areas) and all(
            contrast(pixels, one) >= AT_FAULTS for one in near
        ):
            break
        strength *= 0.72
    else:
        strength = 0.0
        pixels, angle = _applied(printed, [], strength, Chance(seed))
    return Worn(_as_png(pixels, angle, printed.paper), angle, strength)


def contrast(pixels: Pixels, area: Area) -> float:
    """Return how many grey levels lie between paper and ink in an area."""
    left, top, right, bottom = area
    part = pixels[max(0, top) : bottom, max(0, left) : max(right, left + 1)].mean(axis=2)
    if part.size == 0:
        return 255.0
    dark, light = np.percentile(part, (4, 88))
    return float(light - dark)


def _applied(
    printed: Printed, happened: list[str], strength: float, chance: Chance
) -> tuple[Pixels, float]:
    pixels = np.asarray(printed.image, np.float32).copy()
    paper = np.asarray(printed.paper, np.float32)
    angle = 0.0
    for kind in happened:
        if kind == "skew":
            angle = chance.between(35, 130) / 100 * strength * chance.pick((-1, 1))
        else:
            pixels = _KINDS[kind](pixels, paper, strength, chance)
    cloud = _cloud(pixels.shape, 40, chance) * (3 + 4 * strength)
    fine = chance.rng.standard_normal(pixels.shape[:2]).astype(np.float32) * (0.8 + 1.6 * strength)
    pixels = pixels + cloud[..., None] + fine[..., None]
    return _soft(pixels, 0.25 + (BLUR - 0.25) * min(1.0, strength)), angle


def _as_png(pixels: Pixels, angle: float, paper: Colour) -> bytes:
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    if angle:
        image = image.rotate(angle, Image.Resampling.BICUBIC, expand=True, fillcolor=paper)
    coarse = (np.asarray(image) // STEP) * STEP + STEP // 2
    out = io.BytesIO()
    Image.fromarray(coarse.astype(np.uint8)).save(out, "PNG", compress_level=6)
    return out.getvalue()


def _soft(pixels: Pixels, sigma: float) -> Pixels:
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    return np.asarray(image.filter(ImageFilter.GaussianBlur(sigma)), np.float32)


def _cloud(shape: tuple[int, ...], cell: int, chance: Chance) -> Pixels:
    """Return soft noise from -1 to 1, in patches of about ``cell`` pixels."""
    rows, columns = shape[0] // cell + 2, shape[1] // cell + 2
    small = chance.rng.random((rows, columns)) * 255
    image = Image.fromarray(small.astype(np.uint8)).resize(
        (shape[1], shape[0]), Image.Resampling.BICUBIC
    )
    return np.asarray(image, np.float32) / 127.5 - 1


def _faded(pixels: Pixels, paper: Pixels, share: Pixels) -> Pixels:
    return pixels + (paper - pixels) * share[..., None]


def _fade(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    share = np.clip(0.28 + 0.4 * _cloud(pixels.shape, 110, chance), 0, 0.75) * np.float32(strength)
    return _faded(pixels, paper, share)


def _ribbon(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    share = np.clip(0.2 + 0.45 * _cloud(pixels.shape, 26, chance), 0, 0.6) * np.float32(strength)
    return _faded(pixels, paper, share)


def _grey(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    high, wide = pixels.shape[:2]
    across = np.linspace(0, 1, wide, dtype=np.float32)[None, :] * np.ones((high, 1), np.float32)
    if chance.hit(0.5):
        across = across[:, ::-1]
    darker: Pixels = 1 - np.float32(0.32 * strength) * across**2
    return pixels * darker[..., None]


def _band(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    high = pixels.shape[0]
    rows: Pixels = chance.rng.standard_normal((high, 1)) * np.full((high, 1), 2.5 * strength)
    for _ in range(chance.between(1, 3)):
        at = chance.below(max(1, high - 8))
        rows[at : at + chance.between(2, 6)] -= 14 * strength
    return pixels + rows[..., None]


def _fold(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    high, wide = pixels.shape[:2]
    along = chance.hit(0.6)
    length = high if along else wide
    at = length * chance.between(30, 70) / 100
    off = np.abs(np.arange(length, dtype=np.float32) - at)
    shade: Pixels = (
        1 - 0.2 * strength * np.exp(-off / 14) + 0.1 * strength * np.exp(-((off / 1.6) ** 2))
    )
    return pixels * (shade[:, None, None] if along else shade[None, :, None])


def _stain(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    high, wide = pixels.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    for _ in range(chance.between(1, 2)):
        radius = chance.between(50, 90)
        middle = (wide * chance.between(10, 90) / 100, high * chance.between(10, 90) / 100)
        off = np.hypot(x - middle[0], y - middle[1]) + 5 * _cloud(pixels.shape, 34, chance)
        ring = np.exp(-(((off - radius) / 4.5) ** 2)) + 0.35 * (off < radius)
        tint = np.array([0.16, 0.27, 0.42], np.float32) * strength
        pixels = pixels * (1 - ring[..., None] * tint)
    return pixels


def _ghosts(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    """Let the other side show through: other writing, mirrored, shifted and soft."""
    image = Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))
    other = np.asarray(ImageOps.mirror(image).filter(ImageFilter.GaussianBlur(1.6)), np.float32)
    other = np.roll(other, (chance.between(9, 17), chance.between(-40, 40)), (0, 1))
    shade: Pixels = np.clip(paper - other, 0, 255)
    return pixels - shade * (0.16 * strength)


def _grain(pixels: Pixels, paper: Pixels, strength: float, chance: Chance) -> Pixels:
    rough: Pixels = _cloud(pixels.shape, 5, chance) + 0.7 * _cloud(pixels.shape, 60, chance)
    return pixels + rough[..., None] * (13 * strength)


_KINDS: dict[str, Callable[[Pixels, Pixels, float, Chance], Pixels]] = {
    "fade": _fade,
    "ribbon": _ribbon,
    "grey": _grey,
    "band": _band,
    "fold": _fold,
    "stain": _stain,
    "ghost": _ghosts,
    "grain": _grain,
}
