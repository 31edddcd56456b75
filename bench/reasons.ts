/** Why a target is missed where it is known, by `row.figure`; printed beside it. */
export const missedReasons: Readonly<Record<string, string>> = {};
