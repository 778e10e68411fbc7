// Keys while the exercise has the focus, and the time that counts.

const AWAY_AFTER = 180_000; // milliseconds without a sign of life: nobody is reading any more
const SIGNS_OF_LIFE = ["pointermove", "pointerdown", "keydown", "wheel", "scroll"];

Object.assign(Exercise.prototype, {
  key(event) {
    event.stopPropagation(); // JupyterLab's own keys rest while the exercise has the focus
    if (!this.view || event.isComposing) return;
    const text = takesText(event.target);
    if (event.key === "Escape") {
      if (this.panel.dataset.open) this.closePanel();
      else if (this.notices.querySelector(".qp-question")) this.closeQuestion();
      else if (!text && this.fields.get(this.current)?.key?.(event)) return this.done(event);
      else this.root.focus({ preventScroll: true });
      return this.done(event);
    }
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      this.enter();
      return this.done(event);
    }
    if (text) return;
    if (!this.view.answered && this.fields.get(this.current)?.key?.(event)) return this.done(event);
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
      Q: () => this.nextQuestion(),
      T: () => this.write(),
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
  },

  /** Go to what is written: the text that is edited, else the written answer. */
  write() {
    const edited = [...this.fields.values()].find((field) => field.write);
    const written = this.view.fields.find((field) => field.kind === "free_text");
    if (edited) edited.write();
    else if (written) this.fields.get(written.name).focus();
  },

  done(event) {
    event.preventDefault();
  },

  enter() {
    if (!this.view.answered) this.handIn();
    else if (this.view.next) this.go(this.view.next);
  },

  firstOpenChoice() {
    const visible = this.view.fields.filter((field) => !this.rows.get(field.name).hidden && this.fields.get(field.name).digit);
    return (visible.find((field) => isBlank(field, this.values[field.name])) ?? visible.at(-1))?.name;
  },

  tick() {
    if (!this.root.isConnected || !this.view || this.view.answered) return;
    const looking = document.visibilityState === "visible" && document.hasFocus() && this.onScreen;
    const elsewhere = document.activeElement?.closest(".qp[data-qp-key]");
    const busyHere = !elsewhere || elsewhere === this.root;
    if (!looking || !busyHere || Date.now() - this.lastSign > AWAY_AFTER) return;
    this.seconds += 1;
    this.timer.textContent = clockOf(this.seconds);
  },
});
