// What is said after handing in. Everything here was computed in Python.

/**
 * @param told the feedback of one item
 * @param act what the buttons do: mark(marks), similar()
 */
function feedbackNode(told, act) {
  const badge = { agrees: "agrees", close: "close", differs: "differs" }[told.verdict];
  return h(
    "section",
    { class: "qp-feedback", "aria-label": "Feedback", tabindex: "-1" },
    h(
      "h3",
      {},
      chip(told.verdict, `${told.symbol} ${told.headline}`),
      h("span", { class: "qp-facts" }, told.facts.join(" · ")),
    ),
    told.critical.map((html) => h("div", { class: "qp-critical" }, h("b", {}, "Critical miss: "), prepared("span", {}, html))),
    h("table", {}, h("tbody", {}, told.rows.map((row) => feedbackRow(row, told, act)))),
    block("Why", prepared("div", { class: "qp-text" }, told.why), clausesNode(told.clauses)),
    told.tempting.map((one) =>
      block(
        one.given ? `Why ${one.judgment} is tempting (your judgment)` : `Why ${one.judgment} is tempting`,
        prepared("div", { class: "qp-text" }, one.html),
      ),
    ),
    told.exemplar
      ? block("A justification that meets every point", h("details", {}, h("summary", {}, "Show it beside yours"), prepared("div", { class: "qp-text" }, told.exemplar)))
      : null,
    h("p", { class: "qp-tier" }, `How this gold was reviewed: ${told.tier}.`),
    h("p", { class: "qp-next-step" }, told.next_step, !told.right && act.similar ? [" ", h("button", { type: "button", class: "qp-link", onclick: act.similar }, "Practise this bait")] : null),
  );
}

function feedbackRow(row, told, act) {
  const verdict = h("td", {}, chip(row.verdict, `${row.symbol} ${row.verdict}`));
  if (row.differences.length) return differencesRow(row, verdict, act);
  if (row.detail) {
    return h("tr", {}, h("th", { scope: "row" }, row.label), verdict, h("td", {}, row.detail, criteriaNode(told.criteria, act)));
  }
  const same = row.own === row.gold;
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, row.label),
    verdict,
    h(
      "td",
      {},
      h("span", {}, h("span", { class: "qp-soft" }, same ? "you and gold: " : "you: "), row.own),
      same ? null : h("span", {}, h("span", { class: "qp-soft" }, " · gold: "), h("b", {}, row.gold)),
      row.accepted.length ? h("span", { class: "qp-soft" }, ` (also accepted: ${row.accepted.join("; ")})`) : null,
    ),
  );
}

/** A value of many units: how many there are, and below it each unit with both judgments. */
function differencesRow(row, verdict, act) {
  const empty = (text) => text || h("span", { class: "qp-soft" }, "–");
  const rows = row.differences.map((one, index) => {
    const place = one.own_at ?? one.gold_at;
    const light = (on) => () => act.light?.(row.field, on ? index : null);
    return h(
      "tr",
      place ? { tabindex: "0", class: "qp-unit", onmouseenter: light(true), onmouseleave: light(false), onfocus: light(true), onblur: light(false) } : { class: "qp-unit" },
      h("td", {}, chip(one.verdict, `${one.symbol} ${one.verdict}`)),
      h("td", {}, one.label, one.detail ? h("div", { class: "qp-soft" }, one.detail) : null),
      h("td", { "data-who": "you: " }, empty(one.own)),
      h("td", { "data-who": "gold: " }, one.gold ? h("b", {}, one.gold) : empty("")),
    );
  });
  const head = h("tr", {}, ["", "Where", "You", "Gold"].map((text) => h("th", { scope: "col" }, text)));
  const table = h("table", { class: "qp-units" }, h("thead", {}, head), h("tbody", {}, rows));
  const counts = row.detail ? h("td", {}, row.detail) : h("td", {}, h("span", { class: "qp-soft" }, "you: "), row.own, h("span", { class: "qp-soft" }, " · gold: "), h("b", {}, row.gold));
  return [h("tr", {}, h("th", { scope: "row" }, row.label), verdict, counts), h("tr", { class: "qp-units-row" }, h("td", { colspan: "3" }, table))];
}

/** The criteria as boxes: the check's reading first, the learner's own marks after. */
function criteriaNode(criteria, act) {
  if (!criteria.length) return null;
  const boxes = criteria.map((one) => {
    const box = h("input", { type: "checkbox" });
    box.checked = one.met;
    box.addEventListener("change", () => act.mark(Object.fromEntries(boxes.map(({ id, input }) => [id, input.checked]))));
    return { id: one.id, input: box, node: h("label", {}, box, prepared("span", {}, one.says), one.must ? h("span", { class: "qp-must" }, "must") : null) };
  });
  const by = criteria[0].by === "you" ? "Marked by you." : "Found by a check of words; correct it where it misread you.";
  return h("fieldset", { class: "qp-criteria" }, h("legend", {}, by), boxes.map(({ node }) => node));
}

function clausesNode(clauses) {
  return h(
    "div",
    { class: "qp-clauses" },
    clauses.map((clause) =>
      h("details", {}, h("summary", {}, `Clause ${clause.number}: ${clause.title}`), prepared("div", { class: "qp-text" }, clause.html)),
    ),
  );
}

function block(title, ...body) {
  return h("div", { class: "qp-why" }, h("h4", {}, title), body);
}
