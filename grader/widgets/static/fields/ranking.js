// Ranking: an order, best first, ties allowed. By letters, by clicking, by dragging, or by arrow keys.

RENDERERS.ranking = (field, ctx) => (field.pairwise ? pairwise(field, ctx) : ranking(field, ctx));

function ranking(field, ctx) {
  let order = []; // lists of part names
  let tieNext = false;
  const row = h("div", { class: "qp-order", role: "group", "aria-label": field.label });
  const say = h("div", { class: "qp-sr", "aria-live": "polite" });
  const node = h("div", {}, row, say);

  const placed = () => order.flat();
  const placeOf = (part) => order.findIndex((place) => place.includes(part));

  function take(part) {
    order = order.map((place) => place.filter((name) => name !== part)).filter((place) => place.length);
  }

  function put(part) {
    const tie = tieNext && order.length > 0;
    take(part);
    if (tie && order.length) order.at(-1).push(part);
    else order.push([part]);
    tieNext = false;
    changed(part);
  }

  /** Move one place up or down; onto a neighbour's place first when they are apart, as a tie would. */
  function move(part, step) {
    const flat = placed();
    const at = flat.indexOf(part);
    const to = at + step;
    if (to < 0 || to >= flat.length) return;
    [flat[at], flat[to]] = [flat[to], flat[at]];
    let used = 0;
    order = order.map((place) => place.map(() => flat[used++]));
    changed(part);
  }

  /** Switch between "better than" and "tied with" at one gap of the row. */
  function toggleTie(gap) {
    const flat = placed();
    const tied = placeOf(flat[gap]) === placeOf(flat[gap + 1]);
    const ranks = flat.map(placeOf);
    const links = ranks.slice(1).map((rank, index) => (index === gap ? !tied : rank === ranks[index]));
    order = [[flat[0]]];
    links.forEach((linked, index) => (linked ? order.at(-1).push(flat[index + 1]) : order.push([flat[index + 1]])));
    changed();
  }

  function drop(part, before) {
    const flat = placed().filter((name) => name !== part);
    flat.splice(before === null ? flat.length : flat.indexOf(before), 0, part);
    order = flat.map((name) => [name]);
    changed(part);
  }

  function changed(part) {
    draw();
    if (part) {
      const at = placeOf(part);
      say.textContent = at < 0 ? `${ctx.name(part)} taken out` : `${ctx.name(part)}: place ${at + 1}`;
    }
    ctx.changed(field.name, order.length ? order.map((place) => [...place]) : null);
  }

  function draw() {
    const flat = placed();
    const locked = ctx.locked();
    const cells = [];
    flat.forEach((part, index) => {
      if (index > 0) {
        const tied = placeOf(flat[index - 1]) === placeOf(part);
        cells.push(
          h(
            "button",
            {
              type: "button",
              class: "qp-gap",
              disabled: locked,
              title: tied ? "Tied. Click for: better than" : "Better than. Click for: tied",
              "aria-label": `${ctx.name(flat[index - 1])} ${tied ? "is tied with" : "is better than"} ${ctx.name(part)}; change`,
              onclick: () => toggleTie(index - 1),
            },
            tied ? "=" : ">",
          ),
        );
      }
      cells.push(chipOf(part, placeOf(part) + 1, locked));
    });
    const rest = field.parts.filter((part) => placeOf(part) < 0);
    if (rest.length) {
      if (flat.length) cells.push(h("span", { class: "qp-gap-hint", "aria-hidden": "true" }, tieNext ? "=" : ">"));
      cells.push(
        h(
          "span",
          { class: "qp-tray" },
          rest.map((part) =>
            h(
              "button",
              { type: "button", class: "qp-option", "data-part": part, disabled: locked, draggable: !locked, onclick: () => put(part), ondragstart: (event) => dragged(event, part) },
              kbd(ctx.letter(part)),
              ctx.name(part),
            ),
          ),
        ),
      );
    }
    redraw(row, cells);
    ctx.placed?.(Object.fromEntries(field.parts.map((part) => [part, placeOf(part) + 1])));
  }

  function chipOf(part, rank, locked) {
    return h(
      "button",
      {
        type: "button",
        class: "qp-option qp-on qp-ranked",
        "data-part": part,
        disabled: locked,
        draggable: !locked,
        "aria-label": `${ctx.name(part)}, place ${rank}; arrow keys move it, Delete takes it out`,
        title: "Drag, or arrow keys; Delete takes it out",
        onkeydown: (event) => {
          const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
          if (step) move(part, step);
          else if (event.key === "Delete" || event.key === "Backspace") {
            take(part);
            changed(part);
          } else return;
          event.preventDefault();
          event.stopPropagation();
        },
        ondragstart: (event) => dragged(event, part),
        ondragover: (event) => event.preventDefault(),
        ondrop: (event) => {
          event.preventDefault();
          const moved = event.dataTransfer.getData("text/plain");
          if (!field.parts.includes(moved) || moved === part) return;
          const box = event.currentTarget.getBoundingClientRect();
          const flat = placed().filter((name) => name !== moved);
          const behind = event.clientX > box.left + box.width / 2;
          drop(moved, behind ? (flat[flat.indexOf(part) + 1] ?? null) : part);
        },
      },
      h("span", { class: "qp-rank" }, String(rank)),
      ctx.name(part),
    );
  }

  function dragged(event, part) {
    event.dataTransfer.setData("text/plain", part);
    event.dataTransfer.effectAllowed = "move";
  }

  draw();
  return {
    node,
    get: () => (order.length ? order : null),
    set: (value) => {
      order = Array.isArray(value) ? value.map((place) => [...place]) : [];
      tieNext = false;
      draw();
    },
    letter: (letter) => {
      const part = field.parts.find((name) => ctx.letter(name) === letter);
      if (!part || ctx.locked()) return false;
      if (placeOf(part) >= 0 && !tieNext && placed().length === field.parts.length) order = [];
      put(part);
      return true;
    },
    tie: () => {
      if (ctx.locked() || !order.length) return false;
      if (placed().length === field.parts.length) toggleTie(placed().length - 2);
      else {
        tieNext = !tieNext;
        draw();
      }
      return true;
    },
    place: put,
    focus: () => attend(row.querySelector(".qp-tray button, button")),
    lock: () => draw(),
  };
}
