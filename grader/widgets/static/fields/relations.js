// Relations: two marked stretches of another field, linked under a label.

RENDERERS.relations = (field, ctx) => {
  const attributes = field.attributes;
  let links = null; // null: not answered; []: nothing to link
  let draft = { head: "", tail: "" };
  const maker = h("div", { class: "qp-mark-bar qp-link-maker" });
  const list = h("ol", { class: "qp-entries", "aria-label": field.label });
  const node = h("div", { class: "qp-relations" }, maker, list);

  const marks = () => ctx.values()[field.spans] ?? [];
  const place = ({ part, start, end }) => ({ part, start, end });
  const same = (a, b) => a.part === b.part && a.start === b.start && a.end === b.end;
  const quote = (end) => `“${shortened(codePoints(ctx.part(end.part)).slice(end.start, end.end).join(""), 40)}”`;

  function picker(name, label) {
    const select = h(
      "select",
      { class: "qp-line", "aria-label": label, "data-part": `pick-${name}`, onchange: (event) => ((draft[name] = event.target.value), draw()) },
      h("option", { value: "" }, label),
      marks().map((mark, index) => h("option", { value: String(index) }, `${index + 1} ${quote(mark)}`)),
    );
    select.value = draft[name];
    return select;
  }

  function add(key) {
    const [head, tail] = [marks()[Number(draft.head)], marks()[Number(draft.tail)]];
    if (draft.head === "" || draft.tail === "" || draft.head === draft.tail || !head || !tail) return false;
    links = [...(links ?? []), { head: place(head), tail: place(tail), [attributes[0].name]: key }];
    draft = { head: "", tail: "" };
    done();
    attend(maker.querySelector("select"));
    return true;
  }

  function done() {
    draw();
    ctx.changed(field.name, links === null ? null : links.map((link) => ({ ...link })));
  }

  function draw() {
    const locked = ctx.locked();
    const ready = draft.head !== "" && draft.tail !== "" && draft.head !== draft.tail;
    const nothing = nothingButton("Nothing to link", () => {
      links = links === null ? [] : null;
      done();
    });
    nothing.classList.toggle("qp-on", links !== null && !links.length);
    maker.replaceChildren(
      ...(locked
        ? []
        : [
            picker("head", "From …"),
            picker("tail", "to …"),
            ...attributes[0].options.map((option, index) => h("button", { type: "button", class: "qp-option", disabled: !ready, title: option.help || null, onclick: () => add(option.key) }, kbd(String(index + 1)), option.label)),
            links?.length ? null : nothing,
          ].filter(Boolean)),
    );
    redraw(
      list,
      (links ?? []).map((link, index) => {
        const gone = !locked && [link.head, link.tail].some((end) => !marks().some((mark) => same(mark, end)));
        return h(
          "li",
          { class: "qp-entry" },
          h(
            "div",
            { class: "qp-entry-head" },
            `${quote(link.head)} — `,
            h("b", {}, labelOf(attributes[0], link[attributes[0].name])),
            ` → ${quote(link.tail)}`,
            gone ? h("span", { class: "qp-problem" }, "one end is not marked any more") : null,
            h("span", { class: "qp-grow" }),
            locked ? null : h("button", { type: "button", class: "qp-quiet", "aria-label": `Take out link ${index + 1}`, onclick: () => ((links = links.filter((_, at) => at !== index)), (links = links.length ? links : null), done()) }, "Take out"),
          ),
        );
      }),
    );
    if (links && !links.length && locked) list.replaceChildren(h("li", { class: "qp-entry" }, "Nothing linked"));
  }

  draw();
  return {
    node,
    get: () => links,
    set: (value) => {
      links = Array.isArray(value) ? value.map((link) => ({ ...link })) : null;
      draw();
    },
    digit: (number) => {
      const option = attributes[0].options[number - 1];
      return option ? add(option.key) : false;
    },
    /** Another field changed: the marks to choose from may be others now. */
    others: () => draw(),
    stays: true,
    focus: () => attend(maker.querySelector("select, button")),
    lock: () => draw(),
    keys: [["1 – 9", "link the two chosen marks under a label"]],
  };
};
