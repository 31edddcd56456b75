/** Names of what the page keeps of the server, from wide to narrow, so that a prefix renews all below it. */
export const queryKeys = {
  profile: ['profile'] as const,
  sessions: ['sessions'] as const,
  members: (workspaceId: string) => ['members', workspaceId] as const,
  connections: (workspaceId: string) => ['connections', workspaceId] as const,
  jobs: (workspaceId: string) => ['jobs', workspaceId] as const,
  job: (jobId: string) => ['job', jobId] as const,
  backups: (workspaceId: string) => ['backups', workspaceId] as const,
  backup: (backupId: string) => ['backup', backupId] as const,
  memoriesOf: (backupId: string) => ['memories', backupId] as const,
  memories: (backupId: string, filter: object) => ['memories', backupId, filter] as const,
  memory: (memoryId: string) => ['memory', memoryId] as const,
};
