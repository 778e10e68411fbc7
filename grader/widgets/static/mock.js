// A mock: rules and a Begin button, then the items against the clock, then hand-in for good, then review.

const WARNINGS = [600, 300, 60]; // seconds left at which the clock speaks up

class Mock extends Exercise {
  // ---- the three states

  show(view, focus) {
    this.exam = view.exam;
    this.endsAt = view.exam.seconds_left === null ? null : Date.now() + view.exam.seconds_left * 1000;
    if (view.exam.state === "before") return this.showRules(focus);
    super.show(view, focus);
    if (view.exam.state === "over") this.root.classList.add("qp-over");
    return null;
  }

  showRules(focus) {
    const exam = this.exam;
    this.view = null;
    this.banner = h("div", {});
    this.notices = h("div", { class: "qp-notices", "aria-live": "polite" });
    const begin = h("button", { type: "button", class: "qp-go", onclick: () => this.begin() }, "Begin");
    this.root.replaceChildren(
      this.banner,
      h("header", {}, h("b", {}, exam.title), h("span", {}, exam.form)),
      h(
        "div",
        { class: "qp-rules" },
        exam.notice ? h("p", { class: "qp-note" }, exam.notice) : null,
        h("p", {}, exam.note),
        h("ul", {}, exam.rules.map((rule) => h("li", {}, rule))),
        h("p", { class: "qp-soft" }, "Everything is saved as you go. If the page or the kernel stops, run this cell again: you go on where you were, and the time has run on."),
      ),
      this.notices,
      h("div", { class: "qp-foot" }, h("span", { class: "qp-soft" }, "The time starts when you press Begin."), h("span", { class: "qp-grow" }), begin),
    );
    if (focus) attend(begin);
  }

  async begin() {
    this.take(await this.link.ask("begin"));
  }

  get over() {
    return this.exam?.state === "over";
  }

  // ---- what differs from an exercise on the page

  header() {
    const exam = this.exam;
    this.timer = h("span", { hidden: true });
    this.clock = h("span", { class: "qp-clock", role: "timer", "aria-live": "off", hidden: exam.timer !== "shown" });
    this.clockSays = h("span", { class: "qp-sr", "aria-live": "polite" });
    const guideline = exam.open_book || this.over;
    this.drawClock();
    return h(
      "header",
      {},
      h("b", {}, exam.title),
      h("span", {}, `${this.view.skill} · item ${this.view.position} of ${this.view.items.length}`),
      h("span", { class: "qp-grow" }),
      this.clock,
      this.clockSays,
      guideline ? h("button", { type: "button", class: "qp-quiet", onclick: () => this.guideline() }, "Guideline", kbd("G")) : null,
      h("button", { type: "button", class: "qp-quiet", "aria-label": "Keys", onclick: () => this.keys() }, "Keys", kbd("?")),
    );
  }

  stepState(step) {
    const [word, symbol] = { answered: ["handed in", "•"], ready: ["ready", "•"], begun: ["not complete", "…"], open: ["not begun", ""] }[step.status];
    return step.verdict ? super.stepState(step) : [this.over && step.status !== "answered" ? "not handed in" : word, symbol, step.status];
  }

  foot() {
    const view = this.view;
    const buttons = [h("button", { type: "button", class: "qp-plain", disabled: view.position === 1, onclick: () => this.back() }, "Back", kbd("["))];
    buttons.push(h("button", { type: "button", class: "qp-plain", disabled: view.position === view.items.length, onclick: () => this.skip() }, "Next", kbd("]")));
    this.savedNode = h("span", { class: "qp-saved", role: "status" }, view.saved ? `● Saved ${view.saved}` : "");
    this.handInButton = null;
    if (!this.over) {
      if (!this.exam.go_back && !view.answered) {
        this.handInButton = h("button", { type: "button", class: "qp-go", onclick: () => this.handIn() }, "Hand in this item", kbd("⏎"));
      }
      this.endButton = h("button", { type: "button", class: this.handInButton ? "qp-plain" : "qp-go", onclick: () => this.askToFinish() }, "Hand in the mock …");
    }
    return h("div", { class: "qp-foot" }, buttons, h("span", { class: "qp-grow" }), this.savedNode, this.handInButton, this.over ? null : this.endButton);
  }

  after() {
    if (!this.over) return null;
    if (this.view.feedback) {
      const { contested } = this.view;
      const label = contested ? "You contested this gold" : "I think the gold is wrong …";
      return h("div", { class: "qp-after" }, h("button", { type: "button", class: "qp-plain", disabled: contested, onclick: () => this.contest() }, label, contested ? null : kbd("!")));
    }
    const handedIn = this.view.items[this.view.position - 1].status === "answered";
    const said = handedIn ? "Handed in. Your coach shows you more when the form is closed." : "This item was not handed in, so nothing is told of it.";
    return h("div", { class: "qp-after" }, h("span", { class: "qp-soft" }, said));
  }

  feedbackActions() {
    return { ...super.feedbackActions(), similar: null };
  }

  /** The result stands above the items once the mock is over. */
  above() {
    if (!this.over) return null;
    const { ended, reviewed } = this.exam;
    const result = ended.result;
    return h(
      "section",
      { class: "qp-result", "aria-label": "Result", tabindex: "-1" },
      h("h3", {}, result ? chip(result.passed ? "agrees" : "differs", `${result.passed ? "✓" : "✗"} ${result.headline}`) : "Handed in"),
      h("p", {}, [result?.counts, ended.line, ended.minutes].filter(Boolean).join(" ")),
      result?.sections.length ? h("p", {}, `By section: ${result.sections.join("; ")}.`) : null,
      result ? h("p", { class: "qp-soft" }, result.sure) : null,
      result ? h("p", { class: "qp-soft" }, result.gold) : null,
      h("p", {}, reviewed ? "Go through the items below: each shows your judgment, gold, and why. Nothing you do there changes the result." : "Now hand in this notebook's folder as your coach told you: the answers lie beside the notebook. Your coach shows you more when the form is closed."),
      this.exam.another ? h("div", { class: "qp-buttons" }, h("button", { type: "button", class: "qp-plain", onclick: () => this.ask("another") }, "Take another form …")) : null,
    );
  }

  // ---- the clock

  drawClock() {
    if (this.endsAt === null || !this.clock) return;
    const left = Math.max(0, Math.round((this.endsAt - Date.now()) / 1000));
    this.clock.textContent = `${clockOf(left)} left`;
    this.clock.classList.toggle("qp-late", left <= 300);
    if (this.exam.timer === "shown" && WARNINGS.includes(left) && this.warned !== left) {
      this.warned = left;
      this.clockSays.textContent = `${left / 60} ${left === 60 ? "minute" : "minutes"} left`;
    }
    if (left === 0 && !this.ending) this.timeIsUp();
  }

  async timeIsUp() {
    this.ending = true;
    await this.draft.now(); // what was typed in the last moment is kept within the minute of grace
    // A second later: Python's clock decides, and it must be past the end by then.
    setTimeout(async () => {
      const answer = await this.link.ask("go", { item: this.view.item });
      this.ending = false;
      this.take(answer);
      if (this.over) attend(this.root.querySelector(".qp-result"), "start");
    }, 1200);
  }

  tick() {
    super.tick();
    if (this.view && !this.over) this.drawClock();
  }

  keysToGo() {
    const enter = this.exam.go_back ? "next item; on the last: hand in the mock" : "hand in this item; then: next item";
    return [["Enter", `${enter} (Ctrl Enter while writing)`], ["[ ]", "back, next item"], ...(this.exam.open_book || this.over ? [["G", "guideline"]] : []), ["?", "these keys"]];
  }

  // ---- what the learner does

  async handIn() {
    if (!this.exam.go_back) return super.handIn();
    return this.skip();
  }

  enter() {
    if (this.over) return this.skip();
    if (!this.exam.go_back && !this.view.answered) return super.handIn();
    return this.view.position < this.view.items.length ? this.skip() : this.askToFinish();
  }

  skip() {
    const following = this.view.items[this.view.position];
    return following ? this.go(following.id) : null;
  }

  async askToFinish() {
    await this.draft.now();
    const answer = await this.link.ask("unready");
    if (answer?.type !== "unready") return this.take(answer);
    const ready = answer.items - answer.unready.length;
    const untouched = answer.unready.filter((one) => one.untouched);
    const begun = answer.unready.filter((one) => !one.untouched);
    const toItem = (one, label) => h("button", { type: "button", class: "qp-link", onclick: () => this.go(one.item) ?? this.closeQuestion() }, label);
    const finish = h("button", { type: "button", class: "qp-go", disabled: ready === 0, onclick: () => this.finish() }, answer.unready.length ? `Hand in ${ready} of ${answer.items} items, for good` : `Hand in all ${answer.items} items, for good`);
    this.notices.replaceChildren(
      h(
        "div",
        { class: "qp-question", role: "group", "aria-label": "Hand in the mock" },
        h("p", {}, h("b", {}, answer.unready.length ? "Some items are not complete. They count as not right." : "Every item is complete.")),
        answer.unready.length ? h("ul", { class: "qp-unready" }, begun.map((one) => h("li", {}, toItem(one, `Item ${one.position}`), `: ${one.says}`)), untouched.length ? h("li", {}, "Not begun: item ", untouched.map((one, index) => [index ? ", " : "", toItem(one, String(one.position))])) : null) : null,
        h("p", { class: "qp-soft" }, "After this nothing can be changed."),
        h("div", { class: "qp-buttons" }, finish, h("button", { type: "button", class: "qp-plain", onclick: () => this.closeQuestion() }, "Go on working", kbd("Esc"))),
      ),
    );
    return attend(ready ? finish : this.notices.querySelector("button"));
  }

  async finish() {
    const answer = await this.link.ask("finish");
    this.take(answer, { focus: false });
    if (this.over) attend(this.root.querySelector(".qp-result"), "start");
  }
}
