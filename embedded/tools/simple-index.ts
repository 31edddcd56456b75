import type { Http } from './http.ts';
import type { Platform } from './official-downloads.ts';

interface Query {
  http: Http;
  platform: Platform;
  env: NodeJS.ProcessEnv;
  project: string;
  version: string;
}

interface IndexFile {
  filename: string;
  url: string;
  sha256: string | undefined;
}

/** The file of a project in a Python package index (PEP 503, JSON form PEP 691) that fits this machine. */
export async function findWheel({ http, platform, env, project, version }: Query): Promise<IndexFile> {
  const index = env.PIP_INDEX_URL ?? env.UV_DEFAULT_INDEX ?? env.UV_INDEX_URL ?? 'https://pypi.org/simple';
  const page = `${index.replace(/\/+$/, '')}/${project.toLowerCase().replaceAll(/[-_.]+/g, '-')}/`;
  const { body, type } = await http.text(page, {
    accept: 'application/vnd.pypi.simple.v1+json, text/html;q=0.1',
  });
  const files = type.includes('json') ? readJson(body, page) : readHtml(body, page);
  const tag = wheelTag(platform);
  const fits = files.find(
    ({ filename }) =>
      filename.endsWith('.whl') &&
      filename.split('-')[1] === version &&
      tag.test(filename.replace(/\.whl$/, '')),
  );
  if (!fits) throw new Error(`${new URL(page).host} has no ${project} ${version} for this machine`);
  if (!fits.sha256) throw new Error(`${new URL(page).host} gives no hash for ${fits.filename}`);
  return fits;
}

function readJson(body: string, page: string): IndexFile[] {
  const { files } = JSON.parse(body) as {
    files: { filename: string; url: string; hashes: Record<string, string> }[];
  };
  return files.map(({ filename, url, hashes }) => ({
    filename,
    url: resolveUrl(url, page),
    sha256: hashes.sha256,
  }));
}

function readHtml(body: string, page: string): IndexFile[] {
  return [...body.matchAll(/<a\b[^>]*\bhref="([^"]+)"[^>]*>([^<]+)<\/a>/gi)].map(([, href, name]) => {
    const url = new URL(resolveUrl(href!.replaceAll('&amp;', '&'), page));
    const sha256 = /^#sha256=([0-9a-f]{64})$/i.exec(url.hash)?.[1];
    url.hash = '';
    return { filename: name!.trim(), url: url.href, sha256 };
  });
}

/** Links of the index may be relative; the login of a private index is kept for files on the same host. */
function resolveUrl(href: string, page: string): string {
  const base = new URL(page);
  const url = new URL(href, base);
  if (url.host === base.host && !url.username) {
    url.username = base.username;
    url.password = base.password;
  }
  return url.href;
}

/** Platform tags of https://packaging.python.org/en/latest/specifications/platform-compatibility-tags/ */
function wheelTag({ os, arch }: Platform): RegExp {
  if (os === 'darwin')
    return arch === 'arm64' ? /macosx_.*(arm64|universal2)$/ : /macosx_.*(x86_64|universal2)$/;
  if (os === 'linux') return arch === 'arm64' ? /(many|musl)?linux.*aarch64/ : /(many|musl)?linux.*x86_64/;
  throw new Error(`no wheel is known for ${os}`);
}
