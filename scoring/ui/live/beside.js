// Where a note stands beside what it speaks of, and what that is: also inside other parts.
function found(selectors) {
  const roots = [document, ...[...document.querySelectorAll("*")].map((node) => node.shadowRoot).filter(Boolean)];
  for (const selector of selectors) {
    for (const root of roots) {
      const seen = [...root.querySelectorAll(selector)].find((node) => node.checkVisibility?.() ?? true);
      if (seen && seen.getBoundingClientRect().width) return seen;
    }
  }
  return null;
}

// Where the page ends below: above the line of telling figures, where a phone shows one.
function footOf(height) {
  const line = globalThis.bellwetherGlance;
  return line?.isConnected && line.classList.contains("shown") ? line.getBoundingClientRect().top : height;
}

// What scrolls a node: the nearest box around it that can.
function scroller(node) {
  for (let box = node; box; box = box.parentElement ?? box.getRootNode().host) {
    const { overflowY } = getComputedStyle(box);
    if (/auto|scroll/.test(overflowY) && box.scrollHeight > box.clientHeight + 1 && box !== node) return box;
  }
  return document.scrollingElement;
}

// The part of a node that is pointed at: of a long list, its beginning.
function pointedAt(node, top, most) {
  const box = node.getBoundingClientRect();
  const from = Math.max(box.top, top);
  const to = Math.min(box.bottom, from + most);
  return { left: box.left, right: box.right, top: from, bottom: Math.max(to, from) };
}

const LINE = 110; // pixels: what is lower is one line of a list

function apart(a, b) {
  return a.right <= b.left || a.left >= b.right || a.bottom <= b.top || a.top >= b.bottom;
}

// The first of the places beneath, beside and above a box that is free; the foot of the page else.
// Beneath a line the next line stays in sight, where there is room: it is often one of its kind.
function placeBeside(box, { width, height }, view) {
  const gap = 12;
  const within = (value, most) => Math.min(Math.max(value, gap), Math.max(most - gap, gap));
  const x = within(box.left, view.width - width);
  const y = within(box.top, view.height - height);
  const line = box.bottom - box.top;
  const places = [
    ...(line < LINE ? [[x, box.bottom + line + gap]] : []),
    [x, box.bottom + gap],
    [box.right + gap, y],
    [box.left - width - gap, y],
    [x, box.top - height - gap],
    [x, view.height - height - gap],
  ];
  const fits = ([left, top]) => {
    const own = { left, top, right: left + width, bottom: top + height };
    const inside = left >= 0 && own.right <= view.width && top >= view.top && own.bottom <= view.height;
    return inside && apart(own, box);
  };
  return places.find(fits) ?? places.at(-1);
}
