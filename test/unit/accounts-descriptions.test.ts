import { describe, expect, test } from '@jest/globals';
import { makeActionLink, readActionToken } from '../../domains/accounts/action-link.ts';
import { describeDevice } from '../../domains/accounts/describe-device.ts';
import { networkOf, shortenAddress } from '../../domains/accounts/shorten-address.ts';
import { renderMail } from '../../domains/mail/render-mail.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1',
    'Safari on iOS',
  ],
  ['curl/8.5.0', 'curl'],
  ['<script>alert(1)</script>', 'Unknown client'],
  [undefined, 'Unknown client'],
])('the device of %s is %s', (userAgent, words) => {
  expect(describeDevice(userAgent)).toBe(words);
});

test.each([
  ['203.0.113.77', '203.0.113.x', '203.0.113.77'],
  ['::ffff:203.0.113.77', '203.0.113.x', '203.0.113.77'],
  ['2001:db8:1:22aa:5::9', '2001:db8:1:x', '20010db8000122'],
  ['2001:db8:1:22ff::1', '2001:db8:1:x', '20010db8000122'],
  ['not an address', 'unknown', 'unknown'],
])('%s is shown as %s and limited as %s', (address, shown, network) => {
  expect(shortenAddress(address)).toBe(shown);
  expect(networkOf(address)).toBe(network);
});

describe('the link of a mail', () => {
  const env = { PERENNIAL_STATE_SECRET: 's'.repeat(32), PUBLIC_URL: 'https://photos.example.test' };
  const id = '01JD0000000000000000000000';

  test('can be made again and names its action', () => {
    const link = makeActionLink(env, 'reset-password', id);
    expect(makeActionLink(env, 'reset-password', id)).toBe(link);
    const url = new URL(link);
    expect(url.origin + url.pathname).toBe('https://photos.example.test/reset');
    expect(readActionToken(env, 'reset-password', url.searchParams.get('token') ?? '')).toBe(id);
  });

  test('is refused for another purpose, another id, another secret and as nonsense', () => {
    const token = new URL(makeActionLink(env, 'verify-email', id)).searchParams.get('token') ?? '';
    const other = { ...env, PERENNIAL_STATE_SECRET: 't'.repeat(32) };
    expect(readActionToken(env, 'reset-password', token)).toBeNull();
    expect(readActionToken(other, 'verify-email', token)).toBeNull();
    expect(readActionToken(env, 'verify-email', token.replace(id, '01JD0000000000000000000001'))).toBeNull();
    for (const nonsense of ['', '.', id, `${id}.`, `${token}x.y`.slice(0, 40)]) {
      expect(readActionToken(env, 'verify-email', nonsense)).toBeNull();
    }
  });
});

test('a mail greets by name, escaped, and carries its link in both forms', () => {
  const link = 'https://photos.example.test/verify?token=a.b&x="';
  const mail = renderMail('verify-email', { name: '<b>Zoë</b>\r\nBcc: all@example.test', link });
  expect(mail.text).toContain(link);
  expect(mail.text).toContain('Hello <b>Zoë</b> Bcc: all@example.test,');
  expect(mail.html).toContain('Hello &lt;b&gt;Zoë&lt;/b&gt; Bcc: all@example.test,');
  expect(mail.html).toContain('href="https://photos.example.test/verify?token=a.b&amp;x=&quot;"');
  expect(mail.html).not.toContain('<b>');
  expect(renderMail('password-changed', { name: 'Zoë', link: null }).text).toContain('was changed');
});
