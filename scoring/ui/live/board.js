// The board of lost customers: a table that sorts, filters and searches in the browser, so that
// it keeps its order while the numbers under it move. All text is set as text, never as markup.
const BOARDS = new WeakMap();

function made(tag, classes, text) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text !== undefined) node.textContent = text;
  return node;
}

function compared(a, b) {
  const none = (v) => v === null || v === undefined || v === "";
  if (none(a) || none(b)) return none(a) - none(b);
  return typeof a === "number" ? a - b : String(a).localeCompare(String(b));
}

function monthBefore(left, back) {
  const [year, month] = left.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7);
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
    this.legend = made("p", "legend");
    this.frame.append(this.table);
    root.append(this.bar, this.frame, this.legend);
  }

  show(data, choose) {
    this.data = data;
    this.choose = choose;
    this.frame.setAttribute("role", "region");
    this.frame.setAttribute("aria-label", data.words.title);
    this.frame.style.maxHeight = `${data.height}px`;
    this.drawBar();
    this.drawTable();
    this.legend.replaceChildren(
      ...data.legend.map((one) => {
        const item = made("span", "key");
        item.append(this.mark(one.tone, one.sign, one.kind), made("span", "", one.text));
        return item;
      }),
    );
  }

  mark(tone, sign, kind) {
    const mark = made("i", kind === "cell" ? "cell" : kind, sign);
    mark.setAttribute("aria-hidden", "true");
    const look = this.data.tones[tone];
    if (look && kind === "cell") Object.assign(mark.style, { background: look[0], color: look[1] });
    else if (look) mark.style.color = look[0];
    return mark;
  }

  drawBar() {
    const chips = this.data.verdicts.map((one) => {
      const chip = made("button", "chip");
      chip.type = "button";
      chip.setAttribute("aria-pressed", String(!this.hidden.has(one.key)));
      chip.title = one.help;
      chip.disabled = one.count === 0;
      chip.append(
        this.mark(one.tone, one.sign, "sign"),
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
    const place = this.frame.scrollTop;
    const rows = this.rows();
    const body = made("tbody");
    for (const row of rows) body.append(this.row(row));
    if (!rows.length) {
      const cell = made("td", "nothing", this.data.words.nothing);
      cell.colSpan = this.data.columns.length;
      body.append(made("tr"));
      body.firstChild.append(cell);
    }
    this.table.replaceChildren(this.head(), body);
    this.frame.scrollTop = place;
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

  row(row) {
    const line = made("tr", row.id === this.data.chosen ? "chosen" : "");
    for (const { key } of this.data.columns) {
      const cell = made(key === "name" ? "th" : "td", key);
      if (key === "verdict") {
        const [tone, sign, label] = this.data.verdictLooks[row.verdict];
        cell.append(this.mark(tone, sign, "sign"), made("span", "", label));
        if (row.fate) cell.title = row.fate;
      } else if (key === "name") {
        cell.scope = "row";
        const button = made("button", "", row.name);
        button.type = "button";
        button.title = this.data.words.explain;
        button.setAttribute("aria-expanded", String(row.id === this.data.chosen));
        cell.append(button);
      } else if (key === "strip") cell.append(this.strip(row));
      else if (key === "band") {
        if (row.tone) cell.append(this.mark(row.tone, row.sign, "sign"));
        cell.append(made("span", "", row.band));
      } else cell.textContent = row[`${key}Text`] ?? row[key] ?? "";
      if (["lost", "reason"].includes(key)) cell.title = cell.textContent;
      line.append(cell);
    }
    line.onclick = () => this.choose(row.id === this.data.chosen ? null : row.id);
    return line;
  }

  score(score) {
    return typeof score === "number" ? score.toFixed(this.data.decimals) : (score ?? "–");
  }

  strip(row) {
    const cells = made("span", "cells");
    cells.setAttribute("role", "img");
    cells.setAttribute("aria-label", row.stripText);
    row.cells.forEach((band, i) => {
      const back = this.data.months - i;
      const [name, tone, sign] = this.data.bands[band] ?? ["", "", ""];
      const cell = made("i", tone ? "cell" : "cell none", tone ? sign : "·");
      const look = this.data.tones[tone];
      if (look) Object.assign(cell.style, { background: look[0], color: look[1] });
      if (back === row.first) cell.classList.add("first");
      if (back === row.looked) cell.classList.add("looked");
      if (back === this.data.lead) cell.classList.add("lead");
      if (tone) cell.title = `${monthBefore(row.left, back)} · ${name} · ${this.score(row.scores[i])}`;
      cells.append(cell);
    });
    return cells;
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
  held.show(data, (id) => setStateValue("chosen", id));
}
