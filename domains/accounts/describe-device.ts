import Bowser from 'bowser';

/** A User-Agent in words, such as "Firefox on Linux"; its first name for other clients, such as "curl". */
export function describeDevice(userAgent: string | undefined): string {
  if (!userAgent) return 'Unknown client';
  const { browser, os } = Bowser.parse(userAgent.slice(0, 500));
  if (browser.name && os.name) return `${browser.name} on ${os.name}`;
  return /^[A-Za-z][\w.-]{0,38}/.exec(userAgent)?.[0] ?? 'Unknown client';
}
