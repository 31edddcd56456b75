import { type RefObject, useEffect, useRef } from 'react';

/** When another list is shown while the page is scrolled into the former one, goes back to where lists begin. */
export function useListTop(list: string): RefObject<HTMLDivElement | null> {
  const ref = useRef<HTMLDivElement>(null);
  const shown = useRef(list);
  useEffect(() => {
    if (shown.current === list) return;
    shown.current = list;
    const top = ref.current ? ref.current.getBoundingClientRect().top + scrollY : 0;
    if (scrollY > top) scrollTo({ top });
  }, [list]);
  return ref;
}
