import { Check } from 'lucide-react';
import { DropdownMenu } from 'radix-ui';
import type { MenuEntry, MenuProps, MenuSection } from './menu.tsx';

/** The menu itself, which comes open: arrow keys, type-ahead and Escape work. */
export default function MenuList({ trigger, sections, align = 'end' }: MenuProps) {
  return (
    <DropdownMenu.Root defaultOpen modal={false}>
      <DropdownMenu.Trigger asChild>{trigger}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          align={align}
          sideOffset={8}
          collisionPadding={8}
          className="z-50 min-w-56 max-w-80 animate-appear divide-y divide-line rounded-corner border border-line bg-card p-1 shadow-lift"
        >
          {sections.map((section) => (
            <Section key={section.entries[0]?.label} section={section} />
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}

function Section({ section }: { section: MenuSection }) {
  return (
    <DropdownMenu.Group className="not-first:pt-1 not-last:pb-1">
      {section.title && (
        <DropdownMenu.Label className="px-3 py-2 text-xs text-soft">{section.title}</DropdownMenu.Label>
      )}
      {section.entries.map((entry) => (
        <Item key={entry.id ?? entry.label} entry={entry} />
      ))}
    </DropdownMenu.Group>
  );
}

function Item({ entry }: { entry: MenuEntry }) {
  const { label, icon: Icon, hint, current, onSelect, download } = entry;
  const content = (
    <>
      {Icon && <Icon aria-hidden />}
      <span className="min-w-0 flex-1 truncate">{label}</span>
      {hint && <span className="text-xs text-soft">{hint}</span>}
      {current && <Check aria-label="current" />}
    </>
  );
  return (
    <DropdownMenu.Item
      className="flex min-h-10 cursor-pointer items-center gap-3 rounded-small px-3 py-1.5 text-sm outline-none data-highlighted:bg-sunken [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-soft"
      asChild={download !== undefined}
      {...(onSelect ? { onSelect } : {})}
    >
      {download === undefined ? (
        content
      ) : (
        <a href={download} download>
          {content}
        </a>
      )}
    </DropdownMenu.Item>
  );
}
