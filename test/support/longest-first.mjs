import { basename } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/** Minutes each: begun last, one of them would run alone at the end while the other cores have nothing to do. */
const longest = ['faults', 'stack-start', 'web-first-backup', 'backup-lifecycle', 'web-import', 'verify'];

/**
 * On a clean checkout jest knows no durations and goes by the size of files, which is wrong for the tests that start
 * servers and browsers: they come first here, then what else runs end to end, then the rest as jest would.
 */
export default class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const place = longest.indexOf(basename(path, '.test.ts'));
      if (place >= 0) return place;
      return path.includes('/e2e/') ? longest.length : longest.length + 1;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
