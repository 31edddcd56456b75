/** Why a target is missed where it is known, by `row.figure`; printed beside it. */
export const missedReasons: Readonly<Record<string, string>> = {
  'login.login':
    'With nothing else on the two cores the hash takes 7 ms, and the login 14 ms beside it: both limits are counted on disk before hashing (3.5), the user found (1), session and audit entry put on disk afterwards (6), the rest is HTTP. With a hash so costly that this were 30 % of it, a login would take 60 ms; at most 50 ms are promised.',
};
