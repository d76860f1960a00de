// What the guide uses of jq, for machines that have none: `jq [-r] PATHS`, such as `.data[].id`, `.code, .status` or `.`.
import { text } from 'node:stream/consumers';

const args = process.argv.slice(2);
const isRaw = args.includes('-r');
const filter = args.find((arg) => !arg.startsWith('-')) ?? '.';
const input: unknown = JSON.parse(await text(process.stdin));

for (const path of filter.split(',')) {
  for (const value of at(path)) {
    const shown = isRaw && typeof value === 'string' ? value : JSON.stringify(value, null, 2);
    process.stdout.write(`${shown}\n`);
  }
}

function at(path: string): unknown[] {
  let values = [input];
  for (const [step, name, index] of path.matchAll(/\.(\w+)|\[(\d*)\]/g)) {
    values = values.flatMap((value) => {
      if (step === '[]') return value;
      const key = name ?? Number(index);
      return [(value as Record<string | number, unknown>)[key]];
    });
  }
  return values;
}
