// Talking with Python. Nothing is called saved before Python has said so; what gets no answer is kept in
// this browser and sent again by the next widget for the same exercise, when the cell is run again.

const ANSWER_WITHIN = 6000; // milliseconds; a busy kernel answers late, and late answers still count

class Link {
  /**
   * @param model anywidget's model
   * @param key names learner and exercise; what waits is kept under it
   * @param onState called with true when Python answers, false when it does not
   */
  constructor(model, key, onState) {
    this.model = model;
    this.key = `qualprep:outbox:${key}`;
    this.onState = onState;
    this.next = 1;
    this.waiting = new Map();
    this.received = (message) => this.settle(message);
    model.on("msg:custom", this.received);
  }

  /** Send a message; resolves with the answer, or with null when none came in time. */
  ask(type, body = {}) {
    const n = `${this.next++}-${newId().slice(0, 8)}`;
    return new Promise((resolve) => {
      const timer = setTimeout(() => {
        this.onState(false);
        resolve(null); // settle() still takes the answer, should it come
      }, ANSWER_WITHIN);
      this.waiting.set(n, { resolve, timer });
      try {
        this.model.send({ type, n, ...body });
      } catch {
        clearTimeout(timer);
        this.onState(false);
        resolve(null);
      }
    });
  }

  settle(message) {
    const waiting = this.waiting.get(message.n);
    if (!waiting) return; // the answer to another view of the same widget
    this.waiting.delete(message.n);
    clearTimeout(waiting.timer);
    this.onState(true);
    if (message.type === "handed_in" && message.saved) this.forget(message.attempt);
    for (const attempt of message.delivered ?? []) this.forget(attempt);
    waiting.resolve(message);
  }

  /** Keep a judgment in the browser until Python has it on disk. */
  keep(judgment) {
    const kept = this.outbox().filter((one) => one.item !== judgment.item);
    this.write([...kept, judgment]);
  }

  /** Keep a draft, unless a judgment of its item waits already: that was said later, and counts. */
  keepDraft(draft) {
    if (!this.outbox().some((one) => one.item === draft.item && !one.draft)) this.keep(draft);
  }

  forget(attempt) {
    this.write(this.outbox().filter((one) => one.attempt !== attempt));
  }

  outbox() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key) ?? "[]");
      return Array.isArray(kept) ? kept : [];
    } catch {
      return [];
    }
  }

  write(kept) {
    try {
      if (kept.length) localStorage.setItem(this.key, JSON.stringify(kept));
      else localStorage.removeItem(this.key);
    } catch {
      // A browser that keeps nothing: the judgment is still on the page, and the page says so.
    }
  }

  close() {
    this.model.off("msg:custom", this.received);
    for (const { timer } of this.waiting.values()) clearTimeout(timer);
  }
}
