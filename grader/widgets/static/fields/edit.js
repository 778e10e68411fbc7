// Edit: the text is changed in a box; every change is shown as one goes, gets its tag, and can be taken back.

RENDERERS.edit = (field, ctx) => {
  const attributes = field.attributes;
  const original = field.original;
  const points = Array.from(original);
  let changes = null; // null: not answered; []: nothing to change
  let active = null;
  const box = h("textarea", { class: "qp-edited", rows: Math.min(16, 3 + Math.ceil(points.length / 90)), "aria-label": field.label, spellcheck: "true" });
  const shown = h("div", { class: "qp-diff", "aria-label": "Your changes" });
  const list = h("ol", { class: "qp-entries", "aria-label": "Changes" });
  const tools = h("div", { class: "qp-mark-bar" });
  const node = h("div", { class: "qp-edit" }, box, tools, shown, list);

  box.addEventListener("input", () => {
    const before = changes ?? [];
    changes = changesBetween(original, box.value).map((change) => ({ ...tagsOf(before, change), ...change }));
    if (!changes.length) changes = null;
    active = null;
    draw();
    ctx.changed(field.name, value_());
  });

  /** A change keeps its tag while one goes on typing in it. */
  function tagsOf(before, change) {
    const same = before.find((one) => one.start === change.start) ?? before.find((one) => one.end === change.end);
    return same ? Object.fromEntries(attributes.filter((one) => same[one.name] !== undefined).map((one) => [one.name, same[one.name]])) : {};
  }

  function edited() {
    let at = 0;
    const pieces = [];
    for (const change of changes ?? []) {
      pieces.push(points.slice(at, change.start).join(""), change.text);
      at = change.end;
    }
    return [...pieces, points.slice(at).join("")].join("");
  }

  function value_() {
    return changes === null ? null : { changes: changes.map((change) => ({ ...change })) };
  }

  function done() {
    draw();
    ctx.changed(field.name, value_());
  }

  function tag(index, name, value, typed) {
    changes = changes.map((change, at) => (at === index ? tidied(attributes, { ...change, [name]: value }) : change));
    if (typed) return ctx.changed(field.name, value_());
    const next = changes.findIndex((change) => openAttribute(attributes, change));
    active = next < 0 ? index : next;
    done();
    return attend(list.children[active]?.querySelector("[role='radio'][tabindex='0']"));
  }

  function takeBack(index) {
    changes = changes.filter((_, at) => at !== index);
    if (!changes.length) changes = null;
    active = null;
    box.value = edited();
    done();
  }

  function pieces() {
    const found = [];
    let at = 0;
    (changes ?? []).forEach((change, index) => {
      found.push(points.slice(at, change.start).join(""));
      const gone = points.slice(change.start, change.end).join("");
      const kind = index === active ? " qp-active" : "";
      if (gone) found.push(h("del", { class: kind }, gone));
      if (change.text) found.push(h("ins", { class: kind }, change.text));
      found.push(h("sup", {}, String(index + 1)));
      at = change.end;
    });
    return [...found, points.slice(at).join("")];
  }

  function draw() {
    const locked = ctx.locked();
    box.hidden = locked;
    const nothing = nothingButton("Nothing to change", () => {
      changes = changes === null ? [] : null;
      done();
    });
    nothing.setAttribute("aria-pressed", String(changes !== null));
    nothing.classList.toggle("qp-on", changes !== null);
    redraw(tools, locked ? [] : [changes?.length ? h("span", { class: "qp-soft" }, `${changes.length} change${changes.length > 1 ? "s" : ""}; give each its tag`) : h("span", { class: "qp-soft" }, "Change the text above, or"), changes?.length ? null : nothing].filter(Boolean));
    shown.replaceChildren(...(changes?.length || locked ? pieces() : []));
    shown.hidden = !changes?.length && !locked;
    redraw(
      list,
      (changes ?? []).map((change, index) => {
        const gone = points.slice(change.start, change.end).join("");
        return h(
          "li",
          { class: `qp-entry${index === active && !locked ? " qp-on" : ""}`, onfocusin: () => (active = index) },
          h(
            "div",
            { class: "qp-entry-head" },
            gone ? h("del", {}, shortened(gone, 40)) : null,
            change.text ? h("ins", {}, shortened(change.text, 40)) : null,
            h("span", { class: `qp-tag ${labelClass(attributes, change)}` }, saidOf(attributes, change)),
            h("span", { class: "qp-grow" }),
            locked ? null : h("button", { type: "button", class: "qp-quiet", "data-part": `back-${index}`, onclick: () => takeBack(index) }, "Take back"),
          ),
          locked || !attributes.length ? null : attributeEditor(attributes, change, false, (name, value, typed) => tag(index, name, value, typed)),
        );
      }),
    );
    if (changes && !changes.length && locked) list.replaceChildren(h("li", { class: "qp-entry" }, "Nothing changed"));
  }

  box.value = original;
  draw();
  return {
    node,
    get: value_,
    set: (value) => {
      changes = Array.isArray(value?.changes) ? value.changes.map((change) => ({ ...change })) : null;
      active = null;
      box.value = edited();
      draw();
    },
    digit: (number) => {
      if (!changes?.length || !attributes.length) return false;
      const open = changes.findIndex((change) => openAttribute(attributes, change));
      const index = open >= 0 ? open : active;
      if (index === null || index < 0) return false;
      const answer = digitAnswer(attributes, changes[index], number);
      return answer ? (tag(index, answer.name, answer.value, false), true) : false;
    },
    write: () => attend(box),
    stays: true,
    focus: () => attend(openChange() ?? box),
    lock: () => draw(),
    keys: [["T", "write in the text (Esc leaves it)"], ["1 – 9", "tag the next change without one"]],
  };

  function openChange() {
    const open = (changes ?? []).findIndex((change) => openAttribute(attributes, change));
    return open < 0 ? null : list.children[open]?.querySelector("[role='radio']");
  }
};
