import sharp from 'sharp';
import { badArchives } from '../../support/bad-archives.ts';
import { rawZip } from '../../support/raw-zip.ts';
import { sha256 } from '../../support/read-archive.ts';
import { type Experiment, expectThat } from '../experiment.ts';
import { type Lab, partOf } from '../lab.ts';

/** How much there is of everything that an import makes. */
async function countAll({ judge }: Lab): Promise<Record<string, number>> {
  const { backups, memories, assets, imports, backupFiles, remotePhotos } = judge.mongo.models;
  const counts: Record<string, number> = {};
  for (const [name, model] of Object.entries({
    backups,
    memories,
    assets,
    imports,
    backupFiles,
    remotePhotos,
  })) {
    counts[name] = await model.collection.countDocuments();
  }
  for (const container of ['assets', 'backups', 'uploads'] as const) {
    let blobs = 0;
    for await (const _blob of judge.blobs.list(container, '')) blobs += 1;
    counts[`blobs of ${container}`] = blobs;
  }
  return counts;
}

const hostileArchives = badArchives().filter(({ code }) => code !== null);

const folder = 'your_facebook_activity/posts';
/** What a "photo" may really be. */
async function strangePictures(): Promise<Record<string, Buffer>> {
  const black = { create: { width: 16_000, height: 16_000, channels: 3, background: '#000' } } as const;
  const jpeg = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#c33' } })
    .jpeg()
    .toBuffer();
  const script = '<script>alert(document.domain)</script>';
  return {
    'huge.png': await sharp({ ...black, limitInputPixels: false })
      .png({ compressionLevel: 9 })
      .toBuffer(),
    'script.svg': Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg">${script}</svg>`),
    'polyglot.jpg': Buffer.concat([jpeg, Buffer.from(`<html><body>${script}</body></html>`)]),
    // The test file that every virus scanner knows (https://www.eicar.org/download-anti-malware-testfile/), put together here so that none takes this source for it.
    'eicar.jpg': Buffer.from(
      ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join(''),
    ),
  };
}

function archiveOfPictures(pictures: Record<string, Buffer>): Buffer {
  const json = (value: unknown) => Buffer.from(JSON.stringify(value));
  const posts = Object.keys(pictures).map((name, index) => ({
    timestamp: 1_700_000_000 + index,
    attachments: [
      { data: [{ media: { uri: `${folder}/media/x/${name}`, creation_timestamp: 1_700_000_000 } }] },
    ],
    data: [{ post: name }],
  }));
  const profile = { profile_v2: { name: { full_name: 'Hostile Haddad' }, username: 'hostile' } };
  return rawZip([
    { name: 'personal_information/profile_information/profile_information.json', bytes: json(profile) },
    { name: `${folder}/your_posts__check_ins__photos_and_videos_1.json`, bytes: json(posts), deflate: true },
    ...Object.entries(pictures).map(([name, bytes]) => ({ name: `${folder}/media/x/${name}`, bytes })),
  ]);
}

/** Archives and pictures that mean harm. */
export const hostile: Experiment[] = [
  {
    id: '23',
    name: `${hostileArchives.length} hostile archives: bombs, paths that climb out, links, …`,
    async run(lab) {
      const broken: string[] = [];
      const before = await countAll(lab);
      for (const { name, parts, code } of hostileArchives) {
        const refused = await lab.upload(parts.map((part) => partOf(part.name, part.bytes))).then(
          async (jobId) => (await lab.end(jobId)).error?.code,
          (error: { code?: string }) => error.code,
        );
        broken.push(...expectThat(refused === code, `${name}: ${refused} instead of ${code}`));
      }
      const after = await countAll(lab);
      for (const [what, count] of Object.entries(after)) {
        const more = count - (before[what] ?? 0);
        broken.push(...expectThat(more === 0, `${more} ${what} are left`));
      }
      return { fired: true, lost: [], twice: [], broken };
    },
  },
  {
    id: '24',
    name: 'a picture of 16,000 × 16,000, an SVG with a script, a polyglot, a virus test file',
    async run(lab) {
      const pictures = await strangePictures();
      const worker = lab.pid('worker-media');
      const jobId = await lab.upload([partOf('facebook-hostile.zip', archiveOfPictures(pictures))]);
      const job = await lab.end(jobId);
      const { workspaceId } = job;
      const rows = await lab.judge.mongo.models.memories
        .find({ workspaceId, backupId: job.subject.id, kind: 'photo' })
        .lean();
      const backup = await lab.judge.mongo.models.backups
        .findOne({ workspaceId, _id: job.subject.id })
        .lean();
      const assets = await lab.judge.mongo.models.assets
        .find({ workspaceId, sha256: { $in: Object.values(pictures).map(sha256) } })
        .lean();
      const find = (name: string) =>
        assets.find((asset) => asset.sha256 === sha256(pictures[name] as Buffer));
      const broken = [
        ...expectThat(job.state === 'partial', `the job is ${job.state}: ${JSON.stringify(job.error)}`),
        ...expectThat(rows.length === 3, `${rows.length} photos instead of 3`),
        ...expectThat(
          backup?.importReport?.skipped.some(({ what, count }) => what === 'other' && count > 0) === true,
          'the report says nothing of the SVG',
        ),
        ...expectThat(find('script.svg') === undefined, 'the SVG was taken for a picture'),
        ...expectThat(find('eicar.jpg') === undefined, 'the virus test file was taken for a picture'),
        ...expectThat(find('polyglot.jpg') !== undefined, 'the picture with something behind it is lost'),
        ...expectThat(find('huge.png')?.renditions?.web === undefined, 'the huge picture was decoded'),
        ...expectThat(lab.pid('worker-media') === worker, 'the worker died of it'),
      ];
      const served = find('polyglot.jpg');
      if (served) {
        const web = await lab.api.request(`/api/v1/assets/${served._id}/content/web`);
        const bytes = Buffer.from(await web.arrayBuffer());
        const original = await lab.api.request(`/api/v1/assets/${served._id}/content/original`);
        await original.body?.cancel();
        broken.push(
          ...expectThat(!bytes.includes('<script>'), 'the script is in the rendition'),
          ...expectThat(
            original.headers.get('content-disposition')?.startsWith('attachment') === true &&
              original.headers.get('x-content-type-options') === 'nosniff',
            'a browser could open the original as a page',
          ),
        );
      }
      return { fired: rows.length > 0, lost: [], twice: [], broken };
    },
  },
];
