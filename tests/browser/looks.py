"""How the page looks, measured in the browser: contrast, and what sticks out."""

from __future__ import annotations

from playwright.sync_api import Page


def poor_contrast(page: Page) -> list[str]:
    """Return texts whose contrast with their background is under 4.5 (WCAG 2.2, AA)."""
    return page.evaluate(
        """() => {
      const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
      const rgba = (colour) => { canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour;
        canvas.fillRect(0, 0, 1, 1); return [...canvas.getImageData(0, 0, 1, 1).data]; };
      const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
        .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
        .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
      const behind = (node) => { for (let at = node; at; at = at.parentElement) {
        const colour = rgba(getComputedStyle(at).backgroundColor); if (colour[3] > 250) return colour; }
        return [255, 255, 255, 255]; };
      const poor = [];
      const root = document.querySelector(".qp[data-qp-key]");
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const parent = node.parentElement, box = parent.getBoundingClientRect();
        if (!node.textContent.trim() || !box.width || parent.closest(":disabled, .qp-sr, [hidden]")) continue;
        const [a, b] = [light(rgba(getComputedStyle(parent).color)), light(behind(parent))];
        const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        const said = node.textContent.trim().slice(0, 40);
        if (contrast < 4.5) poor.push(`${contrast.toFixed(2)} ${parent.className}: ${said}`);
      }
      return poor;
    }"""
    )


def overflowing(page: Page) -> list[str]:
    """Return elements that stick out of the exercise; wide tables and code scroll inside themselves."""
    return page.evaluate(
        """() => {
      const root = document.querySelector(".qp[data-qp-key]"), edge = root.getBoundingClientRect().right + 1;
      return [...root.querySelectorAll("*")].filter((node) => !node.closest("pre, .qp-text table, math"))
        .filter((node) => node.getBoundingClientRect().right > edge)
        .map((node) => node.className || node.tagName);
    }"""
    )
