import { dictionary } from '@zxcvbn-ts/language-common';

/** About 49,000 passwords that appear most often in published breaches (data of zxcvbn-ts, MIT), in lower case. */
const commonest: ReadonlySet<string> = new Set(dictionary['passwords-common']);

export const isCommonPassword = (password: string): boolean => commonest.has(password.toLowerCase());
