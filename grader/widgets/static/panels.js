// The panel above the item: guideline and keys, one key away.

const KEYS_OF_KIND = {
  ranking: [
    ["A – D", "put a response in the next place"],
    ["=", "tie it with the one before"],
  ],
  choice: [["1 – 9", "choose an option of the question marked ▸"]],
  scale: [["1 – 9", "choose a point of the question marked ▸"]],
  free_text: [["T", "write the justification (Esc leaves it)"]],
};

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
    const table = h("table", { class: "qp-keys" }, h("tbody", {}, this.keysHelp().map(([key, does]) => h("tr", {}, h("td", {}, kbd(key)), h("td", {}, does)))));
    return this.openPanel("keys", "Keys, while the exercise has the focus", table);
  },

  /** The keys of the questions that are here, then those of every exercise. */
  keysHelp() {
    const own = this.view.fields.flatMap((field) => this.fields.get(field.name).keys ?? KEYS_OF_KIND[field.kind] ?? []);
    const rows = own.filter(([key, does], index) => own.findIndex(([k, d]) => k === key && d === does) === index);
    const move = this.view.fields.length > 1 ? [["Q", "go to the next question"]] : [];
    return [...rows, ...move, ["← →", "move within a question"], ["Shift 1 – 6", "say how sure you are"], ...this.keysToGo(), ["U", "undo"]];
  },

  keysToGo() {
    const hint = this.view.mode === "practice" ? [["H", "a hint"]] : [];
    return [["Enter", "hand in; then: next item (Ctrl Enter while writing)"], ["[ ]", "back, skip"], ...hint, ["G ?", "guideline, these keys"]];
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
