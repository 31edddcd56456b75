/** First letter large, one full stop at the end: vendors send bare phrases. */
export function finishSentence(text: string): string {
  const trimmed = text.trim();
  const [first = ''] = trimmed;
  return `${first.toUpperCase()}${trimmed.slice(first.length)}${/[.!?…]$/.test(trimmed) ? '' : '.'}`;
}
