// Makes the parts known, each with its style, and draws those that have waited for it.
export default function code({ data }) {
  const parts = (globalThis.bellwetherParts ??= { made: null, waiting: new Map() });
  const sheets = {};
  for (const [name, style] of Object.entries(data.styles)) {
    sheets[name] = new CSSStyleSheet();
    sheets[name].replaceSync(style);
  }
  parts.made ??= (place) => {
    const name = place.name.split(".").at(-1);
    const root = place.parentElement.getRootNode();
    const sheet = sheets[name];
    if (sheet && !root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
    BELLWETHER[name](place);
  };
  for (const place of parts.waiting.values()) parts.made(place);
  parts.waiting.clear();
}
