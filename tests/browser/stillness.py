"""Scripts that run in a page: whether it has come to rest, and whether anything on it jumps."""

from __future__ import annotations

# Watches, frame by frame, how far the tiles and charts move and whether the page scrolls.
WATCH = """() => {
  const of = (key) => {
    const part = document.querySelector(key);
    return [...part?.querySelectorAll('*') ?? []].find(e => e.shadowRoot)?.shadowRoot ?? part;
  };
  const drawn = () => [...of('.st-key-bands')?.querySelectorAll('svg.marks') ?? [],
      ...document.querySelectorAll('svg.marks')];
  window.drawn = drawn;
  const parts = () => [...of('.st-key-tiles').querySelectorAll('.value'), ...drawn()];
  const place = () => [document.querySelector('[data-testid=stMain]').scrollTop,
      ...parts().slice(0, 9).map(e => e.getBoundingClientRect().top)];
  const start = place();
  window.marks = drawn();
  window.largestJump = 0;
  const look = () => {
    place().forEach((y, i) => {
      window.largestJump = Math.max(window.largestJump, Math.abs(y - start[i]));
    });
    window.watching = requestAnimationFrame(look);
  };
  look();
}"""

SAME_MARKS = """() => {
  cancelAnimationFrame(window.watching);
  const now = window.drawn();
  return [window.largestJump, window.marks.length, window.marks.every((e, i) => e === now[i])];
}"""

# The script has ended and the page has not grown for a while.
SETTLED = """() => {
  const idle = document.querySelector('[data-testid=stApp]')?.dataset.testScriptState;
  const size = document.querySelectorAll('*').length;
  window.calm = idle === 'notRunning' && size === window.size ? window.calm + 1 : 0;
  window.size = size;
  return window.calm >= 4;
}"""
