// Sliders that show their numbers at once, tell their places while they are dragged, and say at the
// end where they were let go. The page owns the places: what it does not take goes back. A move that
// is taken back, by Escape, Undo or a finger that turns out to scroll, ends where it began.
const PIECES = new WeakMap();
const AGAIN = 3000; // milliseconds after which a word that was not heard is said again
const REST = 350; // milliseconds after a key was let go, after which the keyboard has let go
const HELD = 1500; // and milliseconds in which a key that is held must come again
const PAGE = 10; // so many steps go PageUp and PageDown
const MODIFIERS = new Set(["Control", "Meta", "Alt", "Shift"]);
const WEIGHTS = (globalThis.bellwetherWeights ??= new Map());

function made(tag, classes) {
  const node = document.createElement(tag);
  node.className = classes;
  return node;
}

// Later words have higher numbers, also on a page that is opened anew.
function nextNumber() {
  WEIGHTS.last = Math.max(Date.now(), (WEIGHTS.last ?? 0) + 1);
  return WEIGHTS.last;
}

// An icon of the set that the page has: a shackle that is open or shut over a body.
function lockIcon(shut) {
  const ns = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(ns, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(ns, "path");
  const shackle = shut ? "M8 10V7a4 4 0 0 1 8 0v3" : "M14 10V7a4 4 0 0 1 8 0v2";
  path.setAttribute("d", `${shackle} M5 10h14v10H5z M12 14v2.5`);
  svg.append(path);
  return svg;
}

class Slider {
  constructor(root) {
    this.root = root;
    this.head = made("div", "head");
    this.switch = this.press("switch", (on) => this.tell("switched", { on }));
    this.switch.setAttribute("role", "switch");
    this.lock = this.press("lock", (on) => this.tell("locked", { on }));
    this.unfold = this.press("unfold", (on) => this.tell("unfolded", { on }));
    this.presses = { switched: this.switch, locked: this.lock, unfolded: this.unfold };
    this.name = made("span", "name");
    this.share = made("span", "share");
    this.rail = made("div", "rail");
    this.fill = made("div", "fill");
    this.rail.append(this.fill);
    root.append(this.switch, this.head, this.rail, this.lock, this.unfold);
    this.own = null; // the places where the handles were put, until the page has followed
    this.offered = null; // the weight that another slider leaves to this one
    this.start = null; // the weights of all lines from which this one set out
    this.number = 0; // of its last letting go
    this.told = true; // whether the page knows of `own`
    this.began = null; // the places from which the handles were moved last
    this.pointer = null; // the number of the mouse or finger that holds a handle
    this.refused = false; // whether the hand goes on after its move was taken back
    this.inputs = [];
    this.changesMind = new TakenBack(root, () => this.takeBack());
    this.rail.addEventListener("pointermove", (event) => this.near(event));
    this.rail.addEventListener("pointerdown", (event) => this.grabbed(event));
  }

  // A hand may leave the rail, and a second finger the first one's slider: so the end is awaited
  // of this pointer alone, wherever it is.
  grabbed(event) {
    if (this.pointer !== null) return;
    this.pointer = event.pointerId;
    const end = (next) => {
      if (next.pointerId !== this.pointer) return;
      for (const kind of ["pointerup", "pointercancel"]) window.removeEventListener(kind, end, true);
      this.pointer = null;
      if (next.type === "pointercancel") this.takeBack();
      setTimeout(() => {
        this.refused = false;
        this.letGo();
      });
    };
    for (const kind of ["pointerup", "pointercancel"]) window.addEventListener(kind, end, true);
  }

  // A button that turns at once; the page's answer says whether it stays so.
  press(kind, send) {
    const button = made("button", kind);
    button.type = "button";
    button.onclick = () => {
      const on = button.dataset.on !== "true";
      this.turn(button, { on });
      send(on);
    };
    return button;
  }

  turn(button, { on, label, help }) {
    button.dataset.on = String(on);
    if (button === this.switch) button.setAttribute("aria-checked", String(on));
    else if (button === this.unfold) {
      button.setAttribute("aria-expanded", String(on));
      if (label) button.textContent = label;
      if (help) button.title = help;
      return;
    } else button.replaceChildren(lockIcon(on));
    if (label) button.setAttribute("aria-label", label);
    if (help) button.title = help;
  }

  show(data, tell) {
    if (!this.data) this.number = data.placed;
    this.data = data;
    this.tell = (name, message) => tell(name, { ...message, key: data.key });
    for (const [name, button] of Object.entries(this.presses)) {
      const told = data.presses[name];
      button.hidden = !told;
      if (told) this.turn(button, told);
    }
    if (data.weight) WEIGHTS.set(data.weight.id, this);
    if (data.placed >= this.number && this.told) this.settled();
    if (this.inputs.length !== data.places.length) this.build();
    this.root.classList.toggle("off", data.disabled);
    this.root.classList.toggle("two", data.places.length === 2);
    this.name.textContent = data.label;
    const [badge, why] = data.badge;
    if (badge) {
      const mark = made("span", "badge");
      mark.textContent = badge;
      mark.title = why;
      this.name.append(mark);
    }
    if (data.help && !badge) {
      const help = made("span", "help");
      help.textContent = "?";
      help.title = data.help;
      this.name.append(help);
    }
    this.inputs.forEach((input, i) => {
      [input.min, input.max] = data.ends;
      input.disabled = data.disabled;
      input.setAttribute("aria-label", data.handles[i]);
      if (data.help) input.setAttribute("aria-description", data.help);
    });
    const mover = WEIGHTS.mover;
    if (data.weight && mover && mover !== this && mover.own && mover.root.isConnected) mover.offer();
    else this.draw();
    for (const other of this.lines()) other.draw();
  }

  build() {
    this.inputs = this.data.places.map((_, i) => {
      const input = made("input", "");
      input.type = "range";
      input.step = "any"; // a place between two steps, which a card may hold, must not be moved
      input.addEventListener("input", () => this.pull(i));
      input.addEventListener("change", () => this.letGo());
      input.addEventListener("keydown", (event) => this.key(event, i));
      input.addEventListener("keyup", () => this.waits(REST));
      input.addEventListener("blur", () => this.letGo());
      return input;
    });
    this.values = this.inputs.map(() => made("output", "value"));
    this.rail.replaceChildren(this.fill, ...this.inputs);
    this.head.replaceChildren(this.name, ...this.values, this.share);
    this.inputs[0]?.classList.add("near");
  }

  get places() {
    if (this.own) return this.own;
    return this.offered === null ? this.data.places : [this.offered];
  }

  draw() {
    const { places } = this;
    const [low, high] = this.data.ends;
    const at = (place) => Math.min(Math.max((place - low) / (high - low), 0), 1);
    places.forEach((place, i) => {
      this.inputs[i].value = place;
      this.inputs[i].setAttribute("aria-valuetext", this.text(place));
      this.values[i].textContent = this.text(place);
    });
    const from = places.length === 2 ? at(places[0]) : at(Math.min(Math.max(0, low), high));
    const to = at(places.at(-1));
    // A handle's middle reaches the ends of the rail less half its width.
    const x = (share) => `calc(0.5rem + ${share} * (100% - 1rem))`;
    const [left, right] = from < to ? [from, to] : [to, from];
    this.fill.style.left = left === 0 ? "0" : x(left);
    this.fill.style.right = `calc(100% - ${x(right)})`;
    this.share.textContent = this.data.weight ? this.percent() : "";
    this.root.setAttribute("aria-busy", String(this.own !== null));
  }

  text(place) {
    const number = Number(place.toPrecision(6));
    return number.toLocaleString("en-US", { maximumFractionDigits: 10 }) + this.data.unit;
  }

  near(event) {
    if (this.inputs.length < 2 || this.pointer !== null) return;
    const box = this.rail.getBoundingClientRect();
    const [low, high] = this.data.ends;
    const place = low + ((event.clientX - box.left) / box.width) * (high - low);
    const [a, b] = this.places.map((one) => Math.abs(one - place));
    const first = a === b ? place < this.places[0] : a < b;
    this.inputs[0].classList.toggle("near", first);
    this.inputs[1].classList.toggle("near", !first);
  }

  snapped(place) {
    const { ends, step } = this.data;
    const decimals = Math.max(0, 1 - Math.floor(Math.log10(step)));
    const snapped = Number((ends[0] + Math.round((place - ends[0]) / step) * step).toFixed(decimals));
    return Math.min(Math.max(snapped, ends[0]), ends[1]);
  }

  pull(i) {
    if (this.refused) this.draw();
    else this.move(i, this.snapped(Number(this.inputs[i].value)));
  }

  move(i, place) {
    const places = [...this.places];
    if (places.length === 2) {
      const { step } = this.data;
      place = i ? Math.max(place, this.snapped(places[0] + step)) : Math.min(place, this.snapped(places[1] - step));
    }
    const before = places[i];
    places[i] = place;
    if (place === before && !this.own) return this.draw();
    if (this.told) {
      this.began = this.places;
      this.changesMind.begin();
    }
    this.own = places;
    this.told = false;
    if (this.data.weight) this.offer();
    else this.draw();
    globalThis.bellwetherStream?.tell(this.data.key, this.own, () => this.leaves());
  }

  key(event, i) {
    if (MODIFIERS.has(event.key)) return; // a letter follows, and what it means is not known yet
    if (event.ctrlKey || event.metaKey || event.altKey) {
      this.letGo();
      return;
    }
    const { ends, step } = this.data;
    const steps = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -PAGE, PageUp: PAGE };
    const by = steps[event.key];
    if (by === undefined && event.key !== "Home" && event.key !== "End") return;
    event.preventDefault();
    const last = this.places[i];
    const steps0 = (last - ends[0]) / step;
    const whole = by > 0 ? Math.floor(steps0 + 1e-9) : Math.ceil(steps0 - 1e-9);
    const next = by === undefined ? ends[event.key === "End" ? 1 : 0] : ends[0] + (whole + by) * step;
    this.move(i, this.snapped(next));
    this.waits(HELD);
  }

  // A key that is held comes again and again, the first time after as long as the system was told.
  waits(milliseconds) {
    clearTimeout(this.timer);
    if (!this.told && this.pointer === null) this.timer = setTimeout(() => this.letGo(), milliseconds);
  }

  letGo() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.told) return;
    this.told = true;
    this.changesMind.end();
    this.say(this.own);
  }

  // The page is left while the hand still holds the handle, which moves nothing more.
  leaves() {
    this.refused = this.pointer !== null;
    this.letGo();
  }

  // The move ends where it began: no place is told, and the page is drawn as its card is.
  takeBack() {
    clearTimeout(this.timer);
    this.timer = 0;
    if (this.told) return;
    this.told = true;
    this.changesMind.end();
    this.refused = this.pointer !== null;
    this.own = this.began;
    if (this.data.weight) this.offer();
    else this.draw();
    this.say(null);
  }

  say(places) {
    this.number = nextNumber();
    const { variant } = this.data;
    const message = { places, number: this.number, variant };
    const letGo = () => this.tell("placed", message);
    if (globalThis.bellwetherStream) globalThis.bellwetherStream.hush(letGo);
    else letGo();
  }

  // The page has answered the last letting go.
  settled() {
    this.own = null;
    this.start = null;
    globalThis.bellwetherStream?.carriedOut();
    if (WEIGHTS.mover !== this) return;
    WEIGHTS.mover = null;
    for (const line of this.lines()) line.offered = null;
    this.offered = null;
  }

  // ---- weights that share a total

  lines() {
    if (!this.data.weight) return [];
    const all = [...WEIGHTS.values()].filter((one) => one.root.isConnected);
    return all.sort((a, b) => a.data.weight.order - b.data.weight.order);
  }

  get weight() {
    return this.places[0];
  }

  percent() {
    const lines = this.lines().filter((one) => one.data.weight.counts);
    const total = lines.reduce((sum, one) => sum + one.weight, 0);
    const own = this.data.weight.counts && total ? this.weight / total : 0;
    return `${Math.round(own * 100)}%`;
  }

  // Moves the others with this one, as the page will reckon it.
  offer() {
    const lines = this.lines();
    const { id, keep, counts } = this.data.weight;
    if (WEIGHTS.mover !== this) {
      WEIGHTS.mover = this;
      this.start = null;
    }
    this.start ??= new Map(
      lines.map((one) => {
        const out = one.data.weight.from;
        return [one.data.weight.id, out && out.moved === id ? out.weight : one.places[0]];
      }),
    );
    for (const one of lines) {
      if (one === this) continue;
      one.offered = this.start.get(one.data.weight.id) ?? null;
      if (one.told) one.own = null;
    }
    if (keep && counts) {
      const start = lines
        .filter((one) => one.data.weight.counts)
        .map((one) => ({ id: one.data.weight.id, weight: this.start.get(one.data.weight.id), fixed: one.data.weight.fixed }));
      const shares = sharedOut(start, id, this.own[0]);
      this.own = [shares.get(id)];
      for (const one of lines) if (one !== this) one.offered = shares.get(one.data.weight.id) ?? one.offered;
    }
    for (const one of lines) one.draw();
  }
}

// Sliders that stand in one piece of the page. What one of them says is said again with whatever
// comes before the page has heard it: of two words on the way Streamlit keeps the later one.
class Piece {
  constructor() {
    this.rows = new Map();
    this.unheard = [];
  }

  // A line that broke swallows words, and nobody says them again but who said them. The wait grows,
  // as a word that is said again breaks off the answer to the first. What went with its page says
  // nothing again: the page kept what was in hand, and may be another card by now.
  say(send, wait = AGAIN) {
    clearTimeout(this.timer);
    if (!this.unheard.length) return;
    send(this.unheard);
    this.timer = setTimeout(() => {
      if (this.parent?.isConnected !== false) this.say(send, Math.min(2 * wait, 8 * AGAIN));
    }, wait);
  }

  show(data, parent, send) {
    this.parent = parent;
    this.unheard = this.unheard.filter((one) => one.number > data.heard);
    if (!this.unheard.length) clearTimeout(this.timer);
    const rows = new Map(
      data.rows.map(({ key }) => [key, this.rows.get(key) ?? new Slider(made("div", `slider st-key-${key}`))]),
    );
    for (const [key, { root }] of this.rows) if (!rows.has(key)) root.remove();
    this.rows = rows;
    // Who stands at its place is let be: a handle that is moved within the page is held no more.
    let next = parent.querySelector(".slider");
    for (const { root } of rows.values()) {
      if (root === next) next = next.nextElementSibling;
      else parent.insertBefore(root, next);
    }
    const say = (name, message) => {
      this.unheard.push({ number: nextNumber(), ...message, name });
      this.say(send);
    };
    for (const row of data.rows) rows.get(row.key).show(row, say);
  }
}

export default function slider({ data, parentElement, setTriggerValue }) {
  const piece = PIECES.get(parentElement) ?? new Piece();
  PIECES.set(parentElement, piece);
  piece.show(data, parentElement, (said) => setTriggerValue("said", said));
}
