// The Start cell: runs every cell below it once, so that a learner never has to.

class Start {
  constructor(model, el) {
    this.root = h("div", { class: "qp qp-start" });
    el.append(this.root);
    this.root.append(prepared("div", {}, model.get("_html")));
    this.say = h("p", { class: "qp-soft", role: "status" });
    this.root.append(this.say);
    if (model.get("_run")) {
      model.set("_run", false); // once: a reload of the page must not run the lesson again
      model.save_changes();
      this.runBelow();
    }
  }

  /** Run the cells below through JupyterLab, which `qualprep learn` starts with its app in reach. */
  async runBelow() {
    const app = window.jupyterapp ?? window._JUPYTERLAB;
    const notebook = app?.shell?.currentWidget?.content;
    if (!app?.commands || notebook?.activeCellIndex === undefined) {
      this.say.textContent = "Now choose Run ▸ Run All Cells in the menu above.";
      return;
    }
    const cell = this.root.closest(".jp-Cell");
    const here = notebook.widgets.findIndex((widget) => widget.node === cell);
    if (here >= 0) notebook.activeCellIndex = Math.min(here + 1, notebook.widgets.length - 1);
    this.say.textContent = "Opening the exercises below …";
    const top = () => reveal(cell, "start");
    try {
      await app.commands.execute("notebook:run-all-below");
      this.say.textContent = "Ready. Read on; the exercises below are open.";
    } catch {
      this.say.textContent = "Now choose Run ▸ Run All Cells in the menu above.";
    }
    if (here >= 0) notebook.activeCellIndex = here;
    top();
  }

  close() {}
}
