// Number: a box with its unit, and a button on either side for the mouse.

RENDERERS.number = (field, ctx) => {
  const name = `${field.label} In ${field.unit}`;
  const box = h("input", { type: "text", inputmode: "decimal", class: "qp-line", size: "8", "aria-label": name, oninput: () => ctx.changed(field.name, read()) });
  const buttons = [-1, 1].map((step) =>
    h("button", { type: "button", class: "qp-option", "aria-label": step < 0 ? `Less ${field.unit}` : `More ${field.unit}`, onclick: () => move(step) }, step < 0 ? "−" : "+"),
  );
  const node = h("div", { class: "qp-options", role: "group", "aria-label": name }, buttons[0], box, buttons[1], h("span", {}, field.unit));

  /** What is written, as a number; as it stands where it is none, so that Python can say what to write. */
  function read() {
    const written = box.value.trim().replace(",", ".");
    return written === "" ? null : Number.isFinite(Number(written)) ? Number(written) : written;
  }

  function move(step) {
    if (ctx.locked()) return;
    const at = Number(read());
    const to = Number.isFinite(at) ? at + step : field.low;
    box.value = String(Math.min(field.high, Math.max(field.low, to)));
    ctx.changed(field.name, read());
  }

  box.addEventListener("keydown", (event) => {
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    move(step);
  });

  return {
    node,
    get: read,
    set: (value) => (box.value = value ?? ""),
    focus: () => attend(box),
    lock: (locked) => {
      box.readOnly = locked;
      buttons.forEach((button) => (button.disabled = locked));
    },
    keys: [["Q", "go to the number and write it (Esc leaves it)"], ["↑ ↓", "one more, one less, in the box of a number"]],
  };
};
