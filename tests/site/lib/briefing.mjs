// A small briefing in a folder of its own, served by the real program, as an author has it while writing.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

if (!process.env.CHANCERY) {
  throw new Error('set the environment variable CHANCERY to the path of the program: /repository/target/release/chancery');
}

export class Briefing {
  #place;
  #program;
  said = [];

  // Lays down `files`, each a path and its content, and serves them; `address` is that of the site's top.
  static async served(files, ...options) {
    const briefing = new Briefing();
    briefing.#place = await mkdtemp(path.join(tmpdir(), 'briefing-'));
    try {
      for (const [name, content] of Object.entries(files)) await briefing.write(name, content);
      await briefing.#start('--port', '0', ...options);
      return briefing;
    } catch (error) {
      await briefing.end();
      throw error;
    }
  }

  // Beside the folder first, as most editors do: on a slow machine, half a file would be seen.
  async write(name, content) {
    const draft = path.join(this.#place, 'draft');
    await mkdir(path.dirname(this.#path(name)), { recursive: true });
    await writeFile(draft, content);
    await rename(draft, this.#path(name));
  }

  move(from, to) {
    return rename(this.#path(from), this.#path(to));
  }

  remove(name) {
    return rm(this.#path(name));
  }

  async stop() {
    if (!this.#program || this.#program.exitCode !== null || this.#program.signalCode !== null) return;
    const gone = once(this.#program, 'exit');
    this.#program.kill();
    await gone;
  }

  // Serves the folder as it is now, on the port that it had.
  startAgain() {
    return this.#start('--port', new URL(this.address).port);
  }

  async end() {
    await this.stop();
    await rm(this.#place, { recursive: true });
  }

  #path(name) {
    return path.join(this.#place, 'briefing', name);
  }

  async #start(...options) {
    this.#program = spawn(process.env.CHANCERY, ['serve', this.#path('.'), ...options], { stdio: ['ignore', 'ignore', 'pipe'] });
    this.address = await this.#heard();
  }

  // The address is said first; what follows is kept for whoever wonders what happened.
  #heard() {
    const lines = createInterface(this.#program.stderr);
    return new Promise((resolve, reject) => {
      this.#program.on('error', reject);
      lines.on('close', () => reject(new Error(`the program ended:\n${this.said.join('\n')}`)));
      lines.on('line', (line) => {
        this.said.push(line);
        const address = line.match(/^serving .* at (http:\S+) \(press Ctrl-C to stop\)$/)?.[1];
        if (address) resolve(address);
      });
    });
  }
}
