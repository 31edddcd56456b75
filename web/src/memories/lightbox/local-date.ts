const two = (value: number): string => String(value).padStart(2, '0');

/** An instant as a `datetime-local` field writes it, in the time of this device, to the second. */
export function toLocalField(instant: string | null): string {
  if (!instant) return '';
  const at = new Date(instant);
  const day = `${String(at.getFullYear()).padStart(4, '0')}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}

/** The instant that such a field means here; null while it is empty or no date. */
export function fromLocalField(value: string): string | null {
  // Without a zone it is local time (ECMA-262, Date Time String Format).
  const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value) ? new Date(value) : null;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : null;
}
