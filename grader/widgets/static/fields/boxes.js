// Boxes: drawn on the image by mouse, or by a cross-hair; moved, resized and nudged to the pixel.

const HANDLES = [["nw", 0, 0], ["n", 0.5, 0], ["ne", 1, 0], ["e", 1, 0.5], ["se", 1, 1], ["s", 0.5, 1], ["sw", 0, 1], ["w", 0, 0.5]];
const ZOOMS = [1, 1.5, 2, 3, 4];
const SVG = "http://www.w3.org/2000/svg";

function shape(tag, props, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [key, value] of Object.entries(props)) if (value !== null && value !== undefined) node.setAttribute(key, value);
  node.append(...children);
  return node;
}

RENDERERS.boxes = (field, ctx) => {
  const attributes = field.attributes;
  const { width, height } = field.image;
  let boxes = null; // null: not answered; []: nothing to mark
  let active = null;
  let zoom = 0;
  let last = attributes[0].options.length === 1 ? attributes[0].options[0].key : null; // the class given last
  let cross = null; // {x, y, from}: drawing by keyboard
  let drag = null;
  const picture = ctx.part(field.part).querySelector("img.qp-image");
  const overlay = shape("svg", { viewBox: `0 0 ${width} ${height}`, class: "qp-overlay", preserveAspectRatio: "none" });
  const stage = h("div", { class: "qp-stage" });
  const pane = h("div", { class: "qp-canvas", tabindex: "-1" }, stage);
  picture.replaceWith(pane);
  stage.append(picture, overlay);
  picture.draggable = false;
  const tools = h("div", { class: "qp-mark-bar" });
  const list = h("ol", { class: "qp-entries", "aria-label": field.label });
  const say = h("div", { class: "qp-sr", "aria-live": "polite" });
  const node = h("div", { class: "qp-boxes" }, tools, list, say);

  const clamp = (value, low, high) => Math.min(high, Math.max(low, value));
  const flags = () => Object.fromEntries(attributes.slice(1).filter((one) => one.options?.every((option) => typeof option.key === "boolean")).map((one) => [one.name, false]));

  function pointOf(event) {
    const box = overlay.getBoundingClientRect();
    return {
      x: clamp(Math.round(((event.clientX - box.left) / box.width) * width), 0, width),
      y: clamp(Math.round(((event.clientY - box.top) / box.height) * height), 0, height),
    };
  }

  function between(a, b) {
    return { x: Math.min(a.x, b.x), y: Math.min(a.y, b.y), width: Math.abs(a.x - b.x), height: Math.abs(a.y - b.y) };
  }

  // ---- by mouse

  overlay.addEventListener("pointerdown", (event) => {
    if (ctx.locked() || event.button !== 0) return;
    event.preventDefault();
    event.stopPropagation();
    cross = null;
    const at = pointOf(event);
    const handle = event.target.dataset?.handle;
    const hit = event.target.dataset?.box;
    if (handle && active !== null) drag = { kind: "resize", handle, start: at, before: { ...boxes[active] } };
    else if (hit !== undefined && Number(hit) === active) drag = { kind: "move", start: at, before: { ...boxes[active] } };
    else drag = { kind: "new", start: at, hit: hit === undefined ? null : Number(hit) };
    overlay.setPointerCapture(event.pointerId);
    ctx.attend(node);
  });

  overlay.addEventListener("pointermove", (event) => {
    if (!drag) return;
    const at = pointOf(event);
    if (drag.kind === "new") drag.now = between(drag.start, at);
    else if (drag.kind === "move") put(active, moved(drag.before, at.x - drag.start.x, at.y - drag.start.y));
    else put(active, resized(drag.before, drag.handle, at.x - drag.start.x, at.y - drag.start.y));
    drawOverlay();
  });

  overlay.addEventListener("pointerup", () => {
    if (!drag) return;
    const { kind, now, hit } = drag;
    drag = null;
    if (kind === "new" && now && now.width >= field.least_side && now.height >= field.least_side) return add(now);
    if (kind === "new") {
      active = hit;
      return draw();
    }
    return done();
  });

  overlay.addEventListener("pointercancel", () => {
    drag = null;
    draw();
  });

  pane.addEventListener(
    "wheel",
    (event) => {
      if (!event.ctrlKey && !event.metaKey) return; // the wheel alone scrolls the page
      event.preventDefault();
      zoomTo(zoom + (event.deltaY < 0 ? 1 : -1));
    },
    { passive: false },
  );

  function moved(box, dx, dy) {
    return { ...box, x: clamp(box.x + dx, 0, width - box.width), y: clamp(box.y + dy, 0, height - box.height) };
  }

  function resized(box, handle, dx, dy) {
    let [left, top, right, bottom] = [box.x, box.y, box.x + box.width, box.y + box.height];
    const least = field.least_side;
    if (handle.includes("w")) left = clamp(left + dx, 0, right - least);
    if (handle.includes("e")) right = clamp(right + dx, left + least, width);
    if (handle.includes("n")) top = clamp(top + dy, 0, bottom - least);
    if (handle.includes("s")) bottom = clamp(bottom + dy, top + least, height);
    return { ...box, x: left, y: top, width: right - left, height: bottom - top };
  }

  // ---- what changes

  function put(index, box) {
    boxes = boxes.map((one, at) => (at === index ? box : one));
  }

  function add(place) {
    const box = { ...place, ...(last === null ? {} : { [attributes[0].name]: last }), ...flags() };
    boxes = [...(boxes ?? []), box];
    active = boxes.length - 1;
    say.textContent = `Box ${boxes.length} drawn${last === null ? ": now its class" : ""}`;
    done();
    if (last === null) attend(list.children[active]?.querySelector("[role='radio']"));
  }

  function change(index, name, value, typed) {
    if (name === attributes[0].name) last = value;
    put(index, tidied(attributes, { ...boxes[index], [name]: value }));
    if (typed) return ctx.changed(field.name, copy());
    done();
    return attend(list.children[index]?.querySelector(`[data-attribute="${name}"] [aria-checked="true"]`));
  }

  function remove(index) {
    boxes = boxes.filter((_, at) => at !== index);
    active = null;
    say.textContent = `Box ${index + 1} taken out`;
    if (!boxes.length) boxes = null;
    done();
    node.closest(".qp")?.focus({ preventScroll: true });
  }

  function copy() {
    return boxes === null ? null : boxes.map((box) => ({ ...box }));
  }

  function done() {
    draw();
    ctx.changed(field.name, copy());
  }

  function select(index) {
    active = index;
    draw();
    say.textContent = `Box ${index + 1}: ${saidOf(attributes, boxes[index]) || "no class"}`;
  }

  function zoomTo(level) {
    const before = { x: (pane.scrollLeft + pane.clientWidth / 2) / stage.clientWidth, y: (pane.scrollTop + pane.clientHeight / 2) / stage.clientHeight };
    zoom = clamp(level, 0, ZOOMS.length - 1);
    draw();
    pane.scrollLeft = before.x * stage.clientWidth - pane.clientWidth / 2;
    pane.scrollTop = before.y * stage.clientHeight - pane.clientHeight / 2;
  }

  // ---- drawing the page

  function rectangle(box, props) {
    return shape("rect", { x: box.x, y: box.y, width: box.width, height: box.height, "vector-effect": "non-scaling-stroke", ...props });
  }

  /** A box's number: own ones at its top left, gold's at its bottom right, where the two never meet. */
  function numberAt(box, text, kind, gold = false) {
    const size = Math.max(11, width / 46) / ZOOMS[zoom];
    const high = size * 1.35;
    const wide = (text.length * 0.62 + 0.6) * size;
    const bottom = box.y + box.height;
    const left = gold ? box.x + box.width - wide : box.x;
    const top = gold ? (bottom + high < height ? bottom : bottom - high) : box.y > size * 1.4 ? box.y - high : box.y;
    return shape(
      "g",
      { class: `qp-box-number ${kind}` },
      shape("rect", { x: left, y: top, width: wide, height: high }),
      shape("text", { x: left + 0.3 * size, y: top + size * 1.03, "font-size": size }, text),
    );
  }

  function drawOverlay() {
    const parts = [];
    const told = ctx.differences(field.name);
    const lit = told[ctx.lit(field.name)];
    told.filter((one) => one.gold_at).forEach((one, index) => {
      parts.push(rectangle(one.gold_at, { class: "qp-box qp-box-halo" }), rectangle(one.gold_at, { class: `qp-box qp-gold${one === lit ? " qp-lit" : ""}` }), numberAt(one.gold_at, String(index + 1), "qp-gold-number", true));
    });
    (boxes ?? []).forEach((box, index) => {
      const kind = labelClass(attributes, box);
      parts.push(
        rectangle(box, { class: "qp-box qp-box-halo" }),
        rectangle(box, { class: `qp-box qp-own ${kind}${index === active && !ctx.locked() ? " qp-active" : ""}${lit?.own_at && ["x", "y", "width", "height"].every((side) => lit.own_at[side] === box[side]) ? " qp-lit" : ""}`, "data-box": index }),
        numberAt(box, String(index + 1), kind),
      );
    });
    if (active !== null && boxes?.[active] && !ctx.locked()) {
      const box = boxes[active];
      const r = Math.max(4, width / 130) / ZOOMS[zoom];
      for (const [name, fx, fy] of HANDLES) {
        parts.push(shape("rect", { class: `qp-handle qp-handle-${name}`, x: box.x + fx * box.width - r, y: box.y + fy * box.height - r, width: 2 * r, height: 2 * r, "data-handle": name, "vector-effect": "non-scaling-stroke" }));
      }
    }
    if (drag?.now) parts.push(rectangle(drag.now, { class: "qp-box qp-box-halo" }), rectangle(drag.now, { class: "qp-box qp-drawing" }));
    if (cross) {
      if (cross.from) parts.push(rectangle(between(cross.from, cross), { class: "qp-box qp-drawing" }));
      for (const kind of ["qp-cross-halo", "qp-cross"]) {
        parts.push(
          shape("line", { class: kind, x1: 0, x2: width, y1: cross.y, y2: cross.y, "vector-effect": "non-scaling-stroke" }),
          shape("line", { class: kind, x1: cross.x, x2: cross.x, y1: 0, y2: height, "vector-effect": "non-scaling-stroke" }),
        );
      }
    }
    overlay.replaceChildren(...parts);
  }

  function draw() {
    const locked = ctx.locked();
    stage.style.width = `${100 * ZOOMS[zoom]}%`;
    pane.classList.toggle("qp-zoomed", zoom > 0);
    overlay.classList.toggle("qp-locked", locked);
    drawOverlay();
    const nothing = nothingButton("Nothing to mark", () => {
      boxes = boxes === null ? [] : null;
      done();
    });
    nothing.setAttribute("aria-pressed", String(boxes !== null));
    nothing.classList.toggle("qp-on", boxes !== null && !boxes.length);
    redraw(
      tools,
      [
        locked && ctx.differences(field.name).length ? h("span", { class: "qp-legend" }, "yours, numbered at the top left · ", h("span", { class: "qp-line-gold" }, "gold"), ", at the bottom right") : null,
        locked ? null : h("span", { class: "qp-soft" }, cross ? "Arrows move the cross, Enter sets a corner" : boxes?.length ? "Drag on the image for one more" : ["Drag on the image, or ", kbd("B"), " to draw by keyboard"]),
        locked || boxes?.length ? null : nothing,
        h("span", { class: "qp-grow" }),
        h("button", { type: "button", class: "qp-quiet", "aria-label": "Smaller", disabled: zoom === 0, onclick: () => zoomTo(zoom - 1) }, "−", kbd("-")),
        h("span", { class: "qp-soft" }, `${Math.round(100 * ZOOMS[zoom])} %`),
        h("button", { type: "button", class: "qp-quiet", "aria-label": "Larger", disabled: zoom === ZOOMS.length - 1, onclick: () => zoomTo(zoom + 1) }, "+", kbd("+")),
      ].filter(Boolean),
    );
    redraw(
      list,
      (boxes ?? []).map((box, index) =>
        h(
          "li",
          { class: `qp-entry${index === active && !locked ? " qp-on" : ""}` },
          h(
            "div",
            { class: "qp-entry-head" },
            h("button", { type: "button", class: "qp-link", "data-part": `box-${index}`, onclick: () => select(index) }, `Box ${index + 1}`),
            h("span", { class: `qp-tag ${labelClass(attributes, box)}` }, saidOf(attributes, box) || "no class"),
            h("span", { class: "qp-soft" }, `${box.width} × ${box.height}`),
            h("span", { class: "qp-grow" }),
            locked ? null : h("button", { type: "button", class: "qp-quiet", "aria-label": `Take out box ${index + 1}`, onclick: () => remove(index) }, "Take out", index === active ? kbd("Del") : null),
          ),
          index === active && !locked ? attributeEditor(attributes, box, false, (name, value, typed) => change(index, name, value, typed)) : null,
        ),
      ),
    );
    if (boxes && !boxes.length && locked) list.replaceChildren(h("li", { class: "qp-entry" }, "Nothing marked"));
  }

  // ---- by keyboard

  const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

  function key(event) {
    const typing = event.target.closest?.("[role='radiogroup']");
    if (event.key === "+" || event.key === "=") return zoomTo(zoom + 1), true;
    if (event.key === "-") return zoomTo(zoom - 1), true;
    if (ctx.locked()) return false;
    const arrow = ARROWS[event.key];
    if (cross) {
      if (arrow) {
        const by = event.shiftKey ? 10 : 1;
        cross = { ...cross, x: clamp(cross.x + arrow[0] * by, 0, width), y: clamp(cross.y + arrow[1] * by, 0, height) };
        say.textContent = `${cross.x}, ${cross.y}`;
        return drawOverlay(), true;
      }
      if (event.key === "Enter" || event.key === " ") {
        if (!cross.from) cross = { ...cross, from: { x: cross.x, y: cross.y } };
        else {
          const place = between(cross.from, cross);
          if (place.width >= field.least_side && place.height >= field.least_side) {
            cross = null;
            return add(place), true;
          }
        }
        return draw(), true;
      }
      if (event.key === "Escape") {
        cross = cross.from ? { x: cross.x, y: cross.y } : null;
        return draw(), true;
      }
    }
    if (arrow && active !== null && !typing) {
      const by = event.shiftKey ? 10 : 1;
      const [dx, dy] = [arrow[0] * by, arrow[1] * by];
      const box = boxes[active];
      put(active, event.altKey ? resized(box, "se", dx, dy) : event.ctrlKey || event.metaKey ? resized(box, "nw", dx, dy) : moved(box, dx, dy));
      return done(), true;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return false;
    const letter = event.key.toUpperCase();
    if (letter === "B") {
      cross = { x: Math.round(width / 2), y: Math.round(height / 2), from: null };
      active = null;
      say.textContent = "Drawing: arrows move the cross, Enter sets a corner";
      return draw(), reveal(pane, "nearest"), true;
    }
    if (event.key === "Escape" && active !== null) {
      active = null;
      return draw(), true;
    }
    if ((event.key === "Delete" || event.key === "Backspace") && active !== null) return remove(active), true;
    if ((letter === "N" || letter === "P") && boxes?.length) {
      select(active === null ? (letter === "N" ? 0 : boxes.length - 1) : (active + (letter === "N" ? 1 : -1) + boxes.length) % boxes.length);
      return true;
    }
    const toggle = attributes.slice(1).find((one) => one.label[0].toUpperCase() === letter && typeof boxes?.[active ?? -1]?.[one.name] === "boolean");
    if (toggle && active !== null) return change(active, toggle.name, !boxes[active][toggle.name], false), true;
    return false;
  }

  draw();
  return {
    node,
    get: copy,
    set: (value) => {
      boxes = Array.isArray(value) ? value.map((box) => ({ ...box })) : null;
      if (active !== null && active >= (boxes?.length ?? 0)) active = null;
      draw();
    },
    digit: (number) => {
      const option = attributes[0].options[number - 1];
      if (!option || ctx.locked()) return false;
      if (active === null) {
        last = option.key;
        say.textContent = `The next box is: ${option.label}`;
        return true;
      }
      change(active, attributes[0].name, option.key, false);
      return true;
    },
    key,
    stays: true,
    lit: () => drawOverlay(),
    focus: () => attend(tools.querySelector("button") ?? node.closest(".qp")),
    lock: () => draw(),
    keys: [["B", "draw by keyboard: arrows (Shift: 10 pixels), Enter for each corner"], ["1 – 9", "class of the box"], ["Arrows", "move the box by a pixel (Shift: 10)"], ["Alt, Ctrl arrows", "move its lower right, its upper left corner"], ["N P", "next, previous box"], ["+ −", "zoom (or Ctrl and the wheel)"], ["Del", "take a box out"], ["O T …", "an attribute, by its first letter"]],
  };
};
