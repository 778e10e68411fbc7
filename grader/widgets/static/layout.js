// What an exercise looks like: each method returns one part of the page.

Object.assign(Exercise.prototype, {
  header() {
    const view = this.view;
    this.timer = h("span", { class: "qp-timer", title: "Time in which this item was on screen and in focus" }, clockOf(this.seconds));
    const hint = view.hints_left > 0 ? h("button", { type: "button", class: "qp-quiet", onclick: () => this.ask("hint") }, `Hint (${view.hints_left})`, kbd("H")) : null;
    return h(
      "header",
      {},
      h("b", {}, view.skill),
      h("span", {}, `${view.title} · item ${view.position} of ${view.items.length}`),
      h("span", { class: "qp-grow" }),
      this.timer,
      h("button", { type: "button", class: "qp-quiet", onclick: () => this.guideline() }, "Guideline", kbd("G")),
      hint,
      h("button", { type: "button", class: "qp-quiet", "aria-label": "Keys", onclick: () => this.keys() }, "Keys", kbd("?")),
    );
  },

  /** How far an item is: in words, as a symbol (empty for its number), and as a class. */
  stepState(step) {
    const symbols = { agrees: "✓", close: "≈", differs: "✗" };
    if (step.verdict) return [step.verdict, symbols[step.verdict], step.verdict];
    return step.status === "answered" ? ["handed in", "•", "answered"] : [step.status, "", step.status];
  },

  steps() {
    this.stepNodes = this.view.items.map((step) => {
      const current = step.id === this.view.item;
      return h("button", { type: "button", "aria-current": current ? "step" : null, onclick: () => this.go(step.id) });
    });
    this.view.items.forEach((_, index) => this.drawStep(index));
    return h("nav", { class: "qp-steps", "aria-label": "Items" }, this.stepNodes);
  },

  drawStep(index) {
    const [state, symbol, kind] = this.stepState(this.view.items[index]);
    const node = this.stepNodes[index];
    node.className = `qp-step qp-${kind}`;
    node.setAttribute("aria-label", `Item ${index + 1}, ${state}`);
    node.title = `Item ${index + 1}: ${state}`;
    node.textContent = symbol || String(index + 1);
  },

  /** The item shown has come further: its step says so at once, not only when another is opened. */
  stepIs(status) {
    const index = this.view.items.findIndex((step) => step.id === this.view.item);
    this.view.items[index].status = status;
    this.drawStep(index);
  },

  parts() {
    const view = this.view;
    const fixed = view.parts.filter((part) => !part.group);
    const grouped = view.parts.filter((part) => part.group);
    this.badges = new Map();
    this.partNodes = new Map();
    const textOf = (part) => {
      const node = prepared("div", { class: "qp-text" }, part.html);
      this.partNodes.set(part.name, node);
      return node;
    };
    const shown = fixed.map((part) => {
      const props = { class: `qp-part qp-part-${part.name} qp-look-${part.look}`, lang: view.language, "data-part": part.name };
      if (part.look === "step") return h("details", { ...props, open: true }, h("summary", {}, h("b", {}, part.label)), textOf(part));
      return h("section", props, h("small", {}, part.label), textOf(part));
    });
    const steps = shown.filter((node) => node.tagName === "DETAILS");
    if (steps.length > 1) {
      const fold = h("button", { type: "button", class: "qp-quiet qp-fold-all", onclick: () => foldAll(!steps.some((node) => node.open)) }, "Fold all steps");
      const foldAll = (open) => steps.forEach((node) => (node.open = open));
      steps.forEach((node) => node.addEventListener("toggle", () => (fold.textContent = steps.some((one) => one.open) ? "Fold all steps" : "Unfold all steps")));
      shown.splice(shown.indexOf(steps[0]), 0, fold);
    }
    const responses = grouped.map((part) => {
      const badge = h("button", { type: "button", class: "qp-badge", hidden: !view.fields.some((field) => field.kind === "ranking"), onclick: () => this.placeFromPage(part.name) });
      this.badges.set(part.name, badge);
      return h(
        "section",
        { class: "qp-response", lang: view.language, "aria-label": part.label, "data-part": part.name },
        h("div", { class: "qp-response-head" }, h("small", {}, h("b", {}, part.label), ` · ${part.words} words`), h("span", { class: "qp-grow" }), badge),
        textOf(part),
      );
    });
    return h("div", { class: "qp-shown" }, shown, responses.length ? h("div", { class: `qp-columns qp-columns-${responses.length}` }, responses) : null);
  },

  hintsNode() {
    if (!this.view.hints.length) return null;
    return h("div", { class: "qp-hints", role: "note" }, h("b", {}, this.view.hints.length > 1 ? "Hints" : "Hint"), h("ol", {}, this.view.hints.map((html) => prepared("li", {}, html))));
  },

  judge() {
    const view = this.view;
    const ctx = {
      locked: () => this.view.answered,
      letter: (part) => view.letters[part],
      name: (part) => view.names[part],
      changed: (name, value) => this.changed(name, value),
      settled: (name, value) => this.settled(name, value),
      extra: (name, value) => (this.extras[name] = value),
      placed: (places) => this.showPlaces(places),
      part: (part) => this.partNodes.get(part),
      values: () => this.values,
      attend: (node) => node.contains(document.activeElement) || this.root.focus({ preventScroll: true }),
      differences: (name) => view.feedback?.rows.find((row) => row.field === name)?.differences ?? [],
      lit: (name) => (this.lit?.field === name ? this.lit.index : null),
    };
    this.rows = new Map();
    const rows = view.fields.map((field) => {
      const renderer = RENDERERS[field.kind](field, ctx);
      renderer.set(this.values[field.name] ?? null, this.extras);
      renderer.lock(view.answered);
      this.fields.set(field.name, renderer);
      const row = this.row(field.label, field.help, renderer.node);
      row.dataset.field = field.name;
      row.addEventListener("focusin", () => this.mark(field.name));
      this.rows.set(field.name, row);
      return row;
    });
    const sure = radioGroup(
      { name: "confidence", label: "How sure are you?", options: view.levels.map((level) => ({ key: level, label: `${level} %` })) },
      {
        locked: ctx.locked,
        changed: (_name, value) => {
          this.remember();
          this.confidence = value;
          this.clearMiss("confidence");
          this.draft();
        },
      },
      (option) => option.label,
    );
    sure.node.querySelectorAll("kbd").forEach((key) => key.remove());
    sure.set(this.confidence);
    sure.lock(view.answered);
    this.sure = sure;
    const row = this.row("How sure are you?", "That the item is right", sure.node, "Shift 1–6");
    this.rows.set("confidence", row);
    return h("div", { class: "qp-judge", role: "form", "aria-label": "Your judgment" }, rows, row);
  },

  row(label, help, body, key) {
    return h("div", { class: "qp-row" }, h("div", { class: "qp-label" }, h("span", { class: "qp-label-text" }, label), h("small", {}, help, key ? [" ", kbd(key)] : null)), h("div", { class: "qp-body" }, body, h("div", { class: "qp-problem", role: "alert" })));
  },

  foot() {
    const view = this.view;
    this.savedNode = h("span", { class: "qp-saved", role: "status" }, view.saved ? `● Saved ${view.saved}` : "");
    this.handInButton = view.answered ? null : h("button", { type: "button", class: "qp-go", onclick: () => this.handIn() }, "Hand in", kbd("⏎"));
    return h(
      "div",
      { class: "qp-foot" },
      h("button", { type: "button", class: "qp-plain", disabled: view.position === 1, onclick: () => this.back() }, "Back", kbd("[")),
      view.answered ? null : h("button", { type: "button", class: "qp-plain", onclick: () => this.skip() }, "Skip", kbd("]")),
      h("span", { class: "qp-grow" }),
      this.savedNode,
      this.handInButton,
    );
  },

  after() {
    const view = this.view;
    if (!view.answered) return null;
    const more = view.next
      ? h("button", { type: "button", class: "qp-go", onclick: () => this.go(view.next) }, "Next item", kbd("⏎"))
      : null;
    const waiting = view.feedback ? null : h("span", { class: "qp-soft" }, "Handed in. Feedback follows when every item of this check is answered.");
    const contest = view.feedback
      ? h("button", { type: "button", class: "qp-plain", disabled: view.contested, onclick: () => this.contest() }, view.contested ? "You contested this gold" : "I think the gold is wrong …", view.contested ? null : kbd("!"))
      : null;
    const mistake = h("button", { type: "button", class: "qp-plain", onclick: () => this.mistake() }, "Handed in by mistake …");
    return h("div", { class: "qp-after" }, more, waiting, contest, h("span", { class: "qp-grow" }), view.mode === "practice" ? mistake : null);
  },

  summary() {
    const said = this.view.summary;
    return h(
      "div",
      { class: "qp-summary" },
      h("h4", {}, "All items answered"),
      h("p", {}, h("b", {}, said.line), " ", said.left_out),
      said.missed.length ? h("p", {}, "Ideas to come back to: ", said.missed.join("; "), ".") : null,
      said.small ? h("p", { class: "qp-soft" }, said.small) : null,
    );
  },
});
