// What every cut would catch, with a handle to drag. While it is dragged the handle and the words
// follow the pointer at once; the page behind follows as fast as it can answer.
const SWEEPS = new WeakMap();
const NS = "http://www.w3.org/2000/svg";
const REST = 350; // milliseconds after a key was let go, after which the keyboard has let go
const HELD = 1500; // and milliseconds in which a key that is held must come again
const PATIENCE = 2500; // milliseconds after which a place that the page did not take is given up
const TOP = 14;
const BOTTOM = 24;
const LEFT = 34;
const RIGHT = 12;

function made(tag, attributes, text) {
  const node = document.createElementNS(NS, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  if (text !== undefined) node.textContent = text;
  return node;
}

class Sweep {
  constructor(root) {
    this.root = root;
    this.svg = made("svg", { class: "plot", role: "img" });
    this.handle = document.createElement("div");
    this.handle.className = "handle";
    this.handle.tabIndex = 0;
    this.handle.setAttribute("role", "slider");
    this.words = document.createElement("p");
    this.words.className = "words";
    const box = document.createElement("div");
    box.className = "box";
    box.append(this.svg, this.handle);
    root.append(box, this.words);
    this.box = box;
    this.dragged = null; // the place where the handle was put, until the page has followed
    this.held = false;
    this.began = null; // the place from which the handle was moved last
    this.changesMind = new TakenBack(root, () => this.takeBack());
    box.addEventListener("pointerdown", (event) => this.grab(event));
    this.handle.addEventListener("keydown", (event) => this.key(event));
    this.handle.addEventListener("keyup", () => this.waits(REST));
    this.handle.addEventListener("blur", () => this.rest());
    new ResizeObserver(() => this.resized()).observe(box);
  }

  resized() {
    this.width = this.box.clientWidth;
    this.height = this.box.clientHeight;
    if (this.data) this.draw();
  }

  // While the handle moves the page tells only what the cut decides.
  show(told, send) {
    this.data = { ...this.data, ...told };
    this.send = send;
    const { data } = this;
    const there = this.dragged !== null && Math.abs(data.cut - this.dragged) < 1e-6;
    if (!this.held && !this.resting && there) {
      this.dragged = null;
      globalThis.bellwetherStream?.carriedOut();
    }
    this.handle.hidden = data.cut === null;
    this.handle.setAttribute("aria-label", data.words.handle);
    this.svg.setAttribute("aria-label", data.words.chart);
    this.draw();
  }

  get cut() {
    return this.dragged ?? this.data.cut;
  }

  x(score) {
    return LEFT + (score / 100) * (this.width - LEFT - RIGHT);
  }

  y(share) {
    return TOP + (1 - share) * (this.height - TOP - BOTTOM);
  }

  draw() {
    if (!this.width) return; // it comes with the frame that is laid out next
    const { bands, series, ticks } = this.data;
    const parts = [];
    for (const band of bands) {
      const x = this.x(band.from);
      parts.push(
        made("rect", {
          x,
          y: this.height - BOTTOM,
          width: Math.max(this.x(band.to) - x - 1, 0),
          height: 4,
          fill: band.colour,
        }),
      );
    }
    for (const share of [0, 0.25, 0.5, 0.75, 1]) {
      const y = this.y(share);
      parts.push(made("line", { class: "grid", x1: LEFT, x2: this.width - RIGHT, y1: y, y2: y }));
      parts.push(made("text", { class: "tick y", x: LEFT - 6, y }, `${share * 100}%`));
    }
    for (const tick of ticks) {
      const at = { class: "tick x", x: this.x(tick.at), y: this.height - 4 };
      parts.push(made("text", at, tick.text));
    }
    for (const [number, one] of series.entries()) {
      const shares = this.shares(number);
      const steps = shares.map((v, i) => `${this.x(this.data.cuts[i])},${this.y(v)}`);
      const line = { class: "line", points: steps.join(" "), stroke: one.colour };
      if (one.dashed) line["stroke-dasharray"] = "4 3";
      parts.push(made("polyline", line));
      const [place, above] = [this.at(one.label), one.above ? -7 : 15];
      const x = this.x(this.data.cuts[place]);
      const anchor = { class: "name", x, y: this.y(shares[place]) + above, fill: one.colour };
      parts.push(made("text", anchor, one.name));
    }
    this.svg.replaceChildren(...parts);
    this.place();
  }

  // Of the lost (0) or the kept (1) the share below each cut.
  shares(number) {
    return this.data.below[number].map((count) => count / Math.max(this.data.of[number], 1));
  }

  sentence(place) {
    const { names, calls } = this.data;
    const [caught, alarms, now] = this.data.below.map((counts) => counts[place].toLocaleString("en-US"));
    const [lost, kept, book] = this.data.of.map((count) => count.toLocaleString("en-US"));
    return (
      `Below ${names[place]}: ${caught} of ${lost} lost and ${alarms} of ${kept} kept cases, ${calls[place]}.` +
      ` In the book now: ${now} of ${book}.`
    );
  }

  at(cut) {
    const found = this.data.cuts.findIndex((one) => one >= cut - 1e-9);
    return found < 0 ? this.data.cuts.length - 1 : found;
  }

  place() {
    if (this.data.cut === null) return;
    const { handle, cut } = this;
    handle.style.left = `${this.x(cut)}px`;
    const said = this.sentence(this.at(cut));
    handle.setAttribute("aria-valuemin", this.data.low);
    handle.setAttribute("aria-valuemax", this.data.high);
    handle.setAttribute("aria-valuenow", cut);
    handle.setAttribute("aria-valuetext", said);
    handle.dataset.cut = this.text(cut);
    this.words.textContent = said;
  }

  text(cut) {
    const own = this.data.ten ? 1 + 0.09 * cut : cut;
    return (Math.round(own * 10) / 10).toString();
  }

  grab(event) {
    if (this.data.cut === null || event.button || this.held) return;
    event.preventDefault();
    this.handle.focus();
    this.rest();
    this.held = true;
    this.begins();
    const { pointerId } = event;
    this.box.setPointerCapture(pointerId);
    this.move(event);
    const ends = ["pointerup", "pointercancel"];
    const move = (next) => {
      if (this.held && next.pointerId === pointerId) this.move(next);
    };
    // A second finger neither moves the handle nor lets it go.
    const end = (next) => {
      if (next.pointerId !== pointerId) return;
      this.box.removeEventListener("pointermove", move);
      for (const kind of ends) this.box.removeEventListener(kind, end);
      if (!this.held) return;
      if (next.type === "pointercancel") this.takeBack();
      else {
        this.held = false;
        this.tell(true);
      }
    };
    this.box.addEventListener("pointermove", move);
    for (const kind of ends) this.box.addEventListener(kind, end);
  }

  begins() {
    this.began = this.cut;
    this.changesMind.begin();
  }

  move(event) {
    const left = this.box.getBoundingClientRect().left;
    const share = (event.clientX - left - LEFT) / (this.width - LEFT - RIGHT);
    this.to(share * 100);
    this.tell(false);
  }

  to(cut) {
    const held = Math.min(Math.max(cut, this.data.low), this.data.high);
    const far = (one) => Math.abs(one - held);
    const inside = (one) => one >= this.data.low - 1e-9 && one <= this.data.high + 1e-9;
    const near = this.data.cuts.filter(inside);
    this.dragged = near.reduce((best, one) => (far(one) < far(best) ? one : best), near[0] ?? held);
    this.place();
  }

  key(event) {
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10 };
    const ends = { Home: this.data.low, End: this.data.high };
    if (!(event.key in steps) && !(event.key in ends)) return;
    event.preventDefault();
    if (!this.held && !this.resting) this.begins();
    const { cuts } = this.data;
    const next = cuts[Math.min(Math.max(this.at(this.cut) + (steps[event.key] ?? 0), 0), cuts.length - 1)];
    this.to(ends[event.key] ?? next);
    this.tell(false);
    if (this.held) return; // the pointer lets go
    this.resting ||= -1;
    this.waits(HELD);
  }

  // A key that is held comes again and again, the first time after as long as the system was told.
  waits(milliseconds) {
    if (!this.resting) return;
    clearTimeout(this.resting);
    this.resting = setTimeout(() => this.rest(), milliseconds);
  }

  // The keyboard has let go.
  rest() {
    if (!this.resting) return;
    clearTimeout(this.resting);
    this.resting = 0;
    this.tell(true);
  }

  // While the handle is held the page only shows what its place would do; let go, it is taken.
  tell(last) {
    clearTimeout(this.giveUp);
    if (!last) {
      globalThis.bellwetherStream.tell(this.data.key, [this.dragged], () => this.leaves());
      return;
    }
    this.changesMind.end();
    if (this.dragged !== null) this.say(this.dragged);
  }

  // The page is left while the hand still holds the handle, which moves nothing more.
  leaves() {
    clearTimeout(this.resting);
    this.resting = 0;
    this.held = false;
    this.tell(true);
  }

  // The move ends where it began: no cut is told, and the page is drawn as its card is.
  takeBack() {
    this.changesMind.end();
    clearTimeout(this.giveUp);
    clearTimeout(this.resting);
    this.resting = 0;
    this.held = false;
    this.dragged = this.began;
    this.place();
    this.say("taken back");
  }

  say(word) {
    globalThis.bellwetherStream.hush(() => this.send(word));
    this.giveUp = setTimeout(() => {
      this.dragged = null;
      this.place();
    }, PATIENCE);
  }
}

export default function sweep({ data, parentElement, setTriggerValue }) {
  let held = SWEEPS.get(parentElement);
  if (!held) {
    const root = document.createElement("div");
    root.className = "sweep";
    parentElement.append(root);
    held = new Sweep(root);
    SWEEPS.set(parentElement, held);
  }
  held.show(data, (cut) => setTriggerValue("placed", cut));
}
