// Changes between two texts, word by word, in code points of the first: as Python counts them.

const TOKEN = /\s+|(?:\p{Nd}+(?:[.,:]\p{Nd}+)+|[\p{L}\p{N}\p{M}_]+)(?:['’][\p{L}\p{N}\p{M}_]+)*|[^\s]/gu;

/** Return [{start, end, text}], in order, not touching: what turns one text into the other. */
function changesBetween(original, edited) {
  const before = original.match(TOKEN) ?? [];
  const after = edited.match(TOKEN) ?? [];
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head += 1;
  let tail = 0;
  while (tail < before.length - head && tail < after.length - head && before.at(-1 - tail) === after.at(-1 - tail)) tail += 1;
  const a = before.slice(head, before.length - tail);
  const b = after.slice(head, after.length - tail);
  const kept = commonTokens(a, b);
  const points = Array.from(original);
  const length = (tokens) => tokens.reduce((sum, token) => sum + Array.from(token).length, 0);
  const found = [];
  let [i, j, at] = [0, 0, length(before.slice(0, head))];
  for (const [ki, kj] of [...kept, [a.length, b.length]]) {
    const gone = a.slice(i, ki);
    const come = b.slice(j, kj).join("");
    const last = found.at(-1);
    const between = last ? points.slice(last.end, at).join("") : "";
    // Two changes with nothing but a space between them are one: "must obey" became "may join".
    if ((gone.length || come) && last && !between.trim()) found.splice(-1, 1, { start: last.start, end: at + length(gone), text: last.text + between + come });
    else if (gone.length || come) found.push({ start: at, end: at + length(gone), text: come });
    at += length(gone) + (ki < a.length ? length([a[ki]]) : 0);
    [i, j] = [ki + 1, kj + 1];
  }
  return found;
}

/** The places of a longest common run of tokens, as pairs. */
function commonTokens(a, b) {
  const best = Array.from({ length: a.length + 1 }, () => new Uint16Array(b.length + 1));
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) best[i][j] = a[i] === b[j] ? best[i + 1][j + 1] + 1 : Math.max(best[i + 1][j], best[i][j + 1]);
  }
  const pairs = [];
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) pairs.push([i++, j++]);
    else if (best[i + 1][j] >= best[i][j + 1]) i += 1;
    else j += 1;
  }
  return pairs;
}
