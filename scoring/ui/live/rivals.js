// The card and what it has to beat: a row each with a name, a dot with its interval or a pale band,
// and words. The shapes stay the same elements while the cut moves, and the axis never moves.
const RIVALS = new WeakMap();
const STEP = 36;
const HEAD = 8;
const FOOT = 24;
const WIDE = 520; // pixels from which on the words stand at the right
const DOT = 5.5;

class Rivals extends AsWide {
  constructor(root) {
    super(root);
    this.svg = this.picture();
    this.words = document.createElement("div");
    root.append(this.svg, this.words);
    this.shapes = new Redrawn(this.svg);
    this.ruler = new Ruler(this.svg);
    pointed(root, this.svg);
  }

  show(data) {
    this.data = data;
    const told = [data.label, ...data.rows.map((one) => `${one.name}: ${one.text}.`)];
    this.svg.setAttribute("aria-label", told.join(" "));
    this.svg.setAttribute("height", this.bottom() + FOOT);
    this.draw();
    this.say(data.said);
  }

  say(said) {
    while (this.words.childElementCount > said.length) this.words.lastChild.remove();
    said.forEach((text, i) => {
      let line = this.words.children[i];
      if (!line) {
        line = document.createElement("p");
        line.className = "said";
        this.words.append(line);
      }
      if (line.textContent !== text) line.textContent = text;
    });
  }

  bottom() {
    return HEAD + Math.max(this.data.rows.length, 2) * STEP;
  }

  get wide() {
    return this.width >= WIDE;
  }

  x(share) {
    const [left, right] = this.wide ? [204, 176] : [158, 14];
    return left + share * (this.width - left - right);
  }

  draw() {
    if (!this.width) return; // it comes with the frame that is laid out next
    const { rows } = this.data;
    const bottom = this.bottom();
    this.shapes.draw([
      ...[0, 0.5, 1].flatMap((share) => this.tick(share, bottom)),
      ...rows.flatMap((one, i) => this.row(one, HEAD + (i + 0.5) * STEP)),
      ...rows.map((one, i) => this.hovered(one, HEAD + i * STEP)),
    ]);
  }

  tick(share, bottom) {
    const x = this.x(share);
    return [
      ["line", { class: "tick", x1: x, x2: x, y1: HEAD - 4, y2: bottom }],
      ["text", { class: "middle small faint", x, y: bottom + 12 }, `${share * 100}%`],
    ];
  }

  row(one, y) {
    const { wide } = this;
    const strong = one.strong ? " strong" : "";
    const name = this.ruler.cut(one.name, this.x(0) - 14, `name${strong}`);
    const faint = one.share === null || !wide ? " faint" : "";
    const words = wide
      ? { class: `end${strong}${faint}`, x: this.width, y }
      : { class: `small${faint}`, x: 0, y: y + 8 };
    return [
      ...this.mark(one, y),
      ["text", { class: `name${strong}`, x: 0, y: wide ? y : y - 8 }, name],
      ["text", words, one.text],
    ];
  }

  mark(one, y) {
    if (one.share === null) return [];
    const known = one.low !== null && one.high !== null;
    const [low, high] = known ? [this.x(one.low), this.x(one.high)] : [];
    if (one.band) {
      const box = { x: low, y: y - 7, width: Math.max(high - low, 0), height: 14, rx: 3 };
      return known ? [["rect", { ...box, fill: one.colour, opacity: 0.5 }]] : [];
    }
    const whisker = { class: "whisker", x1: low, x2: high, y1: y, y2: y, stroke: one.colour };
    const dot = ["circle", { cx: this.x(one.share), cy: y, r: DOT, fill: one.colour }];
    return known ? [["line", whisker], dot] : [dot];
  }

  // A box that nobody sees, so that the pointer finds the whole row.
  hovered(one, y) {
    const box = { x: 0, y, width: this.width, height: STEP, opacity: 0 };
    return ["rect", box, "", `${one.name} · ${one.text}`];
  }
}

export default function rivals({ data, parentElement }) {
  let held = RIVALS.get(parentElement);
  if (!held) {
    const root = document.createElement("div");
    root.className = "rivals";
    parentElement.append(root);
    held = new Rivals(root);
    RIVALS.set(parentElement, held);
  }
  held.show(data);
}
