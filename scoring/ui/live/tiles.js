// A strip of tiles. Only the texts that changed are set anew, as text.
const STRIPS = new WeakMap();
const PARTS = { label: "dt", value: "dd", moved: "dd", note: "dd" };

function made(tag, classes) {
  const node = document.createElement(tag);
  node.className = classes;
  return node;
}

function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

class Tile {
  constructor() {
    this.node = made("div", "tile");
    for (const [name, tag] of Object.entries(PARTS)) this[name] = made(tag, name);
    this.title = made("span", "title");
    this.help = made("span", "help");
    this.help.textContent = "?";
    this.label.append(this.title, this.help);
    this.change = made("span", "change");
    this.against = made("span", "against");
    this.moved.append(this.change, this.against);
    this.node.append(this.label, this.value, this.moved, this.note);
  }

  show(told) {
    say(this.title, told.sign ? `${told.sign} ${told.label}` : told.label);
    this.title.title = told.label; // a long name is cut short
    this.help.hidden = !told.help;
    this.help.style.display = told.help ? "" : "none";
    this.help.title = told.help;
    this.help.setAttribute("aria-label", told.help);
    say(this.value, told.value);
    this.change.style.display = told.change ? "" : "none";
    this.change.className = `change ${told.change === "±0" ? "still" : told.mood}`;
    say(this.change, told.change);
    say(this.against, told.against);
    say(this.note, told.note);
  }
}

class Strip {
  constructor(root) {
    this.root = root;
    this.rows = [];
  }

  show({ rows, small, few }) {
    this.root.classList.toggle("small", small);
    const shape = [few, ...rows.map((row) => row.length)].join();
    if (shape !== this.shape) {
      this.shape = shape;
      this.root.style.setProperty("--most", Math.max(...rows.map((row) => row.length), 1));
      this.rows = rows.map((row) => row.map(() => new Tile()));
      this.root.replaceChildren(
        ...this.rows.map((row) => {
          const line = made("dl", "row");
          line.append(...row.map((tile) => tile.node));
          line.style.setProperty("--few", few || (row.length % 3 ? Math.min(row.length, 2) : 3));
          return line;
        }),
      );
    }
    rows.forEach((row, i) => {
      this.root.children[i].classList.toggle("unmoved", !row.some((one) => one.change || one.against));
      row.forEach((told, j) => this.rows[i][j].show(told));
    });
  }
}

export default function tiles({ data, parentElement }) {
  let held = STRIPS.get(parentElement);
  if (!held) {
    const root = made("div", "tiles");
    parentElement.append(root);
    held = new Strip(root);
    if (data.glance) held.glance = new Glance(parentElement, root, data.around);
    STRIPS.set(parentElement, held);
  }
  held.show(data);
  held.glance?.show(data.rows, data.glance);
}
