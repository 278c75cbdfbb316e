// A table whose texts come ready: it sorts in the browser, draws the rows in sight alone, and tells
// which row is chosen. All text is set as text, never as markup.
const GRIDS = new WeakMap();
const LINE = 35; // pixels of a row, as the style has it
const AHEAD = 6; // so many rows beyond those in sight are drawn
const LETTER = 6.8; // pixels to reckon for a character
const WIDEST = 340; // pixels of a column at most, unless there is room to spare
const ORDER = new Intl.Collator(undefined, { numeric: true });
// What may begin a formula, also behind blanks and what cannot be seen; as `csv_file.py` has it.
const RISKY = /^["\p{Z}\u200b\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/u;

function made(tag, classes = "", text = "") {
  const node = document.createElement(tag);
  node.className = classes;
  node.textContent = text;
  return node;
}

// Many spreadsheets part a file at semicolons, within quotes of ours, too: no part begins a formula.
function harmless(cell) {
  const runs = (part) => RISKY.test(part) && Number.isNaN(Number(part));
  return cell.split(";").map((part) => (runs(part) ? `'${part}` : part)).join(";");
}

function quoted(text) {
  const cell = harmless(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

class Grid {
  constructor(root) {
    this.root = root;
    this.sort = { at: -1, down: false };
    this.frame = made("div", "frame");
    this.frame.tabIndex = 0;
    this.table = made("table");
    this.columns = made("colgroup");
    this.head = made("thead");
    this.body = made("tbody");
    this.table.append(this.columns, this.head, this.body);
    this.frame.append(this.table);
    this.save = made("button", "save", "Save as CSV");
    this.save.type = "button";
    this.save.onclick = () => this.saved();
    root.append(this.frame, this.save);
    this.lines = new Map(); // by place in the data
    this.place = 0; // how far down it is scrolled, kept so that no drawing needs to ask
    this.frame.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.sides = new ResizeObserver(() => this.edges()); // asks once all is laid out
    for (const node of [this.frame, this.table]) this.sides.observe(node);
    this.body.onclick = (event) => this.clicked(event.target.closest("tr"), event.target.closest("button"));
    this.body.onkeydown = (event) => this.walk(event);
    this.body.onmouseover = (event) => this.told(event.target.closest("td"));
  }

  show(told, choose) {
    this.choose = choose;
    const again = this.focused();
    const data = JSON.parse(told);
    const names = data.columns.map((one) => one.name).join("\n");
    if (names !== this.names) this.sort = { at: -1, down: false };
    this.names = names;
    this.data = data;
    this.rows = data.columns[0]?.cells.length ?? 0;
    this.choosing = data.ids.length > 0;
    this.named = Math.max(data.columns.findIndex((one) => !one.numbers), 0); // what a row is called by
    this.root.classList.toggle("choosing", this.choosing);
    this.save.hidden = !data.saves;
    this.frame.style.maxHeight = `${data.height}px`;
    this.table.setAttribute("aria-rowcount", String(this.rows + 1));
    this.drawHead();
    this.ordered();
    again();
  }

  // Who stands in a head or a row stands there again once all is drawn anew; the answer to a choice
  // does that, and a keyboard would otherwise begin at the top of the page.
  focused() {
    const one = this.root.getRootNode().activeElement;
    const head = [...this.head.querySelectorAll("button")].indexOf(one);
    const at = one?.closest("tbody tr")?.at;
    if (head < 0 && at === undefined) return () => {};
    return () => {
      const next = head < 0 ? this.lines.get(at)?.querySelector("button") : this.head.querySelectorAll("button")[head];
      (next ?? this.frame).focus({ preventScroll: true });
    };
  }

  // Every column has room for its longest text, so that none moves while rows come and go.
  drawHead() {
    const widths = this.data.columns.map(({ name, cells }) => {
      const longest = cells.reduce((most, cell) => Math.max(most, cell.length), name.length + 2);
      return Math.min(Math.ceil(longest * LETTER) + 18, WIDEST);
    });
    this.table.style.minWidth = `${widths.reduce((sum, one) => sum + one, 0)}px`;
    this.columns.replaceChildren(
      ...widths.map((width) => {
        const column = made("col");
        column.style.width = `${width}px`;
        return column;
      }),
    );
    const line = made("tr");
    line.setAttribute("aria-rowindex", "1");
    line.append(...this.data.columns.map((column, at) => this.headOf(column, at)));
    this.head.replaceChildren(line);
  }

  headOf(column, at) {
    const cell = made("th", column.right ? "right" : "");
    cell.scope = "col";
    const button = made("button", "", column.name);
    button.type = "button";
    button.title = column.help || column.name;
    if (this.sort.at === at) cell.setAttribute("aria-sort", this.sort.down ? "descending" : "ascending");
    button.onclick = () => {
      // The second click turns the order round, the third gives the first order back.
      const again = this.sort.at === at;
      this.sort = again && this.sort.down ? { at: -1, down: false } : { at, down: again };
      this.drawHead();
      this.ordered();
      this.head.querySelectorAll("button")[at].focus();
    };
    cell.append(button);
    return cell;
  }

  // The order of the rows, what holds nothing last; then all is drawn.
  ordered() {
    this.order = Array.from({ length: this.rows }, (_, i) => i);
    const column = this.data.columns[this.sort.at];
    if (column) {
      const keys = column.numbers ?? column.cells.map((cell) => (cell === "–" ? null : cell));
      const compared = column.numbers ? (a, b) => a - b : ORDER.compare;
      const turned = this.sort.down ? -1 : 1;
      this.order.sort((i, j) => {
        const [a, b] = [keys[i], keys[j]];
        if (a === null || b === null) return (a === null) - (b === null);
        return turned * compared(a, b);
      });
    }
    this.lines.clear();
    this.stop ??= 0;
    if (this.stop >= this.rows) this.stop = 0;
    // A list that became shorter ends above the place where the longer one was read.
    this.place = Math.max(Math.min(this.place, (this.rows + 1) * LINE - this.data.height), 0);
    this.draw();
  }

  // The places of the first row that is drawn and of the one after the last.
  sight() {
    const from = Math.max(Math.floor(this.place / LINE) - AHEAD, 0);
    return [from, Math.min(from + Math.ceil(this.data.height / LINE) + 2 * AHEAD, this.rows)];
  }

  draw() {
    const [from, to] = this.sight();
    this.drawn = from;
    const lines = new Map();
    for (let at = from; at < to; at += 1) lines.set(at, this.lines.get(at) ?? this.line(at));
    this.lines = lines;
    this.stops(from, to);
    this.body.replaceChildren(...gap(from), ...lines.values(), ...gap(this.rows - to));
  }

  // Of all rows one is a stop of Tab: where the last one is not drawn, the first in sight.
  stops(from, to) {
    if (!this.choosing || (this.stop >= from && this.stop < to)) return;
    this.stop = Math.min(Math.ceil(this.place / LINE), to - 1);
    for (const [at, line] of this.lines) line.querySelector("button").tabIndex = at === this.stop ? 0 : -1;
  }

  line(at) {
    const row = this.order[at];
    const id = this.data.ids[row];
    const chosen = this.choosing && id === this.data.chosen;
    const line = made("tr", chosen ? "chosen" : "");
    line.setAttribute("aria-rowindex", String(at + 2));
    line.at = at;
    this.data.columns.forEach((column, i) => {
      const text = column.cells[row];
      const cell = made("td", column.right ? "right" : "", this.choosing && i === this.named ? "" : text);
      if (this.choosing && i === this.named) {
        const name = made("button", "", text);
        name.type = "button";
        name.setAttribute("aria-pressed", String(chosen));
        name.tabIndex = at === this.stop ? 0 : -1;
        cell.append(name);
      }
      line.append(cell);
    });
    return line;
  }

  // Where columns go on to a side, the table fades out towards it.
  edges() {
    const { scrollLeft, scrollWidth, clientWidth } = this.frame;
    this.frame.classList.toggle("before", scrollLeft > 1);
    this.frame.classList.toggle("beyond", scrollWidth - clientWidth - scrollLeft > 1);
  }

  scrolled() {
    this.edges();
    this.place = this.frame.scrollTop;
    if (Math.abs(this.sight()[0] - this.drawn) >= AHEAD / 2) {
      const again = this.focused();
      this.draw();
      again();
    }
  }

  // Who marks a text within a row does not choose it; a name that is pressed is chosen, whatever is
  // marked elsewhere on the page.
  clicked(line, pressed) {
    const marks = !pressed && String(getSelection());
    if (!this.choosing || line?.at === undefined || marks) return;
    this.stop = line.at;
    const id = this.data.ids[this.order[line.at]];
    this.choose(id === this.data.chosen ? null : id);
  }

  // Arrows lead from row to row, also to those that were not drawn yet.
  walk(event) {
    const at = event.target.closest("tr")?.at;
    const [page, last] = [Math.max(Math.floor(this.data.height / LINE) - 2, 1), this.rows - 1];
    const ways = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: last };
    const to = { ...ways, PageUp: Math.max(at - page, 0), PageDown: Math.min(at + page, last) }[event.key];
    if (!this.choosing || to === undefined || to < 0 || to >= this.rows) return;
    event.preventDefault();
    const before = this.lines.get(this.stop)?.querySelector("button");
    if (before) before.tabIndex = -1;
    this.stop = to;
    const top = to * LINE;
    const room = this.frame.clientHeight - 2 * LINE;
    if (top < this.place || top > this.place + room) {
      this.frame.scrollTop = Math.max(top < this.place ? top : top - room, 0);
      this.place = this.frame.scrollTop;
      this.draw();
    }
    const name = this.lines.get(to)?.querySelector("button");
    name.tabIndex = 0;
    name.focus({ preventScroll: true });
  }

  // A text that has no room is told whole when it is pointed at.
  told(cell) {
    if (cell && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent;
  }

  // All rows as they are sorted, numbers as they are unless they stand in a unit.
  saved() {
    const { columns } = this.data;
    const cell = (column, row) => String(column.exact ? (column.numbers[row] ?? "") : column.cells[row]);
    const lines = this.order.map((row) => columns.map((column) => quoted(cell(column, row))).join(","));
    const text = [columns.map((column) => quoted(column.name)).join(","), ...lines].join("\r\n");
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([`${text}\r\n`], { type: "text/csv" }));
    link.download = "table.csv";
    link.click();
    URL.revokeObjectURL(link.href);
  }
}

// The room of the rows that are not drawn.
function gap(rows) {
  if (rows < 1) return [];
  const line = made("tr", "gap");
  const cell = made("td");
  line.setAttribute("aria-hidden", "true");
  cell.style.height = `${rows * LINE}px`;
  line.append(cell);
  return [line];
}

export default function grid({ data, parentElement, setTriggerValue }) {
  let held = GRIDS.get(parentElement);
  if (!held) {
    const root = made("div", "grid");
    parentElement.append(root);
    held = new Grid(root);
    GRIDS.set(parentElement, held);
  }
  held.show(data.told, (id) => setTriggerValue("picked", { id }));
}
