// Shapes of a drawing that are kept from one drawing to the next: only what is another is set.
class Redrawn {
  constructor(parent) {
    this.parent = parent;
    this.nodes = [];
  }

  // shapes: [tag, attributes, text, what it says when it is pointed at, what a click on it means], from
  // the back to the front.
  draw(shapes) {
    shapes.forEach(([tag, attributes, text = "", said = "", pick], i) => {
      let node = this.nodes[i];
      if (node?.tagName !== tag) {
        const fresh = document.createElementNS("http://www.w3.org/2000/svg", tag);
        if (node) node.replaceWith(fresh);
        else this.parent.append(fresh);
        fresh.told = {};
        node = this.nodes[i] = fresh;
      }
      for (const name of Object.keys(node.told)) if (!(name in attributes)) node.removeAttribute(name);
      for (const [name, value] of Object.entries(attributes)) {
        if (node.told[name] !== value) node.setAttribute(name, value);
      }
      node.told = attributes;
      if (node.textContent !== text) node.textContent = text;
      node.said = said;
      node.pick = pick;
    });
    while (this.nodes.length > shapes.length) this.nodes.pop().remove();
  }
}
