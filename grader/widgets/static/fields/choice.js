// Choice: a row of options, one chosen. Digits choose while this field is the one being answered.

/** A group of options as radio buttons; Scale shares it. */
function radioGroup(field, ctx, body) {
  const buttons = field.options.map((option, index) =>
    h(
      "button",
      {
        type: "button",
        role: "radio",
        class: "qp-option",
        "aria-checked": "false",
        "data-key": JSON.stringify(option.key),
        title: option.help || null,
        tabindex: index === 0 ? "0" : "-1",
        onclick: () => choose(index),
      },
      index < 9 ? kbd(String(index + 1)) : null,
      body(option),
    ),
  );
  const group = h("div", { class: "qp-options", role: "radiogroup", "aria-label": field.label }, buttons);
  let value = null;

  function choose(index) {
    if (ctx.locked()) return;
    set(field.options[index].key);
    attend(buttons[index]);
    ctx.changed(field.name, value);
  }

  function set(key) {
    value = key ?? null;
    const at = field.options.findIndex((option) => option.key === value);
    buttons.forEach((button, index) => {
      button.setAttribute("aria-checked", String(index === at));
      button.tabIndex = index === Math.max(at, 0) ? 0 : -1;
    });
  }

  group.addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement);
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (at < 0 || !step) return;
    event.preventDefault();
    choose((at + step + buttons.length) % buttons.length);
  });

  return {
    node: group,
    set,
    get: () => value,
    digit: (number) => number <= buttons.length && (choose(number - 1), true),
    focus: () => attend(buttons.find((button) => button.tabIndex === 0) ?? buttons[0]),
    lock: (locked) => buttons.forEach((button) => (button.disabled = locked)),
  };
}

RENDERERS.choice = (field, ctx) => radioGroup(field, ctx, (option) => option.label);
