// One exercise: what is shown, what is asked, then feedback, in one calm column.

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
    if (answer.delivered?.length) this.notice("What was kept in this browser is now saved.");
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
        "Nothing is lost: what you do here is kept in this browser. Run this cell again (click to the left of it, then press Shift Enter) and it is saved. If the kernel is only busy, just wait.",
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
        waiting ? " What you did since is kept in this browser and will be saved then." : " Everything you handed in is saved.",
      ),
    );
  }

  // ---- showing

  show(view, focus) {
    const same = this.view?.item === view.item;
    this.draft.cancel();
    this.view = view;
    if (!same) this.undoStack = [];
    this.lastValues = this.lastExtras = this.lastConfidence = null; // undo begins at what is shown
    this.seconds = view.seconds;
    this.values = { ...view.values };
    this.extras = { ...view.extra };
    this.confidence = view.confidence;
    this.fields.clear();
    this.banner = h("div", {});
    this.panel = h("div", {});
    this.notices = h("div", { class: "qp-notices", "aria-live": "polite" });
    this.feedback = view.feedback ? feedbackNode(view.feedback, this.feedbackActions()) : null;
    this.root.replaceChildren(
      ...[
        this.banner,
        this.header(),
        this.above(),
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

  feedbackActions() {
    return { mark: (marks) => this.ask("marks", { marks }), similar: () => this.ask("similar"), light: (field, index) => this.light(field, index) };
  }

  /** Show in the item which unit a row of the feedback speaks of. */
  light(field, index) {
    this.lit = index === null ? null : { field, index };
    this.fields.get(field)?.lit?.();
  }

  /** What stands above the items; a mock shows its result there. */
  above() {
    return null;
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
    const open = this.view.fields.find((field) => !this.rows.get(field.name).hidden && isBlank(field, this.values[field.name]));
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
    for (const [other, renderer] of this.fields) if (other !== name) renderer.others?.();
    if (this.fields.get(name)?.stays) return this.mark(name); // there may be more to mark
    if (isEmpty(value) || this.fields.get(open)?.digit === undefined) this.mark(this.firstOpen() ?? open);
    if (takesText(document.activeElement)) this.mark(name);
    return null;
  }

  /** Go to the next question, or back to the first. */
  nextQuestion() {
    const shown = this.view.fields.filter((field) => !this.rows.get(field.name).hidden);
    const at = shown.findIndex((field) => field.name === this.current);
    const next = shown[(at + 1) % shown.length];
    this.fields.get(next.name).focus();
    this.mark(next.name);
    reveal(this.rows.get(next.name));
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
    const draft = { item, values: this.values, confidence: this.confidence, seconds: this.seconds, extra: this.extras };
    const answer = await this.link.ask("draft", draft);
    if (!answer) return this.link.keepDraft({ ...draft, attempt: `draft:${item}`, draft: true });
    this.link.forget(`draft:${item}`);
    if (this.view.item !== item || this.view.answered) return;
    if (answer.type === "error") return this.notice(answer.message, "error");
    this.savedNode.textContent = `Draft saved ${answer.saved}`;
    this.stepIs(answer.status);
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
      h("div", { class: "qp-question" }, h("p", {}, text), box, h("div", { class: "qp-buttons" }, send, h("button", { type: "button", class: "qp-plain", onclick: () => this.closeQuestion() }, "Cancel", kbd("Esc")))),
    );
    attend(box ?? send);
  }

  closeQuestion() {
    this.notices.replaceChildren();
    this.root.focus({ preventScroll: true });
  }

  notice(text, kind = "info") {
    this.notices?.replaceChildren(h("div", { class: `qp-banner ${kind === "error" ? "qp-differs" : "qp-agrees"}`, role: kind === "error" ? "alert" : "status" }, text));
    if (!this.notices) this.root.replaceChildren(h("div", { class: "qp-banner qp-differs", role: "alert" }, text));
    reveal(this.notices);
  }
}

/** Whether a question is open: where "nothing to mark" is an answer, only no value is none. */
function isBlank(field, value) {
  return field.nothing !== undefined ? value === null || value === undefined : isEmpty(value);
}

function isEmpty(value) {
  return value === null || value === undefined || value === "" || (Array.isArray(value) && !value.length);
}
