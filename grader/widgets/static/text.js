// Places in a part's text, in code points of its text nodes in order: the same characters that Python counts.

/** The text nodes below an element, in order. */
function textNodes(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
  return found;
}

/** All that can be selected in an element, as an array of code points. */
function codePoints(root) {
  return Array.from(textNodes(root).map((node) => node.data).join(""));
}

/** The code point offset of a place in the DOM (as a selection gives it), or null outside the element. */
function offsetOf(root, node, index) {
  const place = document.createRange();
  place.setStart(root, 0);
  if (!root.contains(node)) return null;
  place.setEnd(node, index);
  return Array.from(place.toString()).length;
}

/** Words with their code point offsets; a word is a run without white space. */
function wordsOf(points) {
  const words = [];
  let start = null;
  points.forEach((point, index) => {
    const space = /\s/u.test(point);
    if (!space && start === null) start = index;
    if (space && start !== null) {
      words.push({ start, end: index });
      start = null;
    }
  });
  if (start !== null) words.push({ start, end: points.length });
  return words;
}

/** A stretch made to cover whole words, without white space at its edges or a comma or stop at its end; null if empty. */
function snapped(points, start, end) {
  const inside = (index) => index >= 0 && index < points.length;
  const letter = (index) => inside(index) && /[\p{L}\p{N}\p{M}%€$£]/u.test(points[index]);
  while (start < end && /\s/u.test(points[start])) start += 1;
  while (end > start && /[\s,.;:!?]/u.test(points[end - 1])) end -= 1;
  if (start >= end) return null;
  while (letter(start) && letter(start - 1)) start -= 1;
  while (letter(end - 1) && letter(end)) end += 1;
  return { start, end };
}

/**
 * Show marks in an element: its HTML is put back as Python made it, then every stretch is wrapped.
 * @param marks [{start, end, classes, number, title}]; they may overlap
 */
function showMarks(root, html, marks) {
  root.innerHTML = html;
  const edges = [...new Set(marks.flatMap((mark) => [mark.start, mark.end]))].sort((a, b) => a - b);
  let at = 0;
  for (const node of textNodes(root)) {
    const points = Array.from(node.data);
    const from = at;
    at += points.length;
    const cuts = [0, ...edges.filter((edge) => edge > from && edge < at).map((edge) => edge - from), points.length];
    const pieces = document.createDocumentFragment();
    cuts.slice(1).forEach((end, index) => {
      const start = cuts[index];
      const text = points.slice(start, end).join("");
      const over = marks.filter((mark) => mark.start <= from + start && from + end <= mark.end);
      if (!over.length || !text.trim()) return pieces.append(text);
      const begins = over.filter((mark) => mark.start === from + start);
      const span = h("span", { class: ["qp-span", ...over.flatMap((mark) => mark.classes)].join(" "), title: over.map((mark) => mark.title).join("; ") }, text);
      const numbers = begins.map((mark) => mark.number).filter(Boolean);
      if (numbers.length) span.dataset.n = numbers.join(" ");
      span.dataset.marks = over.map((mark) => mark.key).join(" ");
      pieces.append(span);
      return null;
    });
    node.replaceWith(pieces);
  }
}

/** Words shortened in the middle. */
function shortened(text, most = 60) {
  const folded = text.replace(/\s+/gu, " ").trim();
  const points = Array.from(folded);
  if (points.length <= most) return folded;
  const head = points.slice(0, most - 18).join("").replace(/\s\S*$/u, "");
  const tail = points.slice(-18).join("").replace(/^\S*\s/u, "");
  return `${head} … ${tail}`;
}
