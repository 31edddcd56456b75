import type { LucideIcon } from 'lucide-react';
import { Slot } from 'radix-ui';
import { lazy, type ReactElement, type ReactNode, Suspense, useState } from 'react';

export interface MenuEntry {
  /** Tells entries with the same label apart. */
  id?: string;
  label: string;
  icon?: LucideIcon;
  /** A word on the right, such as a role. */
  hint?: string;
  /** The one that is chosen now. */
  current?: boolean;
  onSelect?: () => void;
  /** Makes it a link that downloads. */
  download?: string;
}

export interface MenuSection {
  title?: ReactNode;
  entries: MenuEntry[];
}

export interface MenuProps {
  trigger: ReactElement;
  sections: MenuSection[];
  align?: 'start' | 'end';
}

const load = () => import('./menu-list.tsx');
const MenuList = lazy(load);

/** Opens below its trigger. The list's script is fetched when a pointer or the focus comes near. */
export function Menu(props: MenuProps) {
  const [wanted, setWanted] = useState(false);
  const closed = (
    <Slot.Root
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerEnter={() => void load()}
      onFocus={() => void load()}
      onClick={() => setWanted(true)}
    >
      {props.trigger}
    </Slot.Root>
  );
  return wanted ? (
    <Suspense fallback={closed}>
      <MenuList {...props} />
    </Suspense>
  ) : (
    closed
  );
}
