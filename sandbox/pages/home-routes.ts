import { Router } from 'express';
import type { Vendor } from '../core/context.ts';
import { findAsset } from '../core/find-asset.ts';
import { html } from './html.ts';
import { sendPage } from './send-page.ts';

/** The home page, which lists what is stood in for, and the style sheet of all pages. */
export function homeRoutes(vendors: Vendor[], smtpUrl: string): Router {
  const router = Router();
  router.get('/_sandbox/sandbox.css', (_req, res) => {
    res.type('css').set('cache-control', 'public, max-age=60').sendFile(findAsset('pages', 'sandbox.css'));
  });
  router.get('/', (_req, res) => {
    sendPage(res, {
      title: 'What is here',
      body: html`<h1>The outside world, on this machine</h1>
<p class="soft">Each service without a credential of its own is answered from here, by the vendor's own contract.</p>
<h2>Services</h2>
<ul>${vendors.map((vendor) => html`<li><code>/${vendor.host}</code></li>`)}</ul>
<h2>Archives</h2>
<p>Download your information: <a href="/www.facebook.com/dyi">Facebook</a>, <a href="/www.instagram.com/dyi">Instagram</a>.</p>
<h2>Post</h2>
<p><a href="/mailbox">Mailbox</a>: every message sent to <code>${smtpUrl}</code>.</p>
<h2>Control</h2>
<ul>
<li><a href="/_sandbox/ledger">Ledger</a>: every request counted, every accepted change kept</li>
<li><a href="/_sandbox/faults">Faults</a>: what misbehaves on purpose, and how often it did</li>
<li><a href="/_sandbox/people">People</a>, <a href="/_sandbox/settings">settings</a>, <a href="/_sandbox/health">health</a></li>
</ul>`,
    });
  });
  return router;
}
