import PhotoSwipe, { type SlideData } from 'photoswipe';
import type { Asset } from '../../../../schemas/contracts/memories.ts';
import { altOf } from '../describe-asset.ts';
import type { LightboxItem } from './lightbox-item.ts';

interface Options {
  /** The pictures as they are loaded now; asked for anew each time, as more arrive. */
  items: () => readonly LightboxItem[];
  index: number;
  panel: HTMLElement;
  onChange: (index: number) => void;
  onClosed: () => void;
}

/** Longest side of the rendition that is shown, in pixels; a larger number would only draw it blurred. */
const longest = 1600;

/** Opens PhotoSwipe over the page; the page itself is inert until it closes. */
export function openViewer({ items, index, panel, onChange, onClosed }: Options): PhotoSwipe {
  const still = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const page = document.getElementById('root');
  const viewer = new PhotoSwipe({
    index,
    bgOpacity: 1,
    loop: false,
    counter: false,
    trapFocus: false,
    showHideAnimationType: still ? 'none' : 'zoom',
    showAnimationDuration: 180,
    hideAnimationDuration: 180,
    paddingFn: () => ({
      top: 56,
      right: 0,
      bottom: Math.min(panel.offsetHeight || 96, innerHeight / 2),
      left: 0,
    }),
    mainClass: 'scheme-dark',
    closeTitle: 'Close',
    zoomTitle: 'Zoom',
    arrowPrevTitle: 'Previous photo',
    arrowNextTitle: 'Next photo',
    errorMsg: 'This picture can’t be shown right now. It is safe in your backup.',
  });
  viewer.addFilter('numItems', () => items().length);
  viewer.addFilter('itemData', (_data, at) => slideOf(items()[at]));
  viewer.addFilter('thumbEl', (found, data) => thumbOf(data) ?? (found as HTMLElement));
  viewer.on('uiRegister', () =>
    viewer.ui?.registerElement({ name: 'panel', appendTo: 'root', onInit: (slot) => slot.append(panel) }),
  );
  viewer.on('keydown', (event) => {
    if (isTyping(event.originalEvent) || document.querySelector('[role="dialog"]:not(.pswp)'))
      event.preventDefault();
  });
  viewer.on('afterInit', () => {
    viewer.element?.setAttribute('aria-label', 'Photo viewer');
    viewer.element?.setAttribute('aria-modal', 'true');
    if (page) page.inert = true;
    viewer.element?.focus();
  });
  viewer.on('change', () => onChange(viewer.currIndex));
  viewer.on('close', () => {
    if (page) page.inert = false;
  });
  // The picture makes room when the panel grows, as it does while a caption is written.
  const grown = new ResizeObserver(() => viewer.updateSize(true));
  viewer.on('openingAnimationEnd', () => grown.observe(panel));
  viewer.on('destroy', () => {
    grown.disconnect();
    const last = items()[viewer.currIndex];
    if (last) focusTile(last.key);
    onClosed();
  });
  viewer.init();
  return viewer;
}

function slideOf(item: LightboxItem | undefined): SlideData {
  if (!item) return {};
  const { asset, memory, key } = item;
  const { width, height } = shownSize(asset);
  return { key, src: asset.urls.web, msrc: asset.urls.thumb, width, height, alt: altOf(asset, memory) };
}

function shownSize({ width, height }: Asset): { width: number; height: number } {
  if (!width || !height) return { width: longest, height: longest };
  const scale = Math.min(1, longest / Math.max(width, height));
  return { width: Math.round(width * scale), height: Math.round(height * scale) };
}

const tileOf = (key: string): HTMLElement | null =>
  document.querySelector<HTMLElement>(`[data-photo="${CSS.escape(key)}"]`);

const thumbOf = (data: SlideData): HTMLElement | null =>
  tileOf(String(data.key))?.querySelector('img') ?? null;

/** Keys go on where the eye is: at the picture seen last, if its row is in the page. */
const focusTile = (key: string): void => tileOf(key)?.focus({ preventScroll: true });

const isTyping = (event: KeyboardEvent | undefined): boolean =>
  event?.target instanceof HTMLTextAreaElement || event?.target instanceof HTMLInputElement;
