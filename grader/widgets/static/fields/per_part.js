// PerPart: the same questions for each response, turn or step; digits answer the marked one and go on.

RENDERERS.per_part = (field, ctx) => {
  let answers = {}; // by part, then by question
  let at = 0; // the part and question that digits answer
  const cells = [];
  const progress = h("div", { class: "qp-soft", "aria-live": "polite" });
  const table = h("div", { class: "qp-per-part", role: "group", "aria-label": field.label });
  const node = h("div", {}, table, progress);

  const asked = (part) => askedOf(field.fields, answers[part] ?? {});
  const open = (cell) => cell.question.required && isEmpty(answers[cell.part]?.[cell.question.name]);

  for (const part of field.parts) {
    const rows = field.fields.map((question) => {
      const inner = RENDERERS[question.kind](question, {
        ...ctx,
        changed: (name, value) => changed(part, name, value),
        settled: (name, value) => changed(part, name, value),
      });
      const cell = { part, question, inner, row: null };
      cell.row = h("div", { class: "qp-inner", "data-question": question.name }, h("span", { class: "qp-inner-label" }, question.label), inner.node);
      cell.row.addEventListener("focusin", () => point(cells.indexOf(cell)));
      cells.push(cell);
      return cell.row;
    });
    table.append(h("section", { class: "qp-part-judged", "data-part": part, "aria-label": ctx.name(part) }, h("h5", {}, ctx.name(part)), rows));
  }

  function changed(part, name, value) {
    const next = { ...(answers[part] ?? {}), [name]: value };
    if (isEmpty(value)) delete next[name];
    answers = { ...answers, [part]: tidied(field.fields, next) };
    follow();
    ctx.changed(field.name, value_());
  }

  function value_() {
    const given = Object.entries(answers).filter(([, inner]) => Object.keys(inner).length);
    return given.length ? Object.fromEntries(given) : null;
  }

  function follow() {
    for (const cell of cells) cell.row.hidden = !asked(cell.part).includes(cell.question);
    const whole = field.parts.filter((part) => cells.every((cell) => cell.part !== part || cell.row.hidden || !open(cell))).length;
    progress.textContent = `${whole} of ${field.parts.length} judged`;
    point(at);
  }

  function point(index) {
    at = index;
    cells.forEach((cell, place) => cell.row.classList.toggle("qp-here", place === at && !ctx.locked()));
  }

  function nextOpen() {
    const order = [...cells.keys()].map((step) => (at + step) % cells.length);
    const found = order.find((index) => !cells[index].row.hidden && open(cells[index]) && cells[index].inner.digit);
    return found ?? at;
  }

  follow();
  return {
    node,
    get: value_,
    set: (value) => {
      answers = value && typeof value === "object" ? JSON.parse(JSON.stringify(value)) : {};
      for (const cell of cells) cell.inner.set(answers[cell.part]?.[cell.question.name] ?? null, {});
      at = 0;
      follow();
      point(nextOpen());
    },
    digit: (number) => {
      const cell = cells[at];
      if (!cell?.inner.digit || cell.row.hidden || !cell.inner.digit(number)) return false;
      point(nextOpen());
      reveal(cells[at].row);
      return true;
    },
    stays: true,
    focus: () => cells[nextOpen()].inner.focus(),
    lock: (locked) => {
      for (const cell of cells) cell.inner.lock(locked);
      progress.hidden = locked;
      follow();
    },
    keys: [["1 – 9", "answer the question marked ▸, then the next"]],
  };
};
