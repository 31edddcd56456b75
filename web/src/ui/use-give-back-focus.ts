import { useState } from 'react';
import { focusPage } from './focus-page.ts';

/**
 * For dialogs that no trigger of their own opens: gives the focus back to what had it before. The answer is what
 * Radix asks for as `onCloseAutoFocus`.
 */
export function useGiveBackFocus(): (event: Event) => void {
  const [before] = useState(() => document.activeElement);
  return (event) => {
    event.preventDefault();
    if (before instanceof HTMLElement && before.isConnected && before !== document.body)
      before.focus({ preventScroll: true });
    else focusPage();
  };
}
