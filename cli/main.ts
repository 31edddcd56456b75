import { Command, InvalidArgumentError } from 'commander';
import { backup } from './commands/backup.ts';
import { demo } from './commands/demo.ts';
import { doctor } from './commands/doctor.ts';
import { type ImportOptions, importArchive } from './commands/import.ts';
import { jobs } from './commands/jobs.ts';
import { start } from './commands/start.ts';
import { stop } from './commands/stop.ts';
import { verify } from './commands/verify.ts';
import type { Dependencies } from './dependencies.ts';

/** The `perennial` command. Its work goes through the HTTP API, as anybody's does. */
export function createProgram(deps: Dependencies): Command {
  const program = new Command('perennial').description(
    'Keep it, make from it, publish it, learn from it: what you have on social networks.',
  );
  program.addHelpText(
    'after',
    '\nSettings come from the environment or a .env file: PORT, PERENNIAL_HOME, … (.env.example lists all).',
  );
  program
    .command('start')
    .description('start everything and serve until Ctrl-C')
    .action(() => start(deps));
  program
    .command('demo')
    .description('back up the demo account, save its ZIP, stop')
    .action(() => demo(deps));
  program
    .command('backup')
    .description('back up the connected account now')
    .option('--connection <id>', 'which connected account')
    .action((options: { connection?: string }) => backup(deps, options));
  program
    .command('import')
    .description('make a backup of an archive that the network let you download')
    .argument(
      '<path...>',
      'its ZIP files in any order, a folder with them, or the folder they were unpacked to',
    )
    .option(
      '--connection <id>',
      'whose archive it is, among the connected accounts; otherwise found out by its name',
    )
    .option('--include-messages', 'keep messages too, in the ZIP only')
    .option('--out <file>', 'save the ZIP of the backup there, once it is made')
    .option('--force', 'replace the file of that name')
    .addHelpText(
      'after',
      '\nInterrupted, it goes on where it was when it is called again with the same files.',
    )
    .action((paths: string[], options: ImportOptions) => importArchive(deps, paths, options));
  program
    .command('verify')
    .argument('<backup>', 'name or id of a backup, or id of its job')
    .description('re-read a backup and name what is missing, changed or unknown')
    .action((backup: string) => verify(deps, backup));
  program
    .command('jobs')
    .description('list the latest jobs')
    .option('--limit <number>', 'how many', wholeNumber, 20)
    .option('--json', 'for programs')
    .action((options: { limit: number; json?: boolean }) => jobs(deps, options));
  program
    .command('doctor')
    .description('explain what is configured, what is sandboxed, and how to change it')
    .option('--json', 'for programs')
    .action((options: { json?: boolean }) => doctor(deps, options));
  program
    .command('stop')
    .description('stop the installation that runs on the data folder')
    .action(() => stop(deps));
  return program;
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > 200) throw new InvalidArgumentError('1 to 200.');
  return value;
}
