// The Start cell: runs every cell below it once, so that a learner never has to.

class Start {
  constructor(model, el) {
    this.root = h("div", { class: "qp qp-start" });
    el.append(this.root);
    this.root.append(prepared("div", {}, model.get("_html")));
    this.root.querySelector("[data-go]")?.addEventListener("click", (event) => this.continue(event.target.dataset.go));
    this.say = h("p", { class: "qp-soft", role: "status" });
    this.root.append(this.say);
    if (model.get("_run")) {
      model.set("_run", false); // once: a reload of the page must not run the lesson again
      model.save_changes();
      this.runBelow();
    }
  }

  /** Go to the exercise where the learner stopped. */
  continue(key) {
    const found = [...document.querySelectorAll(".qp[data-qp-key]")].find((one) => one.dataset.qpKey.endsWith(`/${key}`));
    if (found) attend(found, "start");
    else this.say.textContent = "That exercise is not open yet: choose Run ▸ Run All Cells in the menu above.";
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
    let said = "Ready. Read on; the exercises below are open.";
    try {
      await app.commands.execute("notebook:run-all-below");
    } catch {
      said = "Now choose Run ▸ Run All Cells in the menu above.";
    }
    await this.stay(notebook, cell, here);
    this.say.textContent = said;
  }

  /**
   * Keep the page at this cell. JupyterLab scrolls to the last cell it ran, some time after the command
   * is done and while outputs still grow; so for a moment this goes back, unless the learner has moved on.
   */
  async stay(notebook, cell, here) {
    let moved = false;
    const note = () => (moved = true);
    for (const name of ["wheel", "pointerdown", "keydown"]) window.addEventListener(name, note, { capture: true, once: true });
    for (const wait of [0, 100, 200, 300, 400, 500]) {
      await new Promise((resolve) => setTimeout(resolve, wait));
      if (moved) break;
      if (here >= 0) notebook.activeCellIndex = here;
      reveal(cell, "start");
    }
    for (const name of ["wheel", "pointerdown", "keydown"]) window.removeEventListener(name, note, { capture: true });
  }

  close() {}
}
