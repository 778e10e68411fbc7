// Spans: words marked in the text itself, by mouse or by a caret that moves word by word, each with its label.

RENDERERS.spans = (field, ctx) => {
  const attributes = field.attributes;
  let spans = null; // null: not answered; []: nothing to mark
  let active = null; // the span that is edited
  let pending = null; // {part, start, end}: words chosen, not labelled yet
  let caret = null; // {part, from, to}: words by number, `from` stays when one extends
  let message = "";
  const roots = new Map(field.parts.map((part) => [part, ctx.part(part)]));
  const points = new Map([...roots].map(([part, root]) => [part, codePoints(root)]));
  const html = new Map([...roots].map(([part, root]) => [part, root.innerHTML]));
  const words = new Map([...points].map(([part, text]) => [part, wordsOf(text)]));
  const bar = h("div", { class: "qp-mark-bar" });
  const list = h("ol", { class: "qp-entries", "aria-label": field.label });
  const say = h("div", { class: "qp-sr", "aria-live": "polite" });
  const node = h("div", { class: "qp-spans" }, bar, list, say);

  const quote = (span, most) => `“${shortened(points.get(span.part).slice(span.start, span.end).join(""), most)}”`;
  const overlaps = (a, b) => a.part === b.part && a.start < b.end && b.start < a.end;
  const sorted = (all) => [...all].sort((a, b) => field.parts.indexOf(a.part) - field.parts.indexOf(b.part) || a.start - b.start || a.end - b.end);

  for (const [part, root] of roots) {
    root.classList.add("qp-markable");
    root.addEventListener("mouseup", (event) => setTimeout(() => selected(part, event.altKey)));
    root.addEventListener("click", (event) => clicked(event));
  }

  function selected(part, exact) {
    if (ctx.locked()) return;
    const root = roots.get(part);
    const selection = root.ownerDocument.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const start = offsetOf(root, range.startContainer, range.startOffset);
    const end = offsetOf(root, range.endContainer, range.endOffset);
    if (start === null || end === null) return;
    const place = exact ? { start, end } : snapped(points.get(part), start, end);
    selection.removeAllRanges();
    if (place && place.start < place.end) choose({ part, ...place });
  }

  function clicked(event) {
    if (!event.target.closest(".qp-span[data-marks]") || pending) return;
    const key = Number(event.target.closest(".qp-span").dataset.marks.split(" ").at(-1));
    if (Number.isInteger(key) && spans?.[key]) open(key);
  }

  function choose(place) {
    message = "";
    const inside = (spans ?? []).find((span) => overlaps(span, place));
    if (inside && !field.overlapping) {
      message = `These words are already in mark ${spans.indexOf(inside) + 1}. It stays as it is: choose other words, or change that mark below.`;
      pending = null;
      active = spans.indexOf(inside);
    } else {
      pending = place;
      active = null;
    }
    draw();
    ctx.attend(node);
    say.textContent = message || `${quote(place)} chosen: now a label`;
  }

  function label(key) {
    if (!pending) return;
    const span = { ...pending, [attributes[0].name]: key };
    spans = sorted([...(spans ?? []), span]);
    active = spans.indexOf(span);
    pending = null;
    caret = null;
    say.textContent = `Marked ${quote(span)}: ${labelOf(attributes[0], key)}`;
    done();
    focusOpen();
  }

  function change(index, name, value, typed) {
    const next = tidied(attributes, { ...spans[index], [name]: value });
    if (isEmpty(value)) delete next[name];
    spans = spans.map((span, at) => (at === index ? next : span));
    if (typed) return ctx.changed(field.name, spans.map((span) => ({ ...span })));
    done();
    return focusOpen(name);
  }

  function remove(index) {
    const gone = spans[index];
    spans = spans.filter((_, at) => at !== index);
    active = null;
    say.textContent = `Mark on ${quote(gone)} taken out`;
    done(spans.length ? undefined : null);
    node.closest(".qp")?.focus({ preventScroll: true });
  }

  function move(index, edge, step) {
    const span = spans[index];
    const all = words.get(span.part);
    const places = edge === "start" ? all.map((word) => word.start) : all.map((word) => word.end);
    const now = span[edge];
    const next = step > 0 ? places.find((place) => place > now) : places.findLast((place) => place < now);
    if (next === undefined) return;
    const moved = { ...span, [edge]: next };
    if (moved.start >= moved.end) return;
    if (!field.overlapping && spans.some((other, at) => at !== index && overlaps(other, moved))) return;
    spans = spans.map((one, at) => (at === index ? moved : one));
    done();
  }

  function open(index) {
    active = index;
    pending = null;
    draw();
    attend(list.children[index]?.querySelector("button") ?? null);
  }

  function focusOpen(after) {
    if (active === null) return;
    const editor = list.children[active];
    const next = openAttribute(attributes, spans[active]);
    const wanted = next ? editor?.querySelector(`[data-attribute="${next.name}"] button`) : editor?.querySelector(after ? `[data-attribute="${after}"] [aria-checked="true"]` : "button");
    if (wanted) attend(wanted);
  }

  function done(value = spans) {
    spans = value === null ? null : spans;
    draw();
    ctx.changed(field.name, spans === null ? null : spans.map((span) => ({ ...span })));
  }

  function marksOf(part) {
    const own = (spans ?? []).map((span, index) => ({ ...span, key: index, number: String(index + 1), title: `mark ${index + 1}: ${saidOf(attributes, span)}`, classes: [labelClass(attributes, span), ...(index === active && !ctx.locked() ? ["qp-active"] : []), ...(isLit(span) ? ["qp-lit"] : [])] }));
    const extra = [];
    if (pending) extra.push({ ...pending, key: "new", number: "", title: "chosen", classes: ["qp-pending"] });
    if (caret && !pending) extra.push({ ...caretPlace(), key: "caret", number: "", title: "caret", classes: ["qp-caret"] });
    return [...own, ...extra, ...goldMarks()].filter((mark) => mark.part === part);
  }

  /** Gold's marks, once there is feedback: a second line below the learner's own. */
  function goldMarks() {
    return ctx
      .differences(field.name)
      .map((one, index) => ({ one, index }))
      .filter(({ one }) => one.gold_at)
      .map(({ one, index }) => ({ ...one.gold_at, key: `gold-${index}`, number: "", title: `gold: ${one.gold}`, classes: ["qp-gold", ...(index === ctx.lit(field.name) ? ["qp-lit"] : [])] }));
  }

  function isLit(span) {
    const at = ctx.differences(field.name)[ctx.lit(field.name)]?.own_at;
    return at && at.part === span.part && at.start === span.start && at.end === span.end;
  }

  function draw() {
    for (const [part, root] of roots) showMarks(root, html.get(part), marksOf(part));
    const locked = ctx.locked();
    const buttons = pending
      ? [
          h("span", {}, "Mark ", h("q", { class: "qp-quoted" }, quote(pending, 80).slice(1, -1)), " as"),
          attributes[0].options.map((option, index) => h("button", { type: "button", class: `qp-option qp-l${index % 6}`, title: option.help, onclick: () => label(option.key) }, kbd(String(index + 1)), option.label)),
          h("button", { type: "button", class: "qp-quiet", onclick: () => cancel() }, "Cancel", kbd("Esc")),
        ]
      : locked
        ? [legend()]
        : [h("span", { class: "qp-soft" }, message || (spans?.length ? "Select more words in the text, or " : "Select words in the text, or ")), message ? null : h("span", { class: "qp-soft" }, "move with ", kbd("← →"), ", with ", kbd("Shift"), " for more words"), spans?.length ? null : nothing()];
    redraw(bar, buttons.flat(2).filter(Boolean));
    redraw(
      list,
      (spans ?? []).map((span, index) =>
        h(
          "li",
          { class: `qp-entry${index === active && !locked ? " qp-on" : ""}` },
          h(
            "div",
            { class: "qp-entry-head" },
            h("button", { type: "button", class: "qp-link", "data-part": `mark-${index}`, "aria-expanded": String(index === active), onclick: () => open(index) }, quote(span)),
            h("span", { class: `qp-tag ${labelClass(attributes, span)}` }, saidOf(attributes, span) || "no label"),
            h("span", { class: "qp-grow" }),
            locked ? null : h("button", { type: "button", class: "qp-quiet", "aria-label": `Take out mark ${index + 1}`, onclick: () => remove(index) }, "Take out", index === active ? kbd("Del") : null),
          ),
          index === active || locked ? attributesOf(span, index, locked) : null,
        ),
      ),
    );
    if (spans && !spans.length && locked) list.replaceChildren(h("li", { class: "qp-entry" }, "Nothing marked"));
  }

  function attributesOf(span, index, locked) {
    if (!locked) return attributeEditor(attributes, span, false, (name, value, typed) => change(index, name, value, typed));
    const typed = askedOf(attributes, span).filter((one) => one.kind === "free_text" && span[one.name]);
    return typed.length ? h("div", { class: "qp-soft" }, typed.map((one) => `${one.label}: ${span[one.name]}`).join("; ")) : null;
  }

  function legend() {
    if (!ctx.differences(field.name).length) return null;
    return h("span", { class: "qp-legend" }, h("span", { class: "qp-span qp-l0" }, "yours"), ", numbered · ", h("span", { class: "qp-span qp-gold" }, "gold"));
  }

  function nothing() {
    const button = nothingButton("Nothing to mark", () => {
      spans = spans === null ? [] : null;
      done(spans);
    });
    button.setAttribute("aria-pressed", String(Boolean(spans)));
    button.classList.toggle("qp-on", Boolean(spans));
    return button;
  }

  function cancel() {
    pending = null;
    caret = null;
    message = "";
    draw();
    node.closest(".qp")?.focus({ preventScroll: true });
  }

  // ---- by keyboard

  function caretPlace() {
    const all = words.get(caret.part);
    const [low, high] = [Math.min(caret.from, caret.to), Math.max(caret.from, caret.to)];
    const place = { start: all[low].start, end: all[high].end };
    return { part: caret.part, ...(snapped(points.get(caret.part), place.start, place.end) ?? place) };
  }

  function step(forward, extend, sentence) {
    if (!caret) {
      caret = { part: field.parts[0], from: 0, to: 0 };
    } else {
      const all = words.get(caret.part);
      let to = caret.to;
      do {
        to += forward ? 1 : -1;
      } while (sentence && to > 0 && to < all.length - 1 && !/[.!?:]["”)]?$/u.test(points.get(caret.part).slice(all[to].start, all[to].end).join("")));
      if (to < 0 || to >= all.length) {
        const next = field.parts[field.parts.indexOf(caret.part) + (forward ? 1 : -1)];
        if (!next || extend) return;
        caret = { part: next, from: forward ? 0 : words.get(next).length - 1, to: forward ? 0 : words.get(next).length - 1 };
      } else caret = { ...caret, to, from: extend ? caret.from : to };
    }
    pending = null;
    active = null;
    draw();
    const place = caretPlace();
    say.textContent = quote(place);
    reveal(roots.get(caret.part).querySelector(".qp-caret"), "nearest");
  }

  function key(event) {
    if (ctx.locked()) return false;
    const arrow = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const typing = event.target.closest?.("[role='radiogroup']");
    if (arrow && event.altKey && active !== null) return move(active, event.shiftKey ? "start" : "end", arrow), true;
    if (arrow && !typing) return step(arrow > 0, event.shiftKey, event.ctrlKey || event.metaKey), true;
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    if (event.key === "Escape" && (pending || caret)) return cancel(), true;
    if ((event.key === "Delete" || event.key === "Backspace") && active !== null) return remove(active), true;
    const letter = event.key.toUpperCase();
    if ((letter === "N" || letter === "P") && spans?.length) {
      const next = active === null ? (letter === "N" ? 0 : spans.length - 1) : (active + (letter === "N" ? 1 : -1) + spans.length) % spans.length;
      return open(next), true;
    }
    return false;
  }

  draw();
  return {
    node,
    get: () => spans,
    set: (value) => {
      spans = Array.isArray(value) ? value.map((span) => ({ ...span })) : null;
      if (active !== null && active >= (spans?.length ?? 0)) active = null;
      pending = null;
      draw();
    },
    digit: (number) => {
      if (caret && !pending) {
        const place = caretPlace();
        const inside = (spans ?? []).some((span) => overlaps(span, place));
        if (inside && !field.overlapping) return choose(place), true;
        pending = place;
      }
      if (pending) {
        const option = attributes[0].options[number - 1];
        return option ? (label(option.key), true) : false;
      }
      if (active === null) return false;
      const answer = digitAnswer(attributes, spans[active], number);
      return answer ? (change(active, answer.name, answer.value, false), true) : false;
    },
    key,
    stays: true,
    lit: () => draw(),
    focus: () => attend(bar.querySelector("button") ?? list.querySelector("button") ?? node.closest(".qp")),
    lock: () => draw(),
    keys: [["← →", "move through the text by words; Shift takes more words, Ctrl goes by sentences"], ["1 – 9", "mark the chosen words with a label; then answer for the mark"], ["N P", "next, previous mark"], ["Alt ← →", "move the end of a mark (with Shift its beginning)"], ["Del", "take a mark out"]],
  };
};
