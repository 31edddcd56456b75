import type { Warning } from '../../../schemas/contracts/common.ts';

type Described = Pick<Warning, 'message' | 'action'>;

const be = (count: number) => (count === 1 ? '1 photo is' : `${count} photos are`);
const them = (count: number) => (count === 1 ? 'it is' : 'they are');

/** Photos of an archive that could not be had, by kind of problem, in the user's words. */
export const archiveProblems: Record<string, (count: number) => Described> = {
  missing: (count) => ({
    message: `${be(count)} named by the archive but not in it. Probably a part is missing: import all parts together, and ${them(count)} added.`,
    action: 'none',
  }),
  elsewhere: (count) => ({
    message: `${be(count)} not in the archive, only an address on the web. Save the pictures from there, if you need them.`,
    action: 'none',
  }),
  not_a_picture: (count) => ({
    message: `${be(count)} left out: the file in the archive is not a picture.`,
    action: 'none',
  }),
  damaged: (count) => ({ message: `${be(count)} damaged in the archive; kept as found.`, action: 'none' }),
  too_large: (count) => ({
    message: `${be(count)} larger than this installation allows.`,
    action: 'none',
  }),
  upload_gone: (count) => ({
    message: `${be(count)} not here any more: the upload was forgotten. Import the archive again, and ${them(count)} added.`,
    action: 'none',
  }),
};

/** What is said of any other problem. */
export const unreadableProblem = (count: number): Described => ({
  message: `${be(count)} unreadable in the archive. Download the archive again from the network, and import it.`,
  action: 'none',
});
