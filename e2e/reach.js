// What nobody can bring into sight: controls and words that something above them cuts off. An empty list is good.
() => {
  const found = new Set();
  const root = document.documentElement;
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.visually-hidden, [aria-hidden=true], video, canvas');
  const scrolls = /auto|scroll/;
  const cuts = /hidden|clip/;
  // How much of the box is lost, once everything that scrolls was scrolled to it.
  const lost = (element, box) => {
    for (let above = element; above && above !== root; above = above.parentElement) {
      const style = getComputedStyle(above);
      const edge = above.getBoundingClientRect();
      const [down, across] = [style.overflowY, style.overflowX];
      if (scrolls.test(down) && above.scrollHeight > above.clientHeight && edge.height < 60) return `no room to scroll in ${above.className}`;
      if (cuts.test(across) && (box.left < edge.left - 2 || box.right > edge.right + 2)) return `beside ${above.className}`;
      if (cuts.test(down) && (box.top < edge.top - 4 || box.bottom > edge.bottom + 4)) return `above or below ${above.className}`;
      box = {
        left: scrolls.test(across) ? edge.left : box.left, right: scrolls.test(across) ? edge.right : box.right,
        top: scrolls.test(down) ? edge.top : box.top, bottom: scrolls.test(down) ? edge.bottom : box.bottom,
      };
      if (style.position === 'fixed' || above.matches('dialog')) {
        if (box.top < -1 || box.bottom > innerHeight + 1) return `outside the window, ${above.className}`;
        return '';
      }
    }
    return '';
  };
  const shadow = document.querySelector('dialog[open]');
  const within = shadow ?? document.body;
  const tell = (what, element, box) => {
    const why = lost(element, box);
    if (why) found.add(`${what.trim().slice(0, 30)}: ${why}`);
  };
  for (const control of within.querySelectorAll('button, a[href], input:not([type=checkbox]), textarea, select'))
    if (seen(control) && control.offsetWidth) tell(control.getAttribute('aria-label') || control.textContent || control.tagName, control.parentElement, control.getBoundingClientRect());
  const walker = document.createTreeWalker(within, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    // The rest of a line that is too long stands in its title; beside a name on a picture a note gives way.
    if (!node.data.trim() || !seen(parent) || parent.closest('[title], .kc-plate')) continue;
    const cut = parent.closest('.ell');
    if (cut && cut.scrollWidth > cut.clientWidth + 1) found.add(`${node.data.trim().slice(0, 30)}: cut short`);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const box of range.getClientRects()) if (box.width > 2) tell(node.data, parent, box);
  }
  return [...found].slice(0, 8);
}
