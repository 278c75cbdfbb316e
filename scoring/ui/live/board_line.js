// One line of the board of lost customers. A cell is drawn anew only if what it shows is another.
function made(tag, classes, text) {
  const node = document.createElement(tag);
  if (classes) node.className = classes;
  if (text !== undefined) node.textContent = text;
  return node;
}

function mark(data, tone, sign, kind) {
  const node = made("i", kind === "cell" ? "cell" : kind, sign);
  node.setAttribute("aria-hidden", "true");
  const look = data.tones[tone];
  if (look && kind === "cell") Object.assign(node.style, { background: look[0], color: look[1] });
  else if (look) node.style.color = look[0];
  return node;
}

function monthBefore(left, back) {
  const [year, month] = left.split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - back, 1)).toISOString().slice(0, 7);
}

class Line {
  constructor(data, row) {
    this.node = made("tr");
    this.node.dataset.id = row.id;
    this.cells = {};
    this.shown = {};
    for (const { key } of data.columns) {
      const cell = made(key === "name" ? "th" : "td", key);
      if (key === "name") cell.scope = "row";
      this.cells[key] = cell;
      this.node.append(cell);
    }
  }

  // `near` says that the line is in sight, or nearly so. The strip of another is left out: two
  // thousand cells that nobody sees would make every answer to a slider three times as slow.
  show(data, row, near) {
    this.row = row;
    this.near = near;
    const chosen = row.id === data.chosen;
    if (this.node.classList.contains("chosen") !== chosen) this.node.classList.toggle("chosen", chosen);
    for (const { key } of data.columns) {
      const shown = this.key(key, row, chosen);
      if (shown === this.shown[key]) continue;
      this.shown[key] = shown;
      this.draw(data, key, row, chosen);
    }
  }

  // All that a cell shows, as one text.
  key(key, row, chosen) {
    if (key === "verdict") return `${row.verdict}|${row.fate}`;
    if (key === "name") return `${row.name}|${chosen}`;
    if (key === "strip" && !this.near) return `|${row.stripText}`;
    if (key === "strip") return `${row.cells}|${row.first}|${row.looked}|${row.stripText}`;
    if (key === "band") return `${row.tone}|${row.sign}|${row.band}`;
    return String(row[`${key}Text`] ?? row[key] ?? "");
  }

  draw(data, key, row, chosen) {
    const cell = this.cells[key];
    if (key === "verdict") {
      const [tone, sign, label] = data.verdictLooks[row.verdict];
      cell.replaceChildren(mark(data, tone, sign, "sign"), made("span", "", label));
      cell.title = row.fate;
    } else if (key === "name") this.name(data, cell, chosen);
    else if (key === "strip") cell.replaceChildren(this.strip(data, row));
    else if (key === "band") {
      const sign = row.tone ? [mark(data, row.tone, row.sign, "sign")] : [];
      cell.replaceChildren(...sign, made("span", "", row.band));
    } else {
      cell.textContent = this.shown[key];
      if (["lost", "reason"].includes(key)) cell.title = this.shown[key];
    }
  }

  name(data, cell, chosen) {
    const button = cell.firstChild ?? made("button", "", this.row.name);
    button.type = "button";
    button.title = data.words.explain;
    button.setAttribute("aria-expanded", String(chosen));
    if (cell.firstChild) return;
    button.tabIndex = -1; // of all names one is a stop of Tab, see `stop`
    cell.append(button);
  }

  strip(data, row) {
    const cells = made("span", "cells");
    cells.setAttribute("role", "img");
    cells.setAttribute("aria-label", row.stripText);
    if (!this.near) return cells;
    (row.cells ?? "").split(",").forEach((band, i) => {
      const back = data.months - i;
      const [, tone, sign] = data.bands[band] ?? ["", "", ""];
      const cell = made("i", tone ? "cell" : "cell none", tone ? sign : "·");
      const look = data.tones[tone];
      if (look) Object.assign(cell.style, { background: look[0], color: look[1] });
      if (back === row.first) cell.classList.add("first");
      if (back === row.looked) cell.classList.add("looked");
      if (back === data.lead) cell.classList.add("lead");
      cells.append(cell);
    });
    return cells;
  }

  // What a cell of the strip says when it is pointed at.
  said(data, cell) {
    const place = [...cell.parentNode.children].indexOf(cell);
    const [name] = data.bands[this.row.cells.split(",")[place]] ?? [""];
    const score = this.row.scores?.split(",")[place] || "–"; // a slider that moves tells none
    return name ? `${monthBefore(this.row.left, data.months - place)} · ${name} · ${score}` : "";
  }
}
