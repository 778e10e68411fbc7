// One exercise: what is shown, what is asked, then feedback, in one calm column.

const AWAY_AFTER = 180_000; // milliseconds without a sign of life: nobody is reading any more
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "wheel", "scroll"];

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

class Exercise {
  constructor(model, el) {
    this.root = h("div", { class: "qp", tabindex: "-1", "data-lm-suppress-shortcuts": "true", "data-qp-key": model.get("_key") });
    el.append(this.root);
    this.link = new Link(model, model.get("_key"), (answering) => this.connected(answering));
    this.view = null;
    this.fields = new Map();
    this.undoStack = [];
    this.seconds = 0;
    this.offline = false;
    this.draft = debounced(() => this.sendDraft(), 400);
    this.root.addEventListener("keydown", (event) => this.key(event));
    // JupyterLab moves the focus back to its cell on a click that hits nothing focusable; keep it here.
    this.root.addEventListener("mousedown", (event) => {
      event.stopPropagation();
      if (!event.target.closest("button, textarea, input, a, summary, [tabindex='0']")) {
        setTimeout(() => this.root.contains(document.activeElement) || this.root.focus({ preventScroll: true }));
      }
    });
    this.ticker = setInterval(() => this.tick(), 1000);
    this.onScreen = true;
    // On screen: it crosses the middle of the window, where one reads.
    this.observer = new IntersectionObserver(([entry]) => (this.onScreen = entry.isIntersecting), { rootMargin: "-30% 0px -30% 0px" });
    this.observer.observe(this.root);
    this.leaving = () => this.draft.now();
    window.addEventListener("pagehide", this.leaving);
    this.lastSign = Date.now();
    this.sign = () => (this.lastSign = Date.now());
    for (const name of SIGNS_OF_LIFE) window.addEventListener(name, this.sign, { capture: true, passive: true });
    this.root.append(h("p", { class: "qp-soft" }, "Opening the exercise …"));
    this.open();
  }

  async open() {
    const outbox = this.link.outbox();
    const answer = await this.link.ask("ready", { outbox });
    if (!answer) return this.showDead();
    this.take(answer, { focus: false });
    if (answer.delivered?.length) this.notice("Your judgment that was kept in this browser is now handed in.");
  }

  close() {
    this.draft.now();
    clearInterval(this.ticker);
    this.observer.disconnect();
    window.removeEventListener("pagehide", this.leaving);
    for (const name of SIGNS_OF_LIFE) window.removeEventListener(name, this.sign, { capture: true });
    this.link.close();
  }

  // ---- from Python

  take(answer, { focus = true } = {}) {
    if (!answer) return;
    if (answer.type === "error") return this.notice(answer.message, "error");
    if (answer.view) this.show(answer.view, focus);
  }

  connected(answering) {
    if (this.offline === !answering) return;
    this.offline = !answering;
    this.root.classList.toggle("qp-offline", this.offline);
    this.banner?.replaceChildren();
    if (!this.offline || !this.banner) return;
    this.banner.append(
      h(
        "div",
        { class: "qp-banner qp-close", role: "alert" },
        h("b", {}, "The notebook's kernel is not answering. "),
        "Nothing is lost: what you hand in is kept in this browser. Run this cell again (click to the left of it, then press Shift Enter) and it is handed in. If the kernel is only busy, just wait.",
      ),
    );
    if (this.savedNode) this.savedNode.textContent = "";
  }

  showDead() {
    if (this.view) return;
    const waiting = this.link.outbox().length;
    this.root.replaceChildren(
      h(
        "div",
        { class: "qp-banner qp-close", role: "alert" },
        h("b", {}, "This exercise is not connected. "),
        "Run its cell again: click to the left of it, then press Shift Enter.",
        waiting ? " A judgment that you handed in is kept in this browser and will be saved then." : " Everything you handed in is saved.",
      ),
    );
  }

  // ---- showing

  show(view, focus) {
    const same = this.view?.item === view.item;
    this.draft.cancel();
    this.view = view;
    if (!same) this.undoStack = [];
    this.seconds = view.seconds;
    this.values = { ...view.values };
    this.extras = { ...view.extra };
    this.confidence = view.confidence;
    this.fields.clear();
    this.banner = h("div", {});
    this.panel = h("div", {});
    this.notices = h("div", { class: "qp-notices", "aria-live": "polite" });
    this.feedback = view.feedback ? feedbackNode(view.feedback, { mark: (marks) => this.ask("marks", { marks }), similar: () => this.ask("similar") }) : null;
    this.root.replaceChildren(
      ...[
        this.banner,
        this.header(),
        this.steps(),
        this.panel,
        view.note ? h("p", { class: "qp-note" }, h("b", {}, "Content note: "), view.note) : null,
        this.parts(),
        this.hintsNode(),
        this.judge(),
        this.notices,
        this.foot(),
        this.feedback,
        this.after(),
        view.summary ? this.summary() : null,
      ].filter(Boolean),
    );
    this.follow();
    if (this.offline) {
      this.offline = false;
      this.connected(false);
    }
    if (focus) {
      if (same && this.feedback) attend(this.feedback);
      else if (same) this.root.focus({ preventScroll: true });
      else attend(this.root, "start");
    }
  }

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
  }

  steps() {
    const words = { agrees: "agrees", close: "close", differs: "differs" };
    const symbols = { agrees: "✓", close: "≈", differs: "✗" };
    return h(
      "nav",
      { class: "qp-steps", "aria-label": "Items" },
      this.view.items.map((step, index) => {
        const current = step.id === this.view.item;
        const state = step.verdict ? words[step.verdict] : step.status === "answered" ? "handed in" : step.status;
        return h(
          "button",
          {
            type: "button",
            class: `qp-step qp-${step.verdict ?? step.status}`,
            "aria-current": current ? "step" : null,
            "aria-label": `Item ${index + 1}, ${state}`,
            title: `Item ${index + 1}: ${state}`,
            onclick: () => this.go(step.id),
          },
          step.verdict ? symbols[step.verdict] : step.status === "answered" ? "•" : String(index + 1),
        );
      }),
    );
  }

  parts() {
    const view = this.view;
    const fixed = view.parts.filter((part) => !part.group);
    const grouped = view.parts.filter((part) => part.group);
    this.badges = new Map();
    const shown = fixed.map((part) =>
      h("section", { class: `qp-part qp-part-${part.name}`, lang: view.language }, h("small", {}, part.label), prepared("div", { class: "qp-text" }, part.html)),
    );
    const responses = grouped.map((part) => {
      const badge = h("button", { type: "button", class: "qp-badge", onclick: () => this.placeFromPage(part.name) });
      this.badges.set(part.name, badge);
      return h(
        "section",
        { class: "qp-response", lang: view.language, "aria-label": part.label, "data-part": part.name },
        h("div", { class: "qp-response-head" }, h("small", {}, h("b", {}, part.label), ` · ${part.words} words`), h("span", { class: "qp-grow" }), badge),
        prepared("div", { class: "qp-text" }, part.html),
      );
    });
    return h("div", { class: "qp-shown" }, shown, responses.length ? h("div", { class: `qp-columns qp-columns-${responses.length}` }, responses) : null);
  }

  hintsNode() {
    if (!this.view.hints.length) return null;
    return h("div", { class: "qp-hints", role: "note" }, h("b", {}, this.view.hints.length > 1 ? "Hints" : "Hint"), h("ol", {}, this.view.hints.map((html) => prepared("li", {}, html))));
  }

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
    };
    this.rows = new Map();
    const rows = view.fields.map((field) => {
      const renderer = RENDERERS[field.kind](field, ctx);
      renderer.set(this.values[field.name] ?? null, this.extras);
      renderer.lock(view.answered);
      this.fields.set(field.name, renderer);
      const row = this.row(field.label, field.help, renderer.node);
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
  }

  row(label, help, body, key) {
    return h("div", { class: "qp-row" }, h("div", { class: "qp-label" }, h("span", { class: "qp-label-text" }, label), h("small", {}, help, key ? [" ", kbd(key)] : null)), h("div", { class: "qp-body" }, body, h("div", { class: "qp-problem", role: "alert" })));
  }

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
  }

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
  }

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
  }

  showPlaces(places) {
    for (const [part, badge] of this.badges ?? []) {
      const place = places[part];
      badge.textContent = place ? `place ${place}` : "Place next";
      badge.classList.toggle("qp-on", Boolean(place));
      badge.hidden = this.view.answered && !place;
      badge.disabled = this.view.answered || Boolean(place) || Boolean(this.view.fields.find((field) => field.pairwise));
    }
  }

  placeFromPage(part) {
    for (const field of this.fields.values()) if (field.place) field.place(part);
  }

  /** Show the fields whose condition holds; mark the one that digits answer. */
  follow() {
    for (const field of this.view.fields) {
      const shown = !field.when || field.when.any_of.includes(this.values[field.when.field]);
      this.rows.get(field.name).hidden = !shown;
    }
    this.mark(this.firstOpen());
  }

  mark(name) {
    this.current = name;
    for (const [other, row] of this.rows) row.classList.toggle("qp-current", other === name && !this.view.answered);
  }

  firstOpen() {
    const open = this.view.fields.find((field) => !this.rows.get(field.name).hidden && isEmpty(this.values[field.name]));
    return open?.name ?? null;
  }

  // ---- what the learner does

  changed(name, value) {
    this.remember();
    this.settled(name, value);
    this.draft();
  }

  settled(name, value) {
    this.values[name] = value;
    this.clearMiss(name);
    const open = this.current;
    this.follow();
    if (isEmpty(value) || this.fields.get(open)?.digit === undefined) this.mark(this.firstOpen() ?? open);
    if (takesText(document.activeElement)) this.mark(name);
  }

  remember() {
    this.undoStack.push(JSON.stringify({ values: this.lastValues ?? this.view.values, extras: this.lastExtras ?? this.view.extra, confidence: this.lastConfidence ?? this.view.confidence }));
    if (this.undoStack.length > 100) this.undoStack.shift();
    queueMicrotask(() => {
      this.lastValues = { ...this.values };
      this.lastExtras = { ...this.extras };
      this.lastConfidence = this.confidence;
    });
  }

  undo() {
    const before = this.undoStack.pop();
    if (!before || this.view.answered) return;
    const { values, extras, confidence } = JSON.parse(before);
    this.values = { ...values };
    this.extras = { ...extras };
    this.confidence = confidence;
    this.lastValues = { ...values };
    this.lastExtras = { ...extras };
    this.lastConfidence = confidence;
    for (const [name, field] of this.fields) field.set(this.values[name] ?? null, this.extras);
    this.sure.set(confidence);
    this.follow();
    this.draft();
  }

  async sendDraft() {
    if (!this.view || this.view.answered) return;
    const item = this.view.item;
    const answer = await this.link.ask("draft", { item, values: this.values, confidence: this.confidence, seconds: this.seconds, extra: this.extras });
    if (!answer || this.view.item !== item || this.view.answered) return;
    if (answer.type === "error") return this.notice(answer.message, "error");
    this.savedNode.textContent = `Draft saved ${answer.saved}`;
    for (const [name, form] of Object.entries(answer.form)) this.fields.get(name)?.form?.(form);
    if (answer.pairs) for (const field of this.fields.values()) field.heard?.(answer.pairs);
  }

  async handIn() {
    if (this.view.answered || this.busy) return;
    this.busy = true;
    this.draft.now();
    const judgment = { item: this.view.item, attempt: newId(), values: this.values, confidence: this.confidence, seconds: this.seconds };
    this.link.keep(judgment);
    this.savedNode.textContent = "Saving …";
    this.handInButton.disabled = true;
    const answer = await this.link.ask("hand_in", judgment);
    this.busy = false;
    if (this.handInButton) this.handInButton.disabled = false;
    if (!answer) {
      this.savedNode.textContent = "Not saved yet; kept in this browser";
      return;
    }
    if (answer.type === "error") {
      this.savedNode.textContent = "Not saved; still on this page";
      return this.notice(answer.message, "error");
    }
    if (answer.problems.length) {
      this.link.forget(judgment.attempt);
      this.savedNode.textContent = "";
      return this.showProblems(answer.problems);
    }
    this.take(answer);
  }

  showProblems(problems) {
    for (const row of this.rows.values()) {
      row.classList.remove("qp-miss");
      row.querySelector(".qp-problem").textContent = "";
    }
    for (const { field, message } of problems) {
      const row = this.rows.get(field);
      if (!row) {
        this.notice(message, "error");
        continue;
      }
      row.classList.add("qp-miss");
      const said = row.querySelector(".qp-problem");
      said.textContent = [said.textContent, message].filter(Boolean).join(" ");
    }
    const first = this.rows.get(problems[0].field);
    (this.fields.get(problems[0].field) ?? this.sure).focus();
    reveal(first, "center");
  }

  clearMiss(name) {
    const row = this.rows.get(name);
    row?.classList.remove("qp-miss");
    if (row) row.querySelector(".qp-problem").textContent = "";
  }

  async ask(type, body = {}) {
    this.draft.now();
    this.take(await this.link.ask(type, { item: this.view.item, ...body }));
  }

  go(item) {
    if (item !== this.view.item) return this.ask("go", { item });
    return null;
  }

  back() {
    const at = this.view.position - 1;
    if (at > 0) this.go(this.view.items[at - 1].id);
  }

  skip() {
    if (!this.view.answered) return this.ask("skip");
    const following = this.view.items[this.view.position];
    return following ? this.go(following.id) : null;
  }

  async guideline() {
    if (this.panel.dataset.open === "guideline") return this.closePanel();
    const answer = await this.link.ask("guideline");
    if (!answer?.html) return null;
    const text = prepared("div", { class: "qp-text" }, answer.html);
    const scrolled = h("div", { class: "qp-guideline-text", tabindex: "0" }, this.anchors(), text);
    return this.openPanel("guideline", `Guideline, version ${answer.version}`, scrolled);
  }

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
  }

  keys() {
    if (this.panel.dataset.open === "keys") return this.closePanel();
    const table = h("table", { class: "qp-keys" }, h("tbody", {}, KEYS_HELP.map(([key, does]) => h("tr", {}, h("td", {}, kbd(key)), h("td", {}, does)))));
    return this.openPanel("keys", "Keys, while the exercise has the focus", table);
  }

  openPanel(name, title, body) {
    this.panel.dataset.open = name;
    this.panel.replaceChildren(
      h("aside", { class: "qp-panel", "aria-label": title }, h("div", { class: "qp-panel-head" }, h("b", {}, title), h("span", { class: "qp-grow" }), h("button", { type: "button", class: "qp-quiet", onclick: () => this.closePanel() }, "Close", kbd("Esc"))), body),
    );
    attend(this.panel.querySelector("[tabindex='0'], button"));
  }

  closePanel() {
    delete this.panel.dataset.open;
    this.panel.replaceChildren();
    this.root.focus({ preventScroll: true });
  }

  contest() {
    this.question("What speaks against the gold? Quote the words on the page, or the clause.", "Send", (reason) => this.ask("contest", { reason }));
  }

  mistake() {
    this.question("It stays on record and is left out of every figure. Mark it as handed in by mistake?", "Mark it", () => this.ask("mistake"), false);
  }

  question(text, go, act, written = true) {
    const box = written ? h("textarea", { rows: 2, "aria-label": text }) : null;
    const send = h("button", { type: "button", class: "qp-go", onclick: () => act(box?.value ?? "") }, go);
    this.notices.replaceChildren(
      h("div", { class: "qp-question" }, h("p", {}, text), box, h("div", { class: "qp-buttons" }, send, h("button", { type: "button", class: "qp-plain", onclick: () => this.notices.replaceChildren() }, "Cancel"))),
    );
    attend(box ?? send);
  }

  notice(text, kind = "info") {
    this.notices?.replaceChildren(h("div", { class: `qp-banner ${kind === "error" ? "qp-differs" : "qp-agrees"}`, role: kind === "error" ? "alert" : "status" }, text));
    if (!this.notices) this.root.replaceChildren(h("div", { class: "qp-banner qp-differs", role: "alert" }, text));
    reveal(this.notices);
  }

  // ---- keys and time

  key(event) {
    event.stopPropagation(); // JupyterLab's own keys rest while the exercise has the focus
    if (!this.view || event.isComposing) return;
    const text = takesText(event.target);
    if (event.key === "Escape") {
      if (this.panel.dataset.open) this.closePanel();
      else this.root.focus({ preventScroll: true });
      return this.done(event);
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.enter();
      return this.done(event);
    }
    if (text) return;
    if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z") {
      this.undo();
      return this.done(event);
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code)?.[1];
    if (digit && event.shiftKey) {
      if (this.sure.digit(Number(digit))) reveal(this.rows.get("confidence"));
      return this.done(event);
    }
    if (digit) {
      const chosen = this.fields.get(this.current)?.digit ? this.current : this.firstOpenChoice();
      if (chosen && this.fields.get(chosen).digit(Number(digit))) this.mark(this.firstOpen() ?? chosen);
      return this.done(event);
    }
    const letter = event.key.length === 1 ? event.key.toUpperCase() : "";
    if (Object.values(this.view.letters).includes(letter)) {
      for (const field of this.fields.values()) if (field.letter?.(letter)) return this.done(event);
    }
    const actions = {
      "=": () => [...this.fields.values()].some((field) => field.tie?.()),
      "[": () => this.back(),
      "]": () => this.skip(),
      "?": () => this.keys(),
      "!": () => this.view.feedback && !this.view.contested && this.contest(),
      G: () => this.guideline(),
      H: () => this.view.hints_left > 0 && this.ask("hint"),
      U: () => this.undo(),
      T: () => this.view.fields.filter((field) => field.kind === "free_text").forEach((field) => this.fields.get(field.name).focus()),
    };
    const action = actions[event.key] ?? actions[letter];
    if (action) {
      action();
      return this.done(event);
    }
    const onControl = event.target.closest("button, a, summary, input");
    if (event.key === "Enter" && (!onControl || onControl.getAttribute("role") === "radio" || onControl.classList.contains("qp-ranked"))) {
      this.enter();
      return this.done(event);
    }
    return null;
  }

  done(event) {
    event.preventDefault();
  }

  enter() {
    if (!this.view.answered) this.handIn();
    else if (this.view.next) this.go(this.view.next);
  }

  firstOpenChoice() {
    const visible = this.view.fields.filter((field) => !this.rows.get(field.name).hidden && this.fields.get(field.name).digit);
    return (visible.find((field) => isEmpty(this.values[field.name])) ?? visible.at(-1))?.name;
  }

  tick() {
    if (!this.root.isConnected || !this.view || this.view.answered) return;
    const looking = document.visibilityState === "visible" && document.hasFocus() && this.onScreen;
    const elsewhere = document.activeElement?.closest(".qp[data-qp-key]");
    const busyHere = !elsewhere || elsewhere === this.root;
    if (!looking || !busyHere || Date.now() - this.lastSign > AWAY_AFTER) return;
    this.seconds += 1;
    this.timer.textContent = clockOf(this.seconds);
  }
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}
