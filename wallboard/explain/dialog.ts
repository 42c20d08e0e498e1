const reachable = 'a[href], button:not([disabled]), select, input, [tabindex="0"]';

/** Keeps the keyboard inside a dialog, and gives it the focus when it appears. Escape calls `close`. */
export function holdFocus(dialog: HTMLElement, close: () => void): () => void {
  const onkeydown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      event.preventDefault();
      close();
    }
    if (event.key === 'Tab') turn(event);
  };
  /** Past the last one comes the first, wherever in the dialog the focus is. */
  function turn(event: KeyboardEvent): void {
    const all = [...dialog.querySelectorAll<HTMLElement>(reachable)];
    const here = document.activeElement ?? dialog;
    const wanted = event.shiftKey ? Node.DOCUMENT_POSITION_PRECEDING : Node.DOCUMENT_POSITION_FOLLOWING;
    const isBeyond = (one: Node) => (here.compareDocumentPosition(one) & wanted) !== 0;
    if (dialog.contains(here) && all.some(isBeyond)) return;
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0])?.focus();
  }
  dialog.focus();
  document.addEventListener('keydown', onkeydown, true);
  return () => document.removeEventListener('keydown', onkeydown, true);
}
