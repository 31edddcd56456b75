import { useEffect, useEffectEvent } from 'react';

/** Ctrl K, or ⌘ K on a Mac, anywhere on the page. */
export function usePaletteKey(toggle: () => void) {
  const onToggle = useEffectEvent(toggle);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        event.key.toLowerCase() !== 'k' ||
        !(event.ctrlKey || event.metaKey) ||
        event.shiftKey ||
        event.altKey
      )
        return;
      event.preventDefault();
      onToggle();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
}
