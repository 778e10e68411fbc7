// What spans, boxes, relations and changes share: each entry has attributes, answered in a small editor.

/** The attributes asked of an entry, given its answers so far. */
function askedOf(attributes, entry) {
  return attributes.filter((one) => !one.when || one.when.any_of.includes(entry[one.when.field]));
}

/** An entry without answers that are no longer asked. */
function tidied(attributes, entry) {
  const asked = new Set(askedOf(attributes, entry).map((one) => one.name));
  const known = new Set(attributes.map((one) => one.name));
  return Object.fromEntries(Object.entries(entry).filter(([name]) => !known.has(name) || asked.has(name)));
}

function labelOf(attribute, key) {
  return attribute?.options.find((option) => option.key === key)?.label ?? "";
}

/** What is said of an entry, in a few words: "contradicted, major". */
function saidOf(attributes, entry) {
  return askedOf(attributes, entry)
    .filter((one) => one.options && entry[one.name] !== undefined && entry[one.name] !== null)
    .map((one) => (typeof entry[one.name] === "boolean" ? (entry[one.name] ? one.label.replace(/\?$/, "") : "") : labelOf(one, entry[one.name])))
    .filter(Boolean)
    .join(", ")
    .toLowerCase();
}

/** The class that gives an entry's label its colour and line: its place among the options. */
function labelClass(attributes, entry) {
  const at = attributes[0]?.options.findIndex((option) => option.key === entry[attributes[0].name]) ?? -1;
  return at < 0 ? "qp-l-none" : `qp-l${at % 6}`;
}

/**
 * Buttons and boxes for an entry's attributes.
 * @param change called with (name, value, whether it was typed)
 */
function attributeEditor(attributes, entry, locked, change) {
  const rows = askedOf(attributes, entry).map((one) => {
    if (one.kind === "free_text") {
      const box = h("input", { type: "text", class: "qp-line", "aria-label": one.label, value: entry[one.name] ?? "", disabled: locked });
      box.addEventListener("input", () => change(one.name, box.value, true));
      return h("label", { class: "qp-attribute" }, h("small", {}, one.label, one.required ? "" : " (if you can)"), box);
    }
    const group = radioGroup(one, { locked: () => locked, changed: (name, value) => change(name, value, false) }, (option) => option.label);
    group.set(entry[one.name] ?? null);
    group.lock(locked);
    group.node.dataset.attribute = one.name;
    return h("div", { class: "qp-attribute" }, h("small", {}, one.label), group.node);
  });
  return h("div", { class: "qp-attributes" }, rows);
}

/** The first attribute of an entry that is still open, or null. */
function openAttribute(attributes, entry) {
  return askedOf(attributes, entry).find((one) => one.required && isEmpty(entry[one.name])) ?? null;
}

/** Give digit number to an entry: it answers the first open choice, else the label. Returns the name and value. */
function digitAnswer(attributes, entry, number) {
  const open = askedOf(attributes, entry).find((one) => one.options && isEmpty(entry[one.name]));
  const asked = open ?? attributes[0];
  const option = asked?.options[number - 1];
  return option ? { name: asked.name, value: option.key } : null;
}

/** A button by which an empty answer is given on purpose. */
function nothingButton(label, onclick) {
  return h("button", { type: "button", class: "qp-option qp-nothing", "aria-pressed": "false", onclick }, label);
}
