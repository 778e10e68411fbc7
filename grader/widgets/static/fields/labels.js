// Labels: several out of a list, or out of a tree that opens and closes; a search where it is long.

const SEARCH_FROM = 13;

RENDERERS.labels = (field, ctx) => {
  const children = new Map();
  for (const label of field.labels) children.set(label.parent, [...(children.get(label.parent) ?? []), label]);
  const parents = new Map(field.labels.map((label) => [label.key, label.parent]));
  const flat = field.labels.every((label) => label.parent === null);
  const byDigit = field.labels.filter((label) => label.choosable).slice(0, 9);
  let chosen = [];
  let sought = "";
  const opened = new Set(field.labels.length < SEARCH_FROM ? field.labels.map((label) => label.key) : []);
  const list = h("div", { class: flat ? "qp-options" : "qp-tree", role: "group", "aria-label": field.label });
  const search = field.labels.length < SEARCH_FROM ? null : h("input", { type: "text", class: "qp-line qp-search", placeholder: "Search the labels", "aria-label": "Search the labels", oninput: (event) => ((sought = event.target.value.trim().toLowerCase()), draw()) });
  const said = h("div", { class: "qp-soft", "aria-live": "polite" });
  const node = h("div", { class: "qp-labels" }, search, list, said);

  function toggle(key) {
    if (ctx.locked()) return;
    if (chosen.includes(key)) chosen = chosen.filter((one) => one !== key);
    else {
      const related = (other) => above(other).includes(key) || above(key).includes(other);
      chosen = field.alone.includes(key) ? [] : chosen.filter((one) => !field.alone.includes(one) && !related(one));
      chosen = [...chosen, key];
      if (field.most && chosen.length > field.most) chosen = chosen.slice(-field.most);
    }
    chosen = field.labels.map((label) => label.key).filter((one) => chosen.includes(one));
    draw();
    ctx.changed(field.name, chosen.length ? [...chosen] : null);
  }

  function above(key) {
    const found = [];
    for (let at = parents.get(key); at; at = parents.get(at)) found.push(at);
    return found;
  }

  function path(key) {
    const names = new Map(field.labels.map((label) => [label.key, label.label]));
    return [...above(key).reverse(), key].map((one) => names.get(one)).join(" › ");
  }

  function option(label) {
    const digit = byDigit.indexOf(label) + 1;
    return h(
      "button",
      { type: "button", class: `qp-option${chosen.includes(label.key) ? " qp-on" : ""}`, "aria-pressed": String(chosen.includes(label.key)), "data-part": label.key, title: label.help || null, disabled: ctx.locked(), onclick: () => toggle(label.key) },
      digit && field.labels.length < SEARCH_FROM ? kbd(String(digit)) : null,
      label.label,
    );
  }

  function branch(label) {
    const below = children.get(label.key) ?? [];
    const matches = (one) => !sought || one.label.toLowerCase().includes(sought) || (children.get(one.key) ?? []).some(matches);
    if (!matches(label)) return null;
    if (!below.length) return h("div", { class: "qp-leaf" }, option(label));
    const open = sought || opened.has(label.key) || below.some((one) => chosen.includes(one.key));
    const fold = h("button", { type: "button", class: "qp-quiet qp-branch-name", "aria-expanded": String(Boolean(open)), "data-part": `fold-${label.key}`, onclick: () => (opened.has(label.key) ? opened.delete(label.key) : opened.add(label.key), draw()) }, open ? "▾ " : "▸ ", label.label);
    return h("div", { class: "qp-branch" }, fold, label.choosable ? option(label) : null, open ? h("div", { class: "qp-below" }, below.map(branch)) : null);
  }

  function draw() {
    redraw(list, flat && !sought ? field.labels.map(option) : (children.get(null) ?? []).map(branch).filter(Boolean));
    said.textContent = flat || !chosen.length ? "" : chosen.map(path).join("; ");
  }

  draw();
  return {
    node,
    get: () => (chosen.length ? [...chosen] : null),
    set: (value) => {
      chosen = Array.isArray(value) ? [...value] : [];
      draw();
    },
    digit: (number) => {
      const label = byDigit[number - 1];
      if (!label || field.labels.length >= SEARCH_FROM) return false;
      toggle(label.key);
      return true;
    },
    stays: true,
    focus: () => attend(search ?? list.querySelector("button")),
    lock: (locked) => {
      if (search) search.hidden = locked;
      draw();
    },
    keys: field.labels.length < SEARCH_FROM ? [["1 – 9", "choose or drop a label; several are allowed"]] : [],
  };
};
