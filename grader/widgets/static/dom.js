// Small helpers for building the page. Text goes in as text; HTML only where Python has made it.

/** Make an element: h("button", {class: "go", onclick}, "Hand in"). Null children are left out. */
function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(props ?? {})) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "class") node.className = value;
    else if (key in node && typeof value === "boolean") node[key] = value;
    else node.setAttribute(key, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

/** Put HTML that Python has rendered and sanitised into a fresh element. */
function prepared(tag, props, html) {
  const node = h(tag, props);
  node.innerHTML = html;
  return node;
}

function kbd(key) {
  return h("kbd", { "aria-hidden": "true" }, key);
}

/** The verdict as symbol + word + colour, never colour alone. */
function chip(verdict, text) {
  return h("span", { class: `qp-chip qp-${verdict}` }, text);
}

function clockOf(seconds) {
  const whole = Math.floor(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** Wait until nothing has happened for a while, then act once. */
function debounced(action, milliseconds) {
  let timer = null;
  const call = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      timer = null;
      action();
    }, milliseconds);
  };
  call.now = () => {
    if (timer === null) return;
    clearTimeout(timer);
    timer = null;
    action();
  };
  call.cancel = () => {
    clearTimeout(timer);
    timer = null;
  };
  return call;
}

/** Whether keys typed at this element are text. */
function takesText(element) {
  if (!(element instanceof HTMLElement)) return false;
  return element.isContentEditable || element.tagName === "TEXTAREA" || element.tagName === "SELECT" || (element.tagName === "INPUT" && element.type === "text");
}

function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16)); // pages served without TLS have no randomUUID
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

/**
 * Bring an element into view, "start", "center" or "nearest", by scrolling the notebook alone.
 * The browser's own scrollIntoView and focus also scroll JupyterLab's outer panels, which have no
 * scroll bar: the whole notebook then slides out of sight and cannot be brought back.
 */
function reveal(node, block = "nearest") {
  const pane = scroller(node);
  if (!node || !pane) return;
  const box = node.getBoundingClientRect();
  const view = pane.getBoundingClientRect();
  const margin = 12;
  const above = box.top - view.top - margin;
  const below = box.bottom - view.bottom + margin;
  if (block === "start") pane.scrollTop += above;
  else if (block === "center") pane.scrollTop += (above + below) / 2;
  else if (above < 0) pane.scrollTop += above;
  else if (below > 0) pane.scrollTop += Math.min(below, above);
}

/** Give an element the focus and show it. */
function attend(node, block = "nearest") {
  if (!node) return;
  node.focus({ preventScroll: true });
  reveal(node, block);
}

/**
 * Replace an element's children without losing the focus: what had it inside gets it back by its
 * data-part or its place, so that keys never fall through to JupyterLab.
 */
function redraw(node, children) {
  const active = node.contains(document.activeElement) ? document.activeElement : null;
  const at = active ? [...node.querySelectorAll("button")].indexOf(active) : -1;
  const part = active?.dataset.part;
  node.replaceChildren(...children);
  if (!active) return;
  const buttons = [...node.querySelectorAll("button")];
  const same = (part && buttons.find((button) => button.dataset.part === part)) || buttons[Math.min(at, buttons.length - 1)];
  (same && !same.disabled ? same : node.closest(".qp"))?.focus({ preventScroll: true });
}

function scroller(node) {
  for (let at = node?.parentElement; at; at = at.parentElement) {
    if (/(auto|scroll)/.test(getComputedStyle(at).overflowY) && at.scrollHeight > at.clientHeight) return at;
  }
  return document.scrollingElement;
}

/** How each kind of field is drawn: a function (field, ctx) to its node and what can be done with it. */
const RENDERERS = {};
