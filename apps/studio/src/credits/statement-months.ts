interface StatementPeriod {
  readonly name: string;
  /** Days of UTC, as the ledger's: from the first, before the second. */
  readonly from: string;
  readonly to: string;
}

/** This month and the eleven before it, the latest first, and all of them together. */
export function statementMonths(now: Date, locale: string, allName: string): StatementPeriod[] {
  const first = (monthsAgo: number) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - monthsAgo));
  const day = (at: Date) => at.toISOString().slice(0, 10);
  const names = new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' });
  const months = Array.from({ length: 12 }, (_, ago) => ({
    name: names.format(first(ago)),
    from: day(first(ago)),
    to: day(first(ago - 1)),
  }));
  return [...months, { name: allName, from: day(first(11)), to: day(first(-1)) }];
}
