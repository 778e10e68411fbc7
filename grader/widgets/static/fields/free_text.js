// FreeText: a text box with the form checks that Python sends back while one types.

RENDERERS.free_text = (field, ctx) => {
  const box = h("textarea", { rows: 4, "aria-label": field.label, spellcheck: "true", oninput: () => ctx.changed(field.name, box.value) });
  const meter = h("div", { class: "qp-meter", "aria-live": "off" });
  return {
    node: h("div", {}, box, meter),
    get: () => box.value.trim() || null,
    set: (value) => (box.value = value ?? ""),
    form: (results) =>
      meter.replaceChildren(
        ...results.map(({ holds, says }) =>
          h("span", { class: holds ? "qp-holds" : "qp-lacks" }, `${holds ? "✓" : "○"} ${says}`),
        ),
      ),
    focus: () => attend(box),
    lock: (locked) => {
      box.readOnly = locked;
      meter.hidden = locked;
    },
  };
};
