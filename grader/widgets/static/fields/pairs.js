// The same ranking, pair by pair. Python turns the comparisons into an order, or says where they clash.

function pairwise(field, ctx) {
  const pairs = field.parts.flatMap((a, index) => field.parts.slice(index + 1).map((b) => [a, b]));
  const keyOf = ([a, b]) => `${a}|${b}`;
  let verdicts = {};
  let outcome = null;
  let order = null;
  let at = 0;
  const list = h("ol", { class: "qp-pairs", "aria-label": `${field.label}, pair by pair` });
  const result = h("div", { class: "qp-pairs-result", "aria-live": "polite" });
  const node = h("div", {}, list, result);

  function decide(index, better) {
    if (ctx.locked()) return;
    verdicts = { ...verdicts, [keyOf(pairs[index])]: better };
    const open = pairs.findIndex((pair) => !(keyOf(pair) in verdicts));
    at = open < 0 ? index : open;
    outcome = null;
    order = null;
    draw();
    ctx.extra("pairs", verdicts);
    ctx.changed(field.name, null);
    attend(list.querySelector(".qp-now button"));
  }

  function draw() {
    redraw(
      list,
      pairs.map((pair, index) => {
        const given = keyOf(pair) in verdicts;
        const better = verdicts[keyOf(pair)];
        const inCycle = outcome?.cycle?.length && pair.every((part) => outcome.cycle.includes(part));
        const button = (value, label) =>
          h(
            "button",
            {
              type: "button",
              class: `qp-option${given && better === value ? " qp-on" : ""}`,
              "aria-pressed": String(given && better === value),
              disabled: ctx.locked(),
              onclick: () => decide(index, value),
            },
            label,
          );
        return h(
          "li",
          { class: `${index === at && !ctx.locked() ? "qp-now" : ""}${inCycle ? " qp-clash" : ""}`, onfocusin: () => (at = index) },
          button(pair[0], `${ctx.name(pair[0])} better`),
          button(null, "tied"),
          button(pair[1], `${ctx.name(pair[1])} better`),
        );
      }),
    );
    if (outcome?.says) result.replaceChildren(chip("close", "≈ look again"), ` ${outcome.says}`);
    else if (order) result.textContent = `Your order: ${order.map((place) => place.map((part) => ctx.letter(part)).join(" = ")).join(" > ")}`;
    else {
      const left = pairs.filter((pair) => !(keyOf(pair) in verdicts)).length;
      result.textContent = left ? `${left} of ${pairs.length} pairs to go` : "";
    }
    ctx.placed?.(Object.fromEntries(field.parts.map((part) => [part, order ? order.findIndex((place) => place.includes(part)) + 1 : 0])));
  }

  draw();
  return {
    node,
    get: () => order,
    set: (value, extra) => {
      order = Array.isArray(value) ? value : null;
      verdicts = extra?.pairs ?? {};
      draw();
    },
    /** What Python makes of the comparisons. */
    heard: (found) => {
      outcome = found;
      order = found.order;
      draw();
      ctx.settled(field.name, order);
    },
    letter: (letter) => {
      const part = pairs[at]?.find((name) => ctx.letter(name) === letter);
      if (!part) return false;
      decide(at, part);
      return true;
    },
    tie: () => (decide(at, null), true),
    focus: () => attend(list.querySelector(".qp-now button, button")),
    lock: () => draw(),
  };
}
