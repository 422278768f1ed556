// The frame of each check on the command line: its folder, its report, its exit status (0 right, 1 wrong, 2 misused).
import { readSite } from './site.mjs';

// Runs `check(site, ...rest)`, which gives a Report, when its file is the program and not imported.
export async function command(name, usage, check) {
  const [folder, ...rest] = process.argv.slice(2);
  if (!folder || rest.length !== usage.split(' ').length - 1) {
    console.error(`usage: node ${name}.mjs ${usage}`);
    process.exitCode = 2;
    return;
  }
  const started = Date.now();
  try {
    const report = await check(await readSite(folder), ...rest);
    console.log(`${name} of ${folder}: ${((Date.now() - started) / 1000).toFixed(1)} s`);
    console.log(report.toString(name));
    process.exitCode = report.problems.length ? 1 : 0;
  } catch (error) {
    console.error(`${name} of ${folder} could not be run: ${error.stack}`);
    process.exitCode = 2;
  }
}
