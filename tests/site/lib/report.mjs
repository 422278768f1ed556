// What a run of checks found: how much was right, what was wrong and where, and the exit status that follows.

export class Report {
  #wrong = new Map();
  #seen = new Set();

  // Counts one place that was looked at: right, unless `wrong` is said of it too.
  look(place) {
    this.#seen.add(place);
  }

  // One thing wrong at a place; `way` says how the site was opened then, where that may matter.
  wrong(place, what, way) {
    this.look(place);
    const problem = `${place}: ${what}`;
    if (!this.#wrong.has(problem)) this.#wrong.set(problem, { place, ways: new Set() });
    if (way) this.#wrong.get(problem).ways.add(way);
  }

  get problems() {
    return [...this.#wrong].map(([problem, { ways }]) => (ways.size ? `${problem} (${[...ways].join(', ')})` : problem));
  }

  // The last line is the one that a CI counts tests by: `links: 120 passed, 3 failed`.
  toString(name) {
    const failed = new Set([...this.#wrong.values()].map(({ place }) => place)).size;
    return [...this.problems, `${name}: ${this.#seen.size - failed} passed, ${failed} failed`].join('\n');
  }
}
