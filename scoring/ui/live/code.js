// Makes the parts known, each with its style, and draws those that have waited for it.
export default function code({ data }) {
  const parts = (globalThis.bellwetherParts ??= { made: null, waiting: new Map() });
  const sheets = {};
  for (const [name, style] of Object.entries(data.styles)) {
    sheets[name] = new CSSStyleSheet();
    sheets[name].replaceSync(style);
  }
  const draw = (place) => {
    const name = place.name.split(".").at(-1);
    const root = place.parentElement.getRootNode();
    const sheet = sheets[name];
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    BELLWETHER[name](place);
  };
  parts.stand ??= new Map();
  // A part that is drawn again from what it was drawn from keeps the news that came since.
  parts.made ??= (place) => {
    const { at, turn } = place.data ?? {};
    if (!at) return draw(place);
    const before = parts.stand.get(at);
    const same = before?.data.turn === turn && before.parentElement === place.parentElement;
    const now = same ? { ...place, data: before.data } : place;
    parts.stand.set(at, now);
    draw(now);
  };
  // News for a part that stands on the page: what changed in its data. The browser may carry out
  // a drawing of the whole page and the answer to a move before it at once, the answer last: news
  // that were sent before what the part was drawn from are old.
  parts.tell ??= (at, news, sent) => {
    const before = parts.stand.get(at);
    if (!before?.parentElement.isConnected) return;
    const drawn = before.data.sent;
    if (drawn?.visit === sent.visit && drawn.number > sent.number) return;
    const now = { ...before, data: { ...before.data, ...news, moving: true } };
    parts.stand.set(at, now);
    draw(now);
  };
  for (const place of parts.waiting.values()) parts.made(place);
  parts.waiting.clear();
}
