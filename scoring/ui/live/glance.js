// On a phone the tiles stand far below the sliders: the telling ones of them are said once more in a
// line at the lower edge, while the tiles themselves are still further down; where what moves them
// stands beneath them, also while they are further up. Readers of the screen find them in the tiles
// alone. On a broader screen nothing of this is made.
const NARROW = matchMedia("(max-width: 640px)"); // from here on Streamlit's columns lie under each other

class Glance {
  constructor(parent, strip, around) {
    this.parent = parent;
    this.strip = strip;
    // What is above the page's upper edge counts as seen: one may jump from beneath the tiles to above.
    const page = (parent.getRootNode().host ?? parent).closest('[data-testid="stMain"]');
    this.sight = new IntersectionObserver((told) => this.seen(told.at(-1).isIntersecting), { root: page, rootMargin: around ? "0px" : "100000px 0px 0px" });
    this.sight.observe(strip);
    NARROW.addEventListener("change", () => this.draw());
  }

  seen(reached) {
    this.below = !reached;
    this.line?.classList.toggle("shown", this.below);
  }

  // Input: the rows of the tiles, and which of them are told: pairs of a row and a place in it.
  show(rows, places) {
    this.told = places.map(([row, place]) => rows[row]?.[place]).filter(Boolean);
    this.draw();
  }

  draw() {
    if (!NARROW.matches) {
      this.line?.remove();
      this.line = null;
      return;
    }
    if (!this.line) this.make();
    while (this.cells.length < this.told.length) this.add();
    while (this.cells.length > this.told.length) this.cells.pop().cell.remove();
    this.told.forEach((one, i) => {
      const { name, figure, step } = this.cells[i];
      this.set(name, one.sign ? `${one.sign} ${one.label}` : one.label);
      this.set(figure, one.value);
      this.set(step, one.change);
      step.className = `step ${one.change ? one.mood : "none"}`;
    });
  }

  make() {
    this.cells = [];
    this.line = document.createElement("div");
    this.line.className = "glance";
    this.line.setAttribute("aria-hidden", "true");
    this.line.classList.toggle("shown", this.below);
    this.line.addEventListener("click", () => this.strip.scrollIntoView({ block: "start" }));
    this.parent.append(this.line);
    globalThis.bellwetherGlance = this.line; // a note that stands beside something keeps clear of it
  }

  add() {
    const [cell, name, said, figure, step] = ["div", "span", "span", "b", "span"].map((tag) => document.createElement(tag));
    name.className = "name";
    said.append(figure, step);
    cell.append(name, said);
    this.line.append(cell);
    this.cells.push({ cell, name, figure, step });
  }

  set(node, text) {
    if (node.textContent !== text) node.textContent = text;
  }
}
