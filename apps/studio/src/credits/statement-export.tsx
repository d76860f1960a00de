import { useState } from 'react';
import { readLocale, useText } from '../i18n/index.ts';
import { Icon } from '../ui/icon.tsx';
import { SelectField } from '../ui/text-field.tsx';
import buttons from '../ui/button.module.css';
import styles from './credits.module.css';
import { SideCard } from './side-card.tsx';
import { statementMonths } from './statement-months.ts';

const formats = ['csv', 'json'] as const;

/** The ledger of a month, or of a year, as a file; the server names it. */
export function StatementExport() {
  const text = useText();
  const [chosen, setChosen] = useState(0);
  const periods = statementMonths(new Date(), readLocale(), text('credits.statement.year'));
  const period = periods[chosen] ?? periods[0]!;
  return (
    <SideCard title={text('credits.statement')}>
      <p className={styles.small}>{text('credits.statement.text')}</p>
      <SelectField
        label={text('credits.statement.period')}
        value={String(chosen)}
        options={periods.map(({ name }, index) => ({ id: String(index), label: name }))}
        onChange={(value) => setChosen(Number(value))}
      />
      <div className={styles.downloads}>
        {formats.map((format) => (
          <a
            key={format}
            className={`${buttons.button} ${buttons.plain}`}
            href={`/v1/credits/statement?${new URLSearchParams({ from: period.from, to: period.to, format }).toString()}`}
            download
          >
            <Icon name="download" size={18} />
            {text(`credits.statement.${format}`)}
          </a>
        ))}
      </div>
    </SideCard>
  );
}
