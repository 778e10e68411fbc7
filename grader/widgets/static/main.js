// One widget module for everything; the kind says what to draw.

export default {
  render({ model, el }) {
    const drawn = model.get("_kind") === "start" ? new Start(model, el) : new Exercise(model, el);
    return () => drawn.close();
  },
};
