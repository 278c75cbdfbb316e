// A plain list of shapes that the server has reckoned. A place is a number of pixels, or a share of
// the width and pixels more, so a drawing follows its width without being asked for again.
const HELD = new WeakMap();
const FITS = 6.6; // pixels to reckon for a character of a text that must fit
const CUT = 6.1; // and for one of a name that is cut short
const SMALL = 5.2;

class Marks extends AsWide {
  constructor(root) {
    super(root);
    this.svg = this.picture();
    root.append(this.svg);
    this.shapes = new Redrawn(this.svg);
    pointed(root, this.svg);
    this.svg.addEventListener("click", (event) => {
      const [cell, turn] = event.composedPath()[0].pick ?? [];
      if (cell !== undefined) this.tell({ cell, turn });
    });
  }

  show(data, tell) {
    this.data = data;
    this.tell = tell;
    this.svg.setAttribute("aria-label", data.label);
    this.svg.setAttribute("height", data.height);
    this.draw();
  }

  draw() {
    if (!this.width) return; // it comes with the frame that is laid out next
    const seen = this.data.shapes.filter((one) => {
      return this.width >= (one.from ?? 0) && this.width < (one.below ?? Infinity);
    });
    this.shapes.draw(seen.map((one) => [one.tag, this.set(one), this.text(one), one.note, one.pick]));
  }

  at(place) {
    return Array.isArray(place) ? place[0] * this.width + place[1] : place;
  }

  set(one) {
    const set = {};
    for (const [name, value] of Object.entries(one.set)) set[name] = this.at(value);
    if ("width" in set) set.width = Math.max(set.width, 0.5);
    if ("rx" in set) set.rx = Math.min(set.rx, set.width / 2);
    return set;
  }

  // The longest of the wordings that has room, cut short where it has a limit.
  text(one) {
    if (!one.text) return "";
    const room = one.room ? this.at(one.room) : Infinity;
    const fits = FITS * (matchMedia("(min-width: 1800px)").matches ? 1.125 : 1); // as in the style
    const text = one.text.find((words) => room > words.length * fits) ?? "";
    const each = /small/.test(one.set.class) ? SMALL : CUT;
    const most = one.limit ? Math.floor(this.at(one.limit) / each) : Infinity;
    return text.length > most ? `${text.slice(0, Math.max(most - 1, 0))}…` : text;
  }
}

export default function marks({ data, parentElement, setTriggerValue }) {
  let held = HELD.get(parentElement);
  if (!held) {
    const root = document.createElement("div");
    root.className = "drawn";
    parentElement.append(root);
    held = new Marks(root);
    HELD.set(parentElement, held);
  }
  held.show(JSON.parse(data.told), (pick) => setTriggerValue("picked", pick));
}
