import type { Response } from 'express';
import { type Html, html } from './html.ts';

interface Page {
  title: string;
  body: Html;
  status?: number;
  /** Extra sources a form of this page may lead to, after redirects too. */
  formTargets?: string[];
  frames?: boolean;
}

/** Sends a page of the sandbox in its common frame, with a policy that allows no script at all. */
export function sendPage(res: Response, page: Page): void {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "img-src 'self' data:",
    `form-action 'self' ${(page.formTargets ?? []).join(' ')}`.trim(),
    `frame-src ${page.frames === true ? "'self'" : "'none'"}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
  const document = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${page.title} · sandbox</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_sandbox/sandbox.css">
</head>
<body>
<header class="ribbon"><strong>SANDBOX</strong> A stand-in on this machine. Nothing here leaves it.</header>
<main>${page.body}</main>
</body>
</html>`;
  res
    .status(page.status ?? 200)
    .set({
      'content-security-policy': policy,
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cache-control': 'no-store',
    })
    .type('html')
    .send(document.text);
}
