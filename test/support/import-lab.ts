import { ulid } from 'ulid';
import { beginImport } from '../../domains/memories/imports/begin-import.ts';
import { finishImport } from '../../domains/memories/imports/finish-import.ts';
import type { ImportKey } from '../../domains/memories/imports/import-key.ts';
import { importPhotos } from '../../domains/memories/imports/import-photos.ts';
import { mergeEarlier } from '../../domains/memories/imports/merge-earlier.ts';
import { openUpload } from '../../domains/memories/imports/open-upload.ts';
import { readArchive } from '../../domains/memories/imports/read-archive.ts';
import { refuseImport } from '../../domains/memories/imports/refuse-import.ts';
import { startImportJob } from '../../domains/memories/imports/start-import-job.ts';
import { createImport } from '../../domains/memories/uploads/create-import.ts';
import { ArchiveRefusal } from '../../providers/archive/archive-reader.ts';
import { createRuntime, type Runtime } from '../../runtime/create-runtime.ts';
import { parseEnv } from '../../runtime/env.ts';
import { migrate } from '../../runtime/migrate.ts';
import type { ImportReport } from '../../schemas/contracts/imports.ts';
import type { BackupDoc } from '../../schemas/models/backup.ts';
import type { JobDoc } from '../../schemas/models/job.ts';
import type { MemoryDoc } from '../../schemas/models/memory.ts';
import { testEnv } from './servers.ts';

export interface Part {
  name: string;
  bytes: Buffer;
}
export interface Owner {
  id: string;
  workspaceId: string;
}

export interface Imported {
  key: ImportKey;
  job: JobDoc;
  /** Null: the archive was refused. */
  backup: BackupDoc | null;
  photos: MemoryDoc[];
  posts: MemoryDoc[];
  report: ImportReport;
}

/** The steps of an import one after the other on a real database and blob storage, without a workflow. */
export interface ImportLab {
  runtime: Runtime;
  newOwner(): Owner;
  /** Uploads the parts and starts the job; nothing is read yet. */
  upload(owner: Owner, parts: readonly Part[], options?: { includeMessages?: boolean }): Promise<ImportKey>;
  /** Runs an attempt to its end. Throws what an activity would be retried for. */
  run(key: ImportKey, options?: { with?: Partial<Runtime>; signal?: AbortSignal }): Promise<Imported>;
  importArchive(
    owner: Owner,
    parts: readonly Part[],
    options?: { includeMessages?: boolean },
  ): Promise<Imported>;
  look(key: ImportKey): Promise<Imported>;
  close(): Promise<void>;
}

const lanes = {
  holding: <T>(work: () => Promise<T>) => work(),
  decoding: <T>(work: () => Promise<T>) => work(),
};

export async function createImportLab(settings: Record<string, string> = {}): Promise<ImportLab> {
  const runtime = await createRuntime(
    parseEnv({
      ...(await testEnv('mongo', 'blob')),
      // Nothing listens there: the workflow stays in the outbox.
      TEMPORAL_ADDRESS: '127.0.0.1:1',
      CAPTION_PROVIDERS: 'none',
      LOG_LEVEL: 'error',
      ...settings,
    }),
    { process: 'test' },
  );
  await migrate(runtime.mongo);
  await runtime.blobs.prepare();
  const { models } = runtime.mongo;

  async function upload(owner: Owner, parts: readonly Part[], { includeMessages = false } = {}) {
    const doc = await createImport(runtime, {
      importId: ulid(),
      workspaceId: owner.workspaceId,
      userId: owner.id,
      connectionId: null,
      includeMessages,
      files: parts.map(({ name, bytes }) => ({ name, bytes: bytes.length, fingerprint: null })),
    });
    for (const [index, { blobName }] of doc.files.entries()) {
      await runtime.blobs.put('uploads', blobName, parts[index]?.bytes ?? Buffer.alloc(0), 'application/zip');
    }
    const job = await startImportJob(runtime, doc);
    return { workspaceId: owner.workspaceId, importId: doc._id, backupId: job.subject.id, jobId: job._id };
  }

  async function look(key: ImportKey): Promise<Imported> {
    const scope = { workspaceId: key.workspaceId, backupId: key.backupId };
    const job = await models.jobs.findOne({ _id: key.jobId, workspaceId: key.workspaceId }).orFail().lean();
    const backup = await models.backups.findOne({ _id: key.backupId, workspaceId: key.workspaceId }).lean();
    const rows = await models.memories.find(scope).sort({ sortAt: 1, remoteId: 1 }).lean();
    return {
      key,
      job,
      backup,
      photos: rows.filter(({ kind }) => kind === 'photo'),
      posts: rows.filter(({ kind }) => kind === 'post'),
      report: backup?.importReport as ImportReport,
    };
  }

  const run: ImportLab['run'] = async (key, { with: others = {}, signal } = {}) => {
    const dependencies = { ...runtime, ...others };
    const options = signal ? { signal } : {};
    const { attempt } = (await look(key)).job;
    const plan = await beginImport(dependencies, { ...key, attempt });
    if (!plan.go) return look(key);
    try {
      if (plan.read) {
        const opened = await openUpload(dependencies, key);
        const { pages } = await readArchive(dependencies, key, opened, options);
        for (let page = 0; page < pages; page += 1) {
          await importPhotos(dependencies, { ...key, page }, opened, lanes, options);
        }
      }
      await mergeEarlier(dependencies, key, options);
      await finishImport(dependencies, key, { outcome: 'finished', error: null, attempt });
    } catch (error) {
      if (!(error instanceof ArchiveRefusal)) throw error;
      await refuseImport(dependencies, { ...key, attempt }, { code: error.code, message: error.message });
    }
    return look(key);
  };

  return {
    runtime,
    newOwner: () => ({ id: ulid(), workspaceId: ulid() }),
    upload,
    run,
    look,
    importArchive: async (owner, parts, options) => run(await upload(owner, parts, options)),
    close: () => runtime.close(),
  };
}
