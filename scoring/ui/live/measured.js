// How wide a text is in the font it is drawn in: the browser measures it, as letters differ. What was
// measured is kept, so that a drawing that follows a slider measures little.
const INK = document.createElement("canvas").getContext("2d");
const LARGER = matchMedia("(min-width: 1800px)"); // as in the style
const MOST = 2000; // texts that are kept

class Ruler {
  constructor(svg) {
    this.svg = svg;
    this.fonts = new Map();
    this.widths = new Map();
  }

  font(look) {
    const key = `${look} ${LARGER.matches}`;
    const known = this.fonts.get(key);
    if (known) return known;
    const probe = document.createElementNS("http://www.w3.org/2000/svg", "text");
    probe.setAttribute("class", look);
    this.svg.append(probe);
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(probe);
    probe.remove();
    if (!fontSize) return "12px sans-serif"; // it does not stand on the page yet
    const font = `${fontWeight} ${fontSize} ${fontFamily}`;
    this.fonts.set(key, font);
    return font;
  }

  // The width in pixels of a text of a look, the classes of the style.
  width(text, look = "") {
    const font = this.font(look);
    const key = `${font} ${text}`;
    let width = this.widths.get(key);
    if (width === undefined) {
      INK.font = font;
      width = INK.measureText(text).width;
      if (this.widths.size > MOST) this.widths.clear();
      this.widths.set(key, width);
    }
    return width;
  }

  // As much of a text as has room, with "…" where something is left out; nothing where not even that.
  cut(text, room, look = "") {
    if (this.width(text, look) <= room) return text;
    const signs = Array.from(text);
    const short = (count) => `${signs.slice(0, count).join("").trimEnd()}…`;
    let [low, high] = [0, signs.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.width(short(middle), look) <= room) low = middle;
      else high = middle - 1;
    }
    return low > 0 ? short(low) : "";
  }

  // Fonts that came later are measured anew.
  forget() {
    this.fonts.clear();
    this.widths.clear();
  }
}
