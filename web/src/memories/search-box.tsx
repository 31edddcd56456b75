import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Input } from '../ui/input.tsx';

interface Props {
  value: string;
  onSearch: (words: string) => void;
  label: string;
}

/** Searches a moment after the last key, and at once on Enter. */
export function SearchBox({ value, onSearch, label }: Props) {
  const [words, setWords] = useState(value);
  const [former, setFormer] = useState(value);
  const [sent, setSent] = useState(value);
  if (former !== value) {
    setFormer(value);
    // The address changed by itself (back, a cleared filter): the box follows, unless it was the box that changed it.
    if (value !== sent) setWords(value);
  }
  useEffect(() => {
    if (words.trim() === value) return;
    const timer = setTimeout(() => {
      setSent(words.trim());
      onSearch(words.trim());
    }, 250);
    return () => clearTimeout(timer);
  }, [words, value, onSearch]);
  return (
    <search className="w-full sm:w-80">
      <form
        className="relative"
        onSubmit={(event) => {
          event.preventDefault();
          setSent(words.trim());
          onSearch(words.trim());
        }}
      >
        <Search aria-hidden className="pointer-events-none absolute top-3 left-3 size-5 text-soft" />
        <Input
          type="search"
          aria-label={label}
          placeholder={label}
          maxLength={200}
          value={words}
          onChange={(event) => setWords(event.target.value)}
          className="pl-10"
        />
      </form>
    </search>
  );
}
