import { House, Images, type LucideIcon, Plug, Settings } from 'lucide-react';

export interface Area {
  to: string;
  label: string;
  icon: LucideIcon;
}

/** The parts of the product that exist; one that is not built yet is not named. */
export const areas: Area[] = [
  { to: '/', label: 'Home', icon: House },
  { to: '/memories', label: 'Memories', icon: Images },
  { to: '/connections', label: 'Connections', icon: Plug },
  { to: '/settings', label: 'Settings', icon: Settings },
];
