// Another program, run to its end: its exit status and what it said.
import { execFile } from 'node:child_process';

export function run(program, args) {
  return new Promise((resolve, reject) => {
    execFile(program, args, { maxBuffer: 2 ** 28 }, (error, stdout, stderr) => {
      if (typeof error?.code === 'string') reject(new Error(`cannot run ${program}: ${error.code}`));
      else resolve({ status: error ? error.code : 0, stdout, stderr });
    });
  });
}
