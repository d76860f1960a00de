/** `1:05`, and `1:02:05` from an hour on; `–` when unknown. */
export function formatDuration(seconds: number | null | undefined): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–';
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number) => String(value).padStart(2, '0');
  return hours ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

const ages = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
];

/** `now`, `5 min`, `3 h` or `12 d`: how long ago an ISO time was. */
export function formatAge(iso: string, nowMs: number): string {
  const seconds = (nowMs - Date.parse(iso)) / 1000;
  const age = ages.find((each) => seconds >= each.seconds);
  return age ? `${Math.floor(seconds / age.seconds)} ${age.unit}` : 'now';
}

/** `1 credit`, `0.5 credits`. */
export function formatCredits(credits: number): string {
  return `${formatAmount(credits)} ${credits === 1 ? 'credit' : 'credits'}`;
}

/** A number of credits with as many decimals as it needs, at most three. */
export function formatAmount(credits: number): string {
  return credits.toLocaleString('en', { maximumFractionDigits: 3 });
}

/** `840 B`, `3.4 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  return `${(bytes / 1000 ** power).toFixed(power ? 1 : 0)} ${units[power]}`;
}

/** `2026-11-22 15:04`, in the reader's own time zone. */
export function formatTime(iso: string): string {
  const date = new Date(iso);
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}`;
}
