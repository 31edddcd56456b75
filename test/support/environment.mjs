import { rmSync } from 'node:fs';
import { TestEnvironment } from 'jest-environment-node';

/**
 * Node's environment, which removes a test file's folders after all that the file does. Hooks of a support module
 * would run before the file's own, in the order of definition, and take the folders from under servers that still run.
 */
export default class FolderEnvironment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.foldersToRemove = [];
  }

  async teardown() {
    const folders = this.global.foldersToRemove;
    await super.teardown();
    for (const folder of folders) rmSync(folder, { recursive: true, force: true });
  }
}
