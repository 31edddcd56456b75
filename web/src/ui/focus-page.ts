/** When what had the focus is gone, the page itself takes it, so that the keyboard does not start at the very top. */
export function focusPage(): void {
  if (document.activeElement && document.activeElement !== document.body) return;
  document.querySelector('main')?.focus({ preventScroll: true });
}
