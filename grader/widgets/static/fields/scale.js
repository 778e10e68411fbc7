// Scale: numbered points with their anchors in words.

RENDERERS.scale = (field, ctx) => {
  const group = radioGroup(field, ctx, (option) => [option.label ? h("b", {}, option.label) : null, option.help ? ` ${option.help}` : ""]);
  group.node.classList.add("qp-scale");
  return group;
};
