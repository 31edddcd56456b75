import { Search } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { type KeyboardEvent, useId, useState } from 'react';
import { cx } from '../ui/cx.ts';
import { type Command, useCommands } from './use-commands.ts';

/** Type a few letters, Enter goes there. A combobox over a list, as in the ARIA practices. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const id = useId();
  const found = useCommands().filter((command) => matches(command, words));
  const current = Math.min(at, found.length - 1);

  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && found.length > 0) {
      event.preventDefault();
      const next = (current + step + found.length) % found.length;
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: 'nearest' });
    }
    if (event.key === 'Enter') {
      event.preventDefault();
      run(found[current]);
    }
  };

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          className="fixed inset-x-4 top-[12vh] z-50 mx-auto max-w-xl animate-appear overflow-hidden rounded-corner border border-line bg-card shadow-lift"
        >
          <Dialog.Title className="sr-only">Search pages and actions</Dialog.Title>
          <div className="flex items-center gap-3 border-b border-line px-4">
            <Search aria-hidden className="size-5 text-soft" />
            <input
              role="combobox"
              aria-expanded
              aria-controls={`${id}-list`}
              aria-activedescendant={found.length > 0 ? `${id}-${current}` : undefined}
              aria-label="Search pages and actions"
              placeholder="Go to a page, start a backup…"
              className="h-14 w-full bg-transparent text-base outline-none placeholder:text-soft"
              value={words}
              onKeyDown={onKeyDown}
              onChange={(event) => {
                setWords(event.target.value);
                setAt(0);
              }}
            />
          </div>
          <div
            id={`${id}-list`}
            role="listbox"
            aria-label="Pages and actions"
            className="max-h-[50vh] overflow-y-auto p-2"
          >
            {found.map((command, index) => (
              <Option
                key={command.id}
                id={`${id}-${index}`}
                command={command}
                selected={index === current}
                onPick={() => run(command)}
                onPoint={() => setAt(index)}
              />
            ))}
          </div>
          {found.length === 0 && <p className="px-6 pb-6 text-sm text-soft">Nothing is called that.</p>}
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface OptionProps {
  id: string;
  command: Command;
  selected: boolean;
  onPick: () => void;
  onPoint: () => void;
}

function Option({ id, command, selected, onPick, onPoint }: OptionProps) {
  const Icon = command.icon;
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: keys are handled by the combobox, where the focus stays.
    // biome-ignore lint/a11y/useFocusableInteractive: options are pointed at by aria-activedescendant, not focused.
    <div
      id={id}
      role="option"
      aria-selected={selected}
      onClick={onPick}
      onPointerMove={onPoint}
      className={cx('flex min-h-11 items-center gap-3 rounded-small px-3 text-sm', selected && 'bg-sunken')}
    >
      <Icon aria-hidden className="size-4 shrink-0 text-soft" />
      <span className="min-w-0 flex-1 truncate">{command.label}</span>
      {command.hint && <span className="shrink-0 text-xs text-soft">{command.hint}</span>}
    </div>
  );
}

const matches = (command: Command, words: string): boolean => {
  const text = `${command.label} ${command.hint ?? ''}`.toLowerCase();
  return words
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
};
