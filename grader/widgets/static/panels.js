// The panel above the item: guideline and keys, one key away.

const KEYS_HELP = [
  ["A – D", "put a response in the next place"],
  ["=", "tie it with the one before"],
  ["1 – 9", "choose an option of the question marked ▸"],
  ["← →", "move within a question"],
  ["T", "write the justification (Esc leaves it)"],
  ["Shift 1 – 6", "say how sure you are"],
  ["Enter", "hand in; then: next item (Ctrl Enter while writing)"],
  ["[ ]", "back, skip"],
  ["U", "undo"],
  ["H G ?", "hint, guideline, these keys"],
];

Object.assign(Exercise.prototype, {
  async guideline() {
    if (this.panel.dataset.open === "guideline") return this.closePanel();
    const answer = await this.link.ask("guideline");
    if (!answer?.html) return this.take(answer);
    const text = prepared("div", { class: "qp-text" }, answer.html);
    const scrolled = h("div", { class: "qp-guideline-text", tabindex: "0" }, this.anchors(), text);
    return this.openPanel("guideline", `Guideline, version ${answer.version}`, scrolled);
  },

  /** What each option of each question means, as a list to read: a tooltip is out of a keyboard's reach. */
  anchors() {
    const explained = this.view.fields.filter((field) => field.options?.some((option) => option.help));
    return explained.map((field) =>
      h(
        "details",
        { class: "qp-anchors" },
        h("summary", {}, `${field.label} What the answers mean`),
        h("dl", {}, field.options.map((option) => [h("dt", {}, option.label), h("dd", {}, option.help)])),
      ),
    );
  },

  keys() {
    if (this.panel.dataset.open === "keys") return this.closePanel();
    const table = h("table", { class: "qp-keys" }, h("tbody", {}, KEYS_HELP.map(([key, does]) => h("tr", {}, h("td", {}, kbd(key)), h("td", {}, does)))));
    return this.openPanel("keys", "Keys, while the exercise has the focus", table);
  },

  openPanel(name, title, body) {
    this.panel.dataset.open = name;
    this.panel.replaceChildren(
      h("aside", { class: "qp-panel", "aria-label": title }, h("div", { class: "qp-panel-head" }, h("b", {}, title), h("span", { class: "qp-grow" }), h("button", { type: "button", class: "qp-quiet", onclick: () => this.closePanel() }, "Close", kbd("Esc"))), body),
    );
    attend(this.panel.querySelector("[tabindex='0'], button"));
  },

  closePanel() {
    delete this.panel.dataset.open;
    this.panel.replaceChildren();
    this.root.focus({ preventScroll: true });
  },
});
