/** Lower case without accents, so that a search for `cafe` finds `Café`; long texts are cut. */
export function foldWords(...parts: (string | null | undefined)[]): string {
  return parts
    .filter(Boolean)
    .join(' ')
    .normalize('NFKD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
    .slice(0, 4000);
}
