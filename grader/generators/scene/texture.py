"""Surfaces and the camera: noise that looks like asphalt, wood or water, and what a lens makes of it."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageFilter

from grader.generators.scene.geometry import HEIGHT, WIDTH
from grader.generators.scene.pen import OVER, Colour, Pixels

LARGEST_FILE = 60_000
"""Bytes; a picture that would be larger is stored with fewer colours."""

HIGH, WIDE = HEIGHT * OVER, WIDTH * OVER


def clouds(rng: np.random.Generator, across: float, down: float | None = None) -> Pixels:
    """Return smooth noise over the canvas, mean 0 and spread about 1, in blobs of some pixels."""
    down = across if down is None else down
    cells = (max(2, round(HEIGHT / down) + 1), max(2, round(WIDTH / across) + 1))
    coarse = rng.normal(0, 1, cells).astype(np.float32)
    return np.asarray(
        Image.fromarray(coarse).resize((WIDE, HIGH), Image.Resampling.BICUBIC), np.float32
    )


def plain(colour: Colour) -> Pixels:
    """Return a canvas of one colour."""
    return np.full((HIGH, WIDE, 3), np.array(colour, np.float32) / 255, np.float32)


def toned(surface: Pixels, change: Pixels, amount: float) -> Pixels:
    """Return a surface made lighter and darker by a noise, by a share."""
    return np.clip(surface * (1 + amount * change[..., None]), 0, 1).astype(np.float32)


def rough(rng: np.random.Generator, colour: Colour, fine: float, coarse: float) -> Pixels:
    """Return a rough surface: fine grains and large stains, each by a share."""
    surface = toned(plain(colour), clouds(rng, 3.5), fine)
    surface = toned(surface, clouds(rng, 30), coarse * 0.5)
    return toned(surface, clouds(rng, 110), coarse)


def ramp(top: Colour, bottom: Colour, rows: int) -> Pixels:
    """Return some rows of sub-pixels that go from one colour to another."""
    share = np.linspace(0, 1, rows, dtype=np.float32)[:, None, None]
    one, other = (np.array(c, np.float32) / 255 for c in (top, bottom))
    return np.broadcast_to(one * (1 - share) + other * share, (rows, WIDE, 3)).astype(np.float32)


def photograph(rng: np.random.Generator, canvas: Pixels, difficulty: int) -> Image.Image:
    """Return the picture that a camera takes: uneven light, a soft lens, noise, sometimes JPEG blocks."""
    lit = toned(canvas, clouds(rng, 400), 0.04 + 0.012 * difficulty)
    across = np.linspace(-1, 1, WIDE, dtype=np.float32)[None] ** 2
    down = np.linspace(-1, 1, HIGH, dtype=np.float32)[:, None] ** 2
    lit = lit * (1 - (0.05 + 0.02 * difficulty) * (across + down) / 1.4)[..., None]
    flat = 0.03 * (difficulty - 1)
    lit = lit * (1 - flat) + 0.45 * flat
    tint = 1 + rng.normal(0, 0.018, 3).astype(np.float32)
    image = Image.fromarray((np.clip(lit * tint, 0, 1) * 255).astype(np.uint8), "RGB")
    image = image.resize((WIDTH, HEIGHT), Image.Resampling.BOX)
    image = image.filter(ImageFilter.GaussianBlur(0.35 + 0.09 * difficulty))
    grains = rng.normal(0, 0.8 + 0.3 * difficulty, (HEIGHT, WIDTH, 1))
    values = np.asarray(image, np.float32) + grains
    image = Image.fromarray(np.clip(values, 0, 255).astype(np.uint8), "RGB")
    if difficulty >= 3:
        image = _through_jpeg(image, 88 - 7 * difficulty)
    return image


def _through_jpeg(image: Image.Image, quality: int) -> Image.Image:
    kept = io.BytesIO()
    image.save(kept, "JPEG", quality=quality, subsampling=0)
    return Image.open(kept).convert("RGB")


def as_png(image: Image.Image) -> bytes:
    """Return the picture as a PNG with a palette, as little cleaned of noise as `LARGEST_FILE` allows."""
    stored = io.BytesIO()
    for limit, colours in ((1, 128), (2, 112), (3.5, 96), (5, 88), (7, 72), (10, 56)):
        clean = _denoised(image, limit)
        flat = clean.quantize(palette=_palette(clean, colours), dither=Image.Dither.NONE)
        stored = io.BytesIO()
        flat.save(stored, "PNG", optimize=True)
        if stored.tell() <= LARGEST_FILE:
            break
    return stored.getvalue()


def _palette(image: Image.Image, colours: int) -> Image.Image:
    """Return a palette in which what stands out weighs as much as the wide ground behind it."""
    values = np.asarray(image, np.int16)
    ground = np.asarray(image.filter(ImageFilter.BoxBlur(40)), np.int16)
    out = np.abs(values - ground).max(axis=2) > 24
    pixels = values.reshape(-1, 3).astype(np.uint8)
    ahead, behind = pixels[out.ravel()], pixels[~out.ravel()]
    times = max(1, round(len(behind) / max(1, len(ahead))))
    rows = np.concatenate([behind, np.repeat(ahead, min(times, 12), axis=0)])
    rows = rows[::7]  # enough to know the colours by
    sample = Image.fromarray(rows[: len(rows) // 64 * 64].reshape(-1, 64, 3))
    return sample.quantize(colours, Image.Quantize.MEDIANCUT, kmeans=2)


def _denoised(image: Image.Image, limit: float) -> Image.Image:
    """Return the picture without fine differences up to a limit, as cameras do; edges stay."""
    values = np.asarray(image, np.float32)
    for radius in (1.0, 2.5):
        soft = np.asarray(
            Image.fromarray(np.clip(values, 0, 255).astype(np.uint8)).filter(
                ImageFilter.GaussianBlur(radius)
            ),
            np.float32,
        )
        fine = values - soft
        values = soft + np.sign(fine) * np.maximum(np.abs(fine) - limit, 0)
    return Image.fromarray(np.clip(values, 0, 255).astype(np.uint8))
