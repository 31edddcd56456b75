/** How long an upload is kept after its last chunk; storage itself forgets staged blocks after a week without any. */
const keptMs = 7 * 86_400_000;

/** When an upload that something happens to now is forgotten. */
export const expiryFrom = (now: number): Date => new Date(now + keptMs);
