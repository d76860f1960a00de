import { useState } from 'react';
import { figurePeriodNames } from './figure-period-names.ts';
import type { FigurePeriod, Figures, Overview } from '@impresario/protocol';
import { explain } from '../api/engine.ts';
import { keep, readKept } from '../browser-storage.ts';
import { useText } from '../i18n/index.ts';
import { Segments } from '../ui/segments.tsx';
import { AdminPage, forAdmins } from './admin-page.tsx';
import { ConcernList } from './concern-list.tsx';
import { concernsOf, type Concern } from './concerns.ts';
import { DeploymentChecks } from './deployment-checks.tsx';
import { FigureCharts } from './figure-charts.tsx';
import { FigureTiles } from './figure-tiles.tsx';
import { InvariantCheck } from './invariant-check.tsx';
import { clockOf } from './measure-words.ts';
import { OrphanList } from './orphan-list.tsx';
import styles from './overview-page.module.css';
import { ProviderCards } from './provider-cards.tsx';
import { StuckList } from './stuck-list.tsx';
import { useFigures, useOverview } from './use-admin.ts';

/** For a tired operator at night: what is wrong first, then how it goes, then all there is to look into. */
export const OverviewPage = forAdmins(function Overview() {
  const text = useText();
  const overview = useOverview();
  const { data, error, dataUpdatedAt } = overview;
  const time = clockOf(dataUpdatedAt);
  const lead = !data
    ? error && text('admin.unread', { why: explain(error) })
    : text(error ? 'admin.stale' : 'admin.fresh', { time });
  return (
    <AdminPage title={text('admin.overview')} lead={lead}>
      {data ? <Everything overview={data} /> : !error && <p>{text('admin.reading')}</p>}
    </AdminPage>
  );
});

function keptPeriod(): FigurePeriod {
  const kept = readKept<string>('admin-period');
  return figurePeriodNames.find((name) => name === kept) ?? '24h';
}

type Folded = 'stuck' | 'orphans' | 'invariants' | 'checks';

function Everything({ overview }: { overview: Overview }) {
  const text = useText();
  const [period, setPeriod] = useState(keptPeriod);
  const [open, setOpen] = useState<ReadonlySet<Folded>>(new Set());
  const shown = useFigures(period);
  const figures = shown.data ?? null;
  const lately = useFigures('24h').data ?? null;
  const concerns = concernsOf(overview, lately);
  const folded = (name: Folded) => ({
    isOpen: open.has(name),
    onToggle: (isOpen: boolean) =>
      setOpen((now) => new Set(isOpen ? [...now, name] : [...now].filter((each) => each !== name))),
  });
  const show = (name: Folded) => {
    folded(name).onToggle(true);
    const section = document.getElementById(name);
    section?.scrollIntoView({ block: 'start' });
    section?.querySelector('summary')?.focus({ preventScroll: true });
  };
  return (
    <>
      <ConcernList concerns={concerns} overview={overview} onGo={show} />
      <div className={styles.period}>
        <Segments
          label={text('admin.period')}
          isWide
          isLabelHidden
          options={figurePeriodNames.map((value) => ({ value, label: text(`admin.period.${value}`) }))}
          value={period}
          onChange={(value) => {
            keep('admin-period', value);
            setPeriod(value);
          }}
        />
      </div>
      {!figures && shown.error && <p>{text('admin.unread', { why: explain(shown.error) })}</p>}
      {figures && (
        <>
          <FigureTiles figures={figures} overview={overview} />
          <FigureCharts figures={figures} overview={overview} />
        </>
      )}
      {/* Not before what stands above them: nothing is to move once it can be read. */}
      {!shown.isPending && (
        <Below overview={overview} figures={figures} concerns={concerns} folded={folded} />
      )}
    </>
  );
}

interface BelowProps {
  readonly overview: Overview;
  readonly figures: Figures | null;
  readonly concerns: readonly Concern[];
  readonly folded: (name: Folded) => { isOpen: boolean; onToggle: (isOpen: boolean) => void };
}

function Below({ overview, figures, concerns, folded }: BelowProps) {
  return (
    <>
      <ProviderCards overview={overview} figures={figures} concerns={concerns} />
      <StuckList count={overview.stuck} {...folded('stuck')} />
      <OrphanList {...overview.orphans} {...folded('orphans')} />
      <DeploymentChecks {...folded('checks')} />
      <InvariantCheck {...folded('invariants')} />
    </>
  );
}
