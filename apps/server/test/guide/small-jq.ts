// What the guide uses of jq, for machines that have none: `jq [-r] PATH`, such as `.data[].id` or `.`.
import { text } from 'node:stream/consumers';

const args = process.argv.slice(2);
const isRaw = args.includes('-r');
const filter = args.find((arg) => !arg.startsWith('-')) ?? '.';

let values: unknown[] = [JSON.parse(await text(process.stdin))];
for (const [step, name, index] of filter.matchAll(/\.(\w+)|\[(\d*)\]/g)) {
  values = values.flatMap((value) => {
    if (step === '[]') return value;
    const key = name ?? Number(index);
    return [(value as Record<string | number, unknown>)[key]];
  });
}
for (const value of values) {
  const shown = isRaw && typeof value === 'string' ? value : JSON.stringify(value, null, 2);
  process.stdout.write(`${shown}\n`);
}
