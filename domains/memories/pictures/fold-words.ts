/** Letters that Unicode does not take apart, as people type them without the right keyboard. */
const plain: Record<string, string> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe', ı: 'i' };

/** Lower case without accents, so that a search for `cafe` finds `Café`; long texts are cut. */
export function foldWords(...parts: (string | null | undefined)[]): string {
  return (
    parts
      .filter(Boolean)
      .join(' ')
      .normalize('NFKD')
      // Marks only: ^, ` and the Japanese ー are diacritics too, but letters of their own.
      .replace(/(?=\p{M})\p{Diacritic}/gu, '')
      .toLowerCase()
      .replace(/[ßøłđæœı]/g, (letter) => plain[letter] ?? letter)
      .slice(0, 4000)
  );
}
