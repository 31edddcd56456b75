import 'photoswipe/style.css';
import './lightbox.css';
import type PhotoSwipe from 'photoswipe';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { formatNumber } from '../../words/format-number.ts';
import type { LightboxItem } from './lightbox-item.ts';
import { openViewer } from './open-viewer.ts';
import { PhotoPanel } from './photo-panel.tsx';

interface Props {
  items: LightboxItem[];
  /** Key of the picture that the address names. */
  openKey: string;
  /** How many there are in all, loaded or not. */
  total: number;
  onChange: (key: string) => void;
  onClose: () => void;
  /** The end of what is loaded is near. */
  onNearEnd: () => void;
}

/** The viewer of single pictures; the address says which one is open, so that it can be shared and left by “back”. */
export default function Lightbox({ items, openKey, total, onChange, onClose, onNearEnd }: Props) {
  const [panel] = useState(() => document.createElement('div'));
  const viewer = useRef<PhotoSwipe | null>(null);
  const index = items.findIndex((item) => item.key === openKey);
  const itemsNow = useEffectEvent(() => items);
  const indexNow = useEffectEvent(() => Math.max(0, index));
  const close = useEffectEvent(onClose);
  const moveTo = useEffectEvent((at: number) => {
    const item = items[at];
    if (item) onChange(item.key);
    if (at > items.length - 10) onNearEnd();
  });

  useEffect(() => {
    let left = false;
    panel.className = 'lightbox-panel';
    const opened = openViewer({
      items: () => itemsNow(),
      index: indexNow(),
      panel,
      onChange: (at) => moveTo(at),
      onClosed: () => {
        if (!left) close();
      },
    });
    viewer.current = opened;
    return () => {
      left = true;
      opened.destroy();
    };
  }, [panel]);

  useEffect(() => {
    if (index >= 0 && viewer.current && viewer.current.currIndex !== index) viewer.current.goTo(index);
  }, [index]);

  const item = items[index];
  if (!item) return null;
  return createPortal(
    <div className="page py-4">
      <PhotoPanel
        asset={item.asset}
        memory={item.memory}
        place={`${formatNumber(index + 1)} of ${formatNumber(Math.max(total, items.length))}`}
      />
    </div>,
    panel,
  );
}
