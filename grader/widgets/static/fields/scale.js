// Scale: numbered points with their anchors in words.

RENDERERS.scale = (field, ctx) => {
  const group = radioGroup(field, ctx, (option) => [h("b", {}, option.label), option.help ? ` ${option.help}` : ""]);
  group.node.classList.add("qp-scale");
  return group;
};
