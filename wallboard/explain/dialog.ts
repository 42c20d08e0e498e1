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
  function turn(event: KeyboardEvent): void {
    const all = [...dialog.querySelectorAll<HTMLElement>(reachable)];
    const [first] = all;
    const last = all[all.length - 1];
    if (!first || !last) return;
    const here = document.activeElement;
    const isOutside = !dialog.contains(here);
    if (event.shiftKey ? here === first || here === dialog || isOutside : here === last || isOutside) {
      event.preventDefault();
      (event.shiftKey ? last : first).focus();
    }
  }
  dialog.focus();
  document.addEventListener('keydown', onkeydown, true);
  return () => document.removeEventListener('keydown', onkeydown, true);
}
