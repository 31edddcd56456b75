import { readIfPresent } from '../write-file.ts';
import type { Http } from './http.ts';

export interface Download {
  url: string;
  version: string;
  /** Path inside the tar archive; null when it is not known beforehand and `binary` is looked for. */
  member: string | null;
  sha256?: string;
}

export interface Platform {
  os: NodeJS.Platform;
  arch: string;
  /** Content of /etc/os-release on Linux. */
  osRelease: string;
}

/** Asks a vendor where the archive for this machine is; throws with the reason when there is none. */
export type Official = (http: Http, platform: Platform) => Promise<Download>;

export function thisPlatform(): Platform {
  return { os: process.platform, arch: process.arch, osRelease: readIfPresent('/etc/os-release') ?? '' };
}

/** The download service that Temporal's SDKs use: it answers with the archive's address and the path inside. */
export function officialTemporal(artifact: string, version: string, format: string): Official {
  return async (http, { os, arch }) => {
    const query = new URLSearchParams({
      arch: arch === 'x64' ? 'amd64' : arch,
      platform: os,
      format,
      'sdk-name': 'sdk-typescript',
      'sdk-version': '1.24.0',
    });
    const info = await http.json<{ archiveUrl?: string; fileToExtract?: string }>(
      `https://temporal.download/${artifact}/${version}?${query}`,
    );
    if (!info.archiveUrl || !info.fileToExtract) throw new Error('the answer names no archive');
    return { url: info.archiveUrl, version: version.replace(/^v/, ''), member: info.fileToExtract };
  };
}

interface MongoFeed {
  versions: {
    version: string;
    production_release: boolean;
    downloads: {
      target?: string;
      arch?: string;
      edition: string;
      archive: { url: string; sha256: string };
    }[];
  }[];
}

/** MongoDB's release feed names the newest patch of every supported series, with the hash of each archive. */
export function officialMongod(series: string): Official {
  return async (http, platform) => {
    const target = mongoTarget(platform);
    const feed = await http.json<MongoFeed>('https://downloads.mongodb.org/current.json');
    const release = feed.versions.find((v) => v.production_release && v.version.startsWith(`${series}.`));
    const arches = platform.arch === 'x64' ? ['x86_64'] : ['arm64', 'aarch64'];
    const archive = release?.downloads.find(
      (d) => d.target === target && arches.includes(d.arch ?? '') && ['targeted', 'base'].includes(d.edition),
    )?.archive;
    if (!release || !archive) throw new Error(`no MongoDB ${series} for ${target} ${platform.arch}`);
    return { url: archive.url, version: release.version, member: null, sha256: archive.sha256 };
  };
}

/** MongoDB's name for a system; derived ones (Mint, Rocky) tell their parent in ID_LIKE. */
export function mongoTarget({ os, osRelease }: Platform): string {
  if (os === 'darwin') return 'macos';
  if (os !== 'linux') throw new Error(`no build for ${os}`);
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?`, 'm').exec(osRelease)?.[1] ?? '';
  const version = Number.parseFloat(field('VERSION_ID'));
  const family = `${field('ID')} ${field('ID_LIKE')}`;
  if (field('ID') === 'ubuntu') {
    return version >= 24.04 ? 'ubuntu2404' : version >= 22.04 ? 'ubuntu2204' : 'ubuntu2004';
  }
  if (field('ID') === 'amzn') return version >= 2023 ? 'amazon2023' : 'amazon2';
  if (field('ID') === 'debian') return 'debian12';
  if (/ubuntu/.test(family)) return 'ubuntu2204';
  if (/debian/.test(family)) return 'debian12';
  if (/rhel|centos/.test(family)) return version >= 9 ? 'rhel93' : 'rhel8';
  if (/fedora/.test(family)) return 'rhel93';
  if (/suse/.test(family)) return 'suse15';
  throw new Error(`no build is known for ${field('PRETTY_NAME') || 'this Linux'}`);
}
