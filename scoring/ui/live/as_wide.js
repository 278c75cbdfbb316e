// A drawing that is as wide as its place, and is drawn anew where that changes; and once more when
// the fonts have come, in which its texts are measured. The browser says how wide before it paints:
// to ask for it here would lay out the whole page for each drawing on it.
class AsWide {
  constructor(root) {
    this.root = root;
    new ResizeObserver(() => this.resized()).observe(root);
    document.fonts?.ready.then(() => this.lettered());
  }

  resized() {
    const width = this.root.clientWidth;
    if (!width || width === this.width) return;
    this.width = width;
    if (this.data) this.draw();
  }

  lettered() {
    this.ruler?.forget();
    if (this.data && this.width) this.draw();
  }

  picture(classes = "") {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("class", `marks ${classes}`.trim());
    svg.setAttribute("role", "img");
    return svg;
  }
}
