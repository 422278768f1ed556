// The headers that the guide has every host send, by their names.
import { readFile } from 'node:fs/promises';

const guide = await readFile(new URL('../../../docs/content/reference/headers.md', import.meta.url), 'utf8');

export const HEADERS = Object.fromEntries(
  guide.match(/```http\n([^]*?)```/)[1].trim().split('\n').map((line) => line.split(/: (.*)/, 2)));
