// The learner's progress: asked for when first shown and whenever it comes back into view.

class ProgressPanel {
  constructor(model, el) {
    this.root = h("div", { class: "qp-progress-panel", "aria-live": "off" }, h("p", {}, "Working out your figures …"));
    el.append(this.root);
    this.link = new Link(model, "progress", () => {});
    this.asked = 0;
    this.observer = new IntersectionObserver(([entry]) => entry.isIntersecting && this.refresh());
    this.observer.observe(this.root);
  }

  async refresh() {
    if (Date.now() - this.asked < 3000) return; // scrolling to and fro is no news
    this.asked = Date.now();
    const answer = await this.link.ask("report");
    if (answer?.type === "report") this.root.innerHTML = answer.html;
    else this.root.replaceChildren(h("p", {}, answer?.message ?? "The kernel is not answering. Run this cell again: click to the left of it, then press Shift Enter."));
  }

  close() {
    this.observer.disconnect();
    this.link.close();
  }
}
