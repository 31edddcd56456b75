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
      .slice(0, 4000)
  );
}
