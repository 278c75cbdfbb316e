// The board of lost customers: a table that sorts, filters and searches in the browser, so that
// it keeps its order while the numbers under it move. All text is set as text, never as markup.
const BOARDS = new WeakMap();
const LINE = 28; // pixels, until a line can be measured
const AHEAD = 6; // so many lines beyond those in sight are drawn whole

function compared(a, b) {
  const none = (v) => v === null || v === undefined || v === "";
  if (none(a) || none(b)) return none(a) - none(b);
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b));
}

class Board {
  constructor(root) {
    this.sort = { column: "", down: false };
    this.hidden = new Set();
    this.search = "";
    this.root = root;
    this.bar = made("div", "bar");
    this.frame = made("div", "frame");
    this.frame.tabIndex = 0;
    this.table = made("table");
    this.body = made("tbody");
    this.lines = new Map(); // by customer: a line stays the same element while its numbers move
    this.legend = made("p", "legend");
    this.frame.append(this.table);
    this.shown = [];
    this.place = 0; // how far down the list is scrolled, kept so that no answer needs to ask
    this.frame.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.body.onclick = (event) => this.clicked(event.target.closest("tr"));
    this.body.onkeydown = (event) => this.walk(event);
    this.body.addEventListener("focusin", (event) => this.stop(event.target.closest("tr")));
    this.body.onmouseover = (event) => this.told(event.target);
    root.append(this.bar, this.frame, this.legend);
  }

  // While a slider moves: the lines that are told, and how many have each verdict.
  follow({ lines, top, counts }, choose) {
    const rows = lines.rows.map((row) => Object.fromEntries(row.map((cell, i) => [lines.keys[i], cell])));
    const verdicts = this.data.verdicts.map((one) => ({ ...one, count: counts[one.key] }));
    this.show({ ...this.data, rows: this.withThoseInSight(rows, top), verdicts }, choose);
  }

  show(data, choose) {
    this.data = data;
    this.choose = choose;
    this.frame.setAttribute("role", "region");
    this.frame.setAttribute("aria-label", data.words.title);
    this.frame.style.maxHeight = `${data.height}px`;
    // What rarely changes is compared as a whole, and drawn anew only if it is another.
    const { columns, bands, tones, verdictLooks, months, lead, legend } = data;
    const looks = JSON.stringify([columns, bands, tones, verdictLooks, months, lead, legend]);
    if (looks !== this.looks) {
      this.looks = looks;
      this.lines.clear();
      this.drawLegend();
    }
    this.drawBar();
    this.drawTable();
  }

  // While a slider moves only the first lines and those in sight are told; the others stay as
  // they were, beneath the first, until it is let go.
  withThoseInSight(rows, top) {
    const fresh = new Map(rows.map((row) => [row.id, row]));
    const first = rows.slice(0, top);
    const above = new Set(first.map((row) => row.id));
    const before = this.data.rows;
    const beneath = before.filter((row) => !above.has(row.id)).map((row) => fresh.get(row.id) ?? row);
    return [...first, ...beneath].slice(0, Math.max(before.length, rows.length));
  }

  // The customers in sight, so that they are told while a slider moves.
  seen() {
    const [from, to] = this.inSight();
    return this.root.isConnected ? this.shown.slice(Math.max(from, 0), to + 1).map((row) => row.id) : [];
  }

  drawLegend() {
    this.legend.replaceChildren(
      ...this.data.legend.map((one) => {
        const item = made("span", "key");
        item.append(mark(this.data, one.tone, one.sign, one.kind), made("span", "", one.text));
        return item;
      }),
    );
  }

  clicked(line) {
    const id = line?.dataset.id;
    if (id !== undefined) this.choose(id === this.data.chosen ? null : id);
  }

  // A cell says its month, band and score when it is pointed at; two thousand of them at once
  // would be more work than all the rest.
  told(cell) {
    const line = this.lines.get(cell.closest("tr")?.dataset.id);
    if (line && cell.matches(".cell")) cell.title = line.said(this.data, cell);
  }

  drawBar() {
    const { verdicts, words } = this.data;
    const shown = JSON.stringify([verdicts, words, [...this.hidden], this.looks]);
    if (shown === this.bars) return;
    this.bars = shown;
    const chips = this.data.verdicts.map((one) => {
      const chip = made("button", "chip");
      chip.type = "button";
      chip.setAttribute("aria-pressed", String(!this.hidden.has(one.key)));
      chip.title = one.help;
      chip.disabled = one.count === 0;
      chip.append(
        mark(this.data, one.tone, one.sign, "sign"),
        made("span", "", one.label),
        made("b", "", one.count.toLocaleString("en-US")),
      );
      chip.onclick = () => {
        if (!this.hidden.delete(one.key)) this.hidden.add(one.key);
        this.drawBar();
        this.drawTable();
        this.bar.querySelectorAll("button")[this.data.verdicts.indexOf(one)].focus();
      };
      return chip;
    });
    if (!this.field) {
      this.field = made("input", "search");
      this.field.type = "search";
      this.field.oninput = () => {
        this.search = this.field.value.trim().toLowerCase();
        this.drawTable();
      };
    }
    this.field.placeholder = this.data.words.search;
    this.field.setAttribute("aria-label", this.data.words.search);
    if (this.bar.lastChild !== this.field) this.bar.append(this.field);
    while (this.bar.firstChild !== this.field) this.bar.firstChild.remove();
    this.field.before(...chips);
  }

  rows() {
    const held = this.data.rows.filter(
      (row) =>
        !this.hidden.has(row.verdict) &&
        (!this.search || `${row.name} ${row.reason} ${row.lost}`.toLowerCase().includes(this.search)),
    );
    const { column, down } = this.sort;
    if (!column) return held;
    return held.sort((a, b) => (down ? -1 : 1) * compared(a[column], b[column]));
  }

  drawTable() {
    const rows = this.rows();
    this.drawHead();
    if (this.nothing) this.nothing.remove();
    const drawn = new Set();
    let next = this.body.firstChild;
    const [from, to] = this.inSight();
    rows.forEach((row, i) => {
      let line = this.lines.get(row.id);
      if (!line) this.lines.set(row.id, (line = new Line(this.data, row)));
      line.show(this.data, row, from <= i && i <= to);
      drawn.add(line.node);
      if (line.node === next) next = next.nextSibling;
      else this.body.insertBefore(line.node, next);
    });
    this.shown = rows;
    for (const node of [...this.body.children]) if (!drawn.has(node)) node.remove();
    this.nothing = rows.length ? null : this.emptyLine();
    if (this.nothing) this.body.append(this.nothing);
    if (this.stopped?.parentNode !== this.body) this.stop(this.body.firstChild);
  }

  // Of eighty names one is a stop of Tab, the one that was stood on last; arrows lead to the others.
  stop(line) {
    const name = (node) => node?.querySelector("th.name button");
    if (name(this.stopped)) name(this.stopped).tabIndex = -1;
    if (name(line)) name(line).tabIndex = 0;
    this.stopped = line;
  }

  walk(event) {
    const lines = this.body.children;
    const at = [...lines].indexOf(event.target.closest("tr"));
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: lines.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    lines[to]?.querySelector("th.name button")?.focus();
  }

  // The places of the first and the last line that can be seen, or will be after a short way.
  inSight() {
    const height = (this.height ||= this.body.firstChild?.offsetHeight) || LINE;
    const from = Math.floor(this.place / height);
    return [from - AHEAD, from + Math.ceil(this.data.height / height) + AHEAD];
  }

  scrolled() {
    this.place = this.frame.scrollTop;
    const [from, to] = this.inSight();
    this.shown.slice(Math.max(from, 0), to + 1).forEach((row) => {
      this.lines.get(row.id)?.show(this.data, row, true);
    });
  }

  emptyLine() {
    const cell = made("td", "nothing", this.data.words.nothing);
    cell.colSpan = this.data.columns.length;
    const line = made("tr");
    line.append(cell);
    return line;
  }

  drawHead() {
    const shown = JSON.stringify([this.looks, this.sort]);
    if (shown === this.heads) return;
    this.heads = shown;
    this.table.replaceChildren(this.head(), this.body);
  }

  head() {
    const head = made("thead");
    const line = made("tr");
    for (const column of this.data.columns) {
      const cell = made("th", column.key);
      cell.scope = "col";
      if (column.key === "strip") cell.append(this.scale(column));
      else {
        const button = made("button", "", column.label);
        button.type = "button";
        button.title = column.help;
        const here = this.sort.column === column.sort;
        if (here) cell.setAttribute("aria-sort", this.sort.down ? "descending" : "ascending");
        button.onclick = () => {
          // The second click turns the order round, the third gives the first order back.
          if (!here) this.sort = { column: column.sort, down: column.down };
          else if (this.sort.down === column.down) this.sort.down = !column.down;
          else this.sort = { column: "", down: false };
          this.drawTable();
          this.table.querySelector(`th.${column.key} button`).focus();
        };
        cell.append(button);
      }
      line.append(cell);
    }
    head.append(line);
    return head;
  }

  scale(column) {
    const scale = made("span", "cells scale");
    scale.title = column.help;
    for (let back = this.data.months; back >= 1; back -= 1) {
      const named = [24, 18, 12, 6, 1].includes(back) || back === this.data.lead;
      scale.append(made("i", `tick${back === this.data.lead ? " lead" : ""}`, named ? back : ""));
    }
    return scale;
  }
}

export default function board({ data, parentElement, setStateValue }) {
  let held = BOARDS.get(parentElement);
  if (!held) {
    const root = made("div", "board");
    parentElement.append(root);
    held = new Board(root);
    BOARDS.set(parentElement, held);
  }
  const choose = (id) => setStateValue("chosen", id);
  if (held.turn !== data.turn) {
    held.turn = data.turn;
    held.show(JSON.parse(data.told), choose);
  }
  if (data.lines) held.follow(data, choose);
  globalThis.bellwetherInSight = () => held.seen(); // the stream tells it with each place
}
