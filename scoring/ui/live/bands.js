// The book by band beside the saved card, and the spread of its scores: two drawings whose numbers
// come as data and whose shapes stay the same elements while a slider moves.
const DRAWINGS = new WeakMap();
const LEAST = 36; // pixels of a band's name that still say something
const GUTTER = 52; // pixels left of the scores, for the words of both sides
const TALL = 230;
const TOP = 30;
const FLOOR = TALL - 24;
const AXIS = [0, 25, 50, 75, 100];

class Drawing extends AsWide {
  constructor(root) {
    super(root);
    this.bars = this.picture("bars");
    this.spread = this.picture("spread");
    root.append(this.bars, this.spread);
    this.ruler = new Ruler(this.spread);
    this.shapes = { bars: new Redrawn(this.bars), spread: new Redrawn(this.spread) };
    pointed(root, root);
  }

  // While a slider moves the frame may grow and does not shrink, so that the columns hold still.
  show(data, moving) {
    const { frame } = data.spread;
    const ends = [frame[0].y, -frame[1].y];
    this.ends = moving && this.ends ? ends.map((end, i) => Math.max(end, this.ends[i])) : ends;
    this.data = data;
    const [bars, spread] = data.words;
    this.bars.setAttribute("aria-label", bars);
    this.spread.setAttribute("aria-label", spread);
    this.bars.setAttribute("height", data.tall);
    this.spread.setAttribute("height", TALL);
    this.draw();
  }

  draw() {
    if (!this.width) return; // it comes with the frame that is laid out next
    const { bars, spread } = this.data;
    this.shapes.bars.draw([...bars.segments.flatMap((one) => this.segment(one)), ...bars.labels.map((one) => this.label(one))]);
    this.shapes.spread.draw([
      ...spread.bins.flatMap((one) => this.columns(one)),
      ...this.frame(spread.frame),
      ...spread.cuts.flatMap((one) => this.band(one)),
      ...spread.bins.map((one) => this.hovered(one)),
    ]);
  }

  segment(one) {
    const { width } = this;
    const [fill, ink] = this.data.tones[one.tone];
    const wide = (one.x1 - one.x0) * width;
    const [x, shown] = [one.x0 * width, Math.max(wide - (wide > 6 ? 2 : 0.5), 0)];
    const said = `${one.bar} · ${one.band}: ${one.text}`;
    const box = { x, y: one.y0, width: shown, height: one.y1 - one.y0, rx: Math.min(3, shown / 2), fill };
    if (one.part) return [["rect", { ...box, opacity: 0.55 }, "", said]];
    const words = this.fitting(wide - 14, one.full, one.text, one.short);
    const text = { class: "on", x: x + 8, y: one.y0 + 13, fill: ink };
    return [["rect", box, "", said], ["text", text, words, said]];
  }

  // The longest of the wordings that has room.
  fitting(room, ...wordings) {
    return wordings.find((one) => room > this.ruler.width(one)) ?? "";
  }

  label(one) {
    const at = { class: one.faint ? "end faint" : "start", x: one.x * this.width, y: one.y };
    return ["text", at, one.text];
  }

  x(score) {
    return GUTTER + (score / 100) * (this.width - GUTTER);
  }

  y(share) {
    const [top, bottom] = this.ends;
    return TOP + ((top - share) / (top + bottom)) * (FLOOR - TOP);
  }

  columns(one) {
    const [x, width] = [this.x(one.start) + 1, Math.max(this.x(one.end) - this.x(one.start) - 2, 0.5)];
    const zero = this.y(0);
    const { tones } = this.data;
    return [
      ["rect", { x, y: this.y(one.kept), width, height: zero - this.y(one.kept), fill: tones[one.tone][0] }],
      ["rect", { x, y: zero, width, height: this.y(one.lost) - zero, fill: tones.churned[0] }],
    ];
  }

  // A column of full height that nobody sees, so that the pointer finds thin ones, too.
  hovered(one) {
    const at = { x: this.x(one.start), width: this.x(one.end) - this.x(one.start), y: 0, height: FLOOR, opacity: 0 };
    return ["rect", at, "", `${one.score} points · kept: ${one.kept_text} · lost: ${one.lost_text}`];
  }

  frame(told) {
    const zero = this.y(0);
    const sides = told.flatMap((one, i) => {
      const y = i ? zero + 11 : zero - 22;
      return [
        ["text", { class: "start", x: 0, y }, one.text],
        ["text", { class: "start small faint", x: 0, y: y + 14 }, one.count],
      ];
    });
    const ticks = AXIS.map((score) => {
      const side = score === 100 ? "end" : "middle";
      return ["text", { class: `${side} faint`, x: this.x(score), y: TALL - 9 }, score === 100 ? "100 points" : String(score)];
    });
    return [["line", { class: "ground", x1: GUTTER, x2: this.width, y1: zero, y2: zero }], ...sides, ...ticks];
  }

  band(one) {
    const wide = this.x(one.end) - this.x(one.start);
    const room = wide - 22; // the sign stands before the name
    const name = room > LEAST ? this.ruler.cut(one.band, room) : this.fitting(room, one.band);
    const middle = this.x((one.start + one.end) / 2);
    const sign = { class: "middle sign", x: name ? middle - this.ruler.width(name) / 2 - 1 : middle, y: 6 };
    const shapes = [
      ["text", { ...sign, fill: this.data.tones[one.tone][0] }, one.sign],
      ["text", { class: "middle", x: middle + 7, y: 6 }, name],
    ];
    if (one.at === null) return shapes;
    const x = this.x(one.at);
    const line = ["line", { class: "cut", x1: x, x2: x, y1: 25, y2: FLOOR }];
    return [...shapes, line, ["text", { class: "middle small faint", x, y: 17 }, one.cut]];
  }
}

export default function bands({ data, parentElement }) {
  let held = DRAWINGS.get(parentElement);
  if (!held) {
    const root = document.createElement("div");
    root.className = "bands";
    parentElement.append(root);
    held = new Drawing(root);
    DRAWINGS.set(parentElement, held);
  }
  held.show(data, data.moving === true);
}
