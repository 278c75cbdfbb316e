// A vote on a phone: 100 points over the metrics with buttons and sliders. All of it happens in the
// browser until it is sent; what is not sent yet is kept for a reload.
const BALLOTS = new WeakMap();
const STEP = 5;
const PATIENCE = 8000; // milliseconds after which a vote that nobody answered is not under way

function made(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

function button(name, label, text, press) {
  const node = made("button", name, text);
  node.type = "button";
  node.setAttribute("aria-label", label);
  node.addEventListener("click", press);
  return node;
}

function drafts(place, said) {
  try {
    if (said === undefined) return JSON.parse(window.localStorage.getItem(place) ?? "null");
    if (said === null) window.localStorage.removeItem(place);
    else window.localStorage.setItem(place, JSON.stringify(said));
  } catch {
    // A browser that keeps nothing.
  }
  return null;
}

class Ballot {
  constructor(root) {
    this.root = root;
    this.lines = new Map();
  }

  show(data, send) {
    this.send = send;
    const fresh = this.data?.turn !== data.turn || this.data?.code !== data.code;
    const answered = data.casts > (this.data?.casts ?? 0); // a server that began anew counts anew
    this.data = data;
    this.place = `bellwether.vote.${data.code}.${data.turn}`;
    if (fresh) {
      this.build();
      const draft = data.open ? drafts(this.place) : null;
      this.vote = this.sound(draft) ?? this.sound(data.start) ?? this.none();
    }
    if (answered || !data.open) this.settle(false);
    if (!fresh && data.open && data.proposed.number !== this.taken) {
      const must = this.vote.must.filter((id) => data.proposed.points[id]);
      this.change({ ...this.sound({ points: data.proposed.points, cut: this.vote.cut }), must });
    }
    this.taken = data.proposed.number;
    if (data.saved && this.same()) drafts(this.place, null);
    if (!data.open && data.saved) this.vote = this.sound(data.saved) ?? this.vote;
    this.draw();
  }

  none() {
    return { points: {}, must: [], drop: [], cut: null };
  }

  // What was kept may be of an older card: only what still stands is taken up.
  sound(said) {
    if (!said || typeof said.points !== "object") return null;
    const ids = this.data.metrics.map((one) => one.id);
    const vote = this.none();
    for (const id of ids) {
      const points = Math.min(Math.max(Math.round(Number(said.points[id]) || 0), 0), 100);
      vote.points[id] = Math.min(points, 100 - this.sum(vote));
    }
    vote.must = ids.filter((id) => said.must?.includes(id));
    vote.drop = ids.filter((id) => said.drop?.includes(id) && !vote.points[id]);
    vote.cut = typeof said.cut === "number" ? said.cut : null;
    return vote;
  }

  sum(vote) {
    return Object.values(vote.points).reduce((all, one) => all + one, 0);
  }

  get left() {
    return 100 - this.sum(this.vote);
  }

  build() {
    const { words } = this.data;
    this.bar = made("div", "bar");
    this.count = made("strong", "left");
    this.count.setAttribute("role", "status");
    this.go = button("go", words.send, words.send, () => this.tell());
    const top = made("div", "top");
    top.append(this.count, this.go);
    this.gauge = made("div", "gauge");
    this.gauge.append(made("i"));
    this.note = made("p", "note");
    this.bar.append(top, this.gauge, this.note);
    this.lines.clear();
    const list = made("div", "list");
    for (const metric of this.data.metrics) list.append(this.line(metric));
    this.root.replaceChildren(this.bar, list, this.cut());
  }

  line(metric) {
    const { words } = this.data;
    const row = made("section", "metric");
    const head = made("div", "head");
    const value = made("span", "value");
    head.append(made("span", "name", metric.title), value);
    const less = button("step", `${metric.title}: ${words.less}`, "−", () => this.add(metric.id, -STEP));
    const more = button("step", `${metric.title}: ${words.more}`, "+", () => this.add(metric.id, STEP));
    const rail = made("input");
    Object.assign(rail, { type: "range", min: 0, max: 100, step: STEP });
    rail.setAttribute("aria-label", `${metric.title}: ${words.points}`);
    rail.addEventListener("input", () => this.put(metric.id, Number(rail.value)));
    const gauge = made("div", "steps");
    gauge.append(less, rail, more);
    const marks = made("div", "marks");
    const must = button("mark must", `${metric.title}: ${words.must}`, words.must, () => this.mark("must", metric.id));
    const drop = button("mark drop", `${metric.title}: ${words.drop}`, words.drop, () => this.mark("drop", metric.id));
    marks.append(must, drop);
    row.append(head);
    if (metric.about) row.append(made("p", "about", metric.about));
    row.append(gauge, marks);
    this.lines.set(metric.id, { row, value, less, more, rail, must, drop });
    return row;
  }

  cut() {
    const { words, red } = this.data;
    const box = made("section", "metric cut");
    const head = made("div", "head");
    this.cutValue = made("span", "value");
    head.append(made("span", "name", words.cut), this.cutValue);
    this.cutRail = made("input");
    Object.assign(this.cutRail, { type: "range", min: red.step, max: red.top - red.step, step: red.step });
    this.cutRail.setAttribute("aria-label", words.cut);
    this.cutRail.addEventListener("input", () => this.change({ cut: Number(this.cutRail.value) }));
    this.noCut = button("mark", words.noCut, words.noCut, () => this.change({ cut: null }));
    const gauge = made("div", "steps");
    gauge.append(this.cutRail);
    const marks = made("div", "marks");
    marks.append(this.noCut);
    box.append(head, made("p", "about", red.about), gauge, marks);
    return box;
  }

  add(id, step) {
    const now = this.vote.points[id] ?? 0;
    const next = step > 0 ? Math.floor(now / STEP) * STEP + STEP : Math.ceil(now / STEP) * STEP - STEP;
    this.put(id, next);
  }

  // Nobody spends more than is left.
  put(id, wanted) {
    const now = this.vote.points[id] ?? 0;
    const points = { ...this.vote.points, [id]: Math.min(Math.max(wanted, 0), now + this.left) };
    const drop = points[id] ? this.vote.drop.filter((one) => one !== id) : this.vote.drop;
    this.change({ points, drop });
  }

  mark(sort, id) {
    const other = sort === "must" ? "drop" : "must";
    const on = !this.vote[sort].includes(id);
    const without = (list) => list.filter((one) => one !== id);
    const change = { [sort]: on ? [...this.vote[sort], id] : without(this.vote[sort]) };
    if (on) change[other] = without(this.vote[other]);
    if (on && sort === "drop") change.points = { ...this.vote.points, [id]: 0 };
    this.change(change);
  }

  change(part) {
    if (!this.data.open) return;
    this.vote = { ...this.vote, ...part };
    drafts(this.place, this.vote);
    this.draw();
  }

  same() {
    const saved = this.sound(this.data.saved);
    const plain = (vote) => JSON.stringify(this.sound(vote));
    return saved !== null && plain(saved) === plain(this.vote);
  }

  draw() {
    const { words, open } = this.data;
    const problem = this.data.problem || (this.lost ? words.lost : "");
    const { left } = this;
    this.count.textContent = words.left.replace("{n}", left);
    this.gauge.firstChild.style.width = `${100 - left}%`;
    const sent = this.same();
    this.go.disabled = !open || sent || left === 100 || this.sending;
    this.go.textContent = sent ? words.sent : this.sending ? words.sending : this.data.saved ? words.again : words.send;
    this.bar.classList.toggle("done", sent);
    const idle = !sent && this.data.start && !this.data.saved ? words.carried : words.none;
    const some = left > 0 && left < 100 ? words.some.replace("{n}", left) : idle;
    this.note.textContent = !open ? words.closed : problem ? problem : sent ? words.counted : some;
    this.note.classList.toggle("wrong", Boolean(open && problem));
    for (const metric of this.data.metrics) {
      const one = this.lines.get(metric.id);
      const points = this.vote.points[metric.id] ?? 0;
      one.value.textContent = points;
      one.rail.value = points;
      one.rail.style.setProperty("--at", `${points}%`);
      one.rail.setAttribute("aria-valuetext", `${points}, ${words.left.replace("{n}", left)}`);
      one.less.disabled = !open || !points;
      one.more.disabled = !open || !left || points >= 100;
      one.rail.disabled = !open;
      for (const sort of ["must", "drop"]) {
        const on = this.vote[sort].includes(metric.id);
        one[sort].setAttribute("aria-pressed", on);
        one[sort].disabled = !open;
      }
      one.row.classList.toggle("dropped", this.vote.drop.includes(metric.id));
    }
    const { cut } = this.vote;
    this.cutValue.textContent = cut === null ? "–" : cut;
    this.cutRail.value = cut ?? this.data.red.now;
    const share = (this.cutRail.value - this.cutRail.min) / (this.cutRail.max - this.cutRail.min);
    this.cutRail.style.setProperty("--at", `${100 * share}%`);
    this.cutRail.classList.toggle("unset", cut === null);
    this.cutRail.disabled = !open;
    this.noCut.setAttribute("aria-pressed", cut === null);
    this.noCut.disabled = !open;
  }

  settle(lost) {
    clearTimeout(this.givesUp);
    this.sending = false;
    this.lost = lost;
  }

  tell() {
    this.sending = true;
    this.lost = false;
    this.data = { ...this.data, problem: "" };
    this.draw();
    this.send({ ...this.vote, turn: this.data.turn });
    this.givesUp = setTimeout(() => {
      this.settle(true);
      this.draw();
    }, PATIENCE);
  }
}

export default function ballot({ data, parentElement, setTriggerValue }) {
  let held = BALLOTS.get(parentElement);
  if (!held) {
    const root = document.createElement("div");
    root.className = "ballot";
    parentElement.append(root);
    held = new Ballot(root);
    BALLOTS.set(parentElement, held);
  }
  held.show(data, (vote) => setTriggerValue("cast", vote));
}
