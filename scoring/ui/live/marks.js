// A plain list of shapes that the server has reckoned. A place is a number of pixels, or a share of
// the width and pixels more, so a drawing follows its width without being asked for again.
const HELD = new WeakMap();

class Marks extends AsWide {
  constructor(root) {
    super(root);
    this.svg = this.picture();
    root.append(this.svg);
    this.shapes = new Redrawn(this.svg);
    this.ruler = new Ruler(this.svg);
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
    const look = one.set.class;
    const text = one.text.find((words) => room === Infinity || room > this.ruler.width(words, look)) ?? "";
    return one.limit ? this.ruler.cut(text, this.at(one.limit), look) : text;
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
