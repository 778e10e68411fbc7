// One widget module for everything; the kind says what to draw.

const KINDS = { exercise: Exercise, mock: Mock, start: Start, progress: ProgressPanel };

export default {
  render({ model, el }) {
    const drawn = new KINDS[model.get("_kind")](model, el);
    return () => drawn.close();
  },
};
