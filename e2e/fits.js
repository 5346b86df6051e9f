// What does not fit the window: wider than it, controls cut off, words over other words. An empty list is good.
() => {
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > root.clientWidth) found.push(`the page is ${root.scrollWidth - root.clientWidth} px too wide`);
  const words = (element) => (element.getAttribute('aria-label') || element.textContent || element.tagName).trim().slice(0, 30);
  const seen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true })
    && !element.closest('.visually-hidden, [aria-hidden=true]');
  for (const control of document.querySelectorAll('button, a[href], input:not([type=checkbox]), textarea, select, summary')) {
    if (!seen(control)) continue;
    const box = control.getBoundingClientRect();
    if (box.width && (box.left < -1 || box.right > root.clientWidth + 1)) found.push(`outside the window: ${words(control)}`);
    if (control.matches('button, a') && (control.scrollWidth > control.clientWidth + 1 || control.scrollHeight > control.clientHeight + 1)
      && getComputedStyle(control).display !== 'inline') found.push(`cut off: ${words(control)}`);
  }
  for (const hint of document.querySelectorAll('.kc-filter .ant-select-placeholder'))
    if (seen(hint) && hint.scrollWidth > hint.clientWidth + 1) found.push(`cut off: ${words(hint)}`);
  // A candidate's finger needs 44 px; a link within a sentence is as high as its line.
  if (location.pathname.startsWith('/c/') && root.clientWidth <= 720)
    for (const control of document.querySelectorAll('button, a[href], input:not([type=checkbox]), textarea, select')) {
      const { display } = getComputedStyle(control);
      // A field is as high as the frame around it.
      const { height } = (control.closest('.kc-input') ?? control).getBoundingClientRect();
      if (seen(control) && display !== 'inline' && height && height < 43.5) found.push(`${height} px for a finger: ${words(control)}`);
    }
  // What a picture that is not there says, and the name upon it, are both to be read.
  for (const tile of document.querySelectorAll('.kc-tile')) {
    const [word, plate] = ['.kc-nopic .word', '.kc-plate:not(.top-right)'].map((part) => tile.querySelector(part));
    if (!word || !plate || !seen(word) || !seen(plate)) continue;
    const [a, b] = [word, plate].map((part) => part.getBoundingClientRect());
    if (a.bottom > b.top + 2 && a.left < b.right && a.right > b.left) found.push(`behind the name: ${words(word)}`);
  }
  // The foot and other fixed controls stay within reach: no short message lies over them.
  if (!document.querySelector('dialog[open], [role=dialog], [role=alertdialog]'))
    for (const control of document.querySelectorAll('.kc-foot button, .kc-foot a')) {
      if (!seen(control)) continue;
      const box = control.getBoundingClientRect();
      const top = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      if (top?.closest('.kc-toasts')) found.push(`covered: ${words(control)}`);
    }
  // Lines of text, each with what it scrolls or floats in: what lies above the page may cover it.
  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !seen(parent)) continue;
    const range = document.createRange();
    range.selectNodeContents(node);
    let layer = parent;
    while (layer && !['sticky', 'fixed', 'absolute'].includes(getComputedStyle(layer).position)
      && !['auto', 'hidden', 'scroll'].includes(getComputedStyle(layer).overflowY)) layer = layer.parentElement;
    for (const box of range.getClientRects()) if (box.width > 2) lines.push({ box, layer, node, text: node.data.trim().slice(0, 30) });
  }
  lines.forEach((one, index) => {
    for (const other of lines.slice(index + 1)) {
      if (other.layer !== one.layer || other.node === one.node) continue;
      const across = Math.min(one.box.right, other.box.right) - Math.max(one.box.left, other.box.left);
      const down = Math.min(one.box.bottom, other.box.bottom) - Math.max(one.box.top, other.box.top);
      if (across > 3 && down > Math.min(one.box.height, other.box.height) / 2) found.push(`over one another: ${one.text} / ${other.text}`);
    }
  });
  return found.slice(0, 6);
}
