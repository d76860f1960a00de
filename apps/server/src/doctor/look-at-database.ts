import { inspectDatabase } from '@impresario/database';
import type { Finding } from '@impresario/protocol';
import type { OpenedDatabase } from '../open-database.ts';
import { failed, look, ok, warning } from './finding.ts';

const oldestVersion = 15;

export function lookAtDatabase({ db }: OpenedDatabase): Promise<Finding[]> {
  const subject = ['database', 'PostgreSQL'] as const;
  const durable = ['durability', 'Commits survive power loss'] as const;
  const remedy = 'Check DATABASE_URL and that the server runs.';
  return look(subject, remedy, async () => {
    const { majorVersion, missingMigrations, survivesPowerLoss, connections } = await inspectDatabase(
      db.pool,
    );
    const { open, waiting, max } = connections;
    const detail = `version ${majorVersion}, ${open} of ${max} connections open`;
    return [
      majorVersion < oldestVersion
        ? failed(subject, detail, `Use PostgreSQL ${oldestVersion} or later.`)
        : missingMigrations.length > 0
          ? failed(
              subject,
              `lacks ${missingMigrations.join(', ')}`,
              'Restart the server: it migrates at its start.',
            )
          : waiting > 0
            ? warning(
                subject,
                `${detail}, ${waiting} requests wait for one`,
                'Run more API processes, or look for slow queries.',
              )
            : ok(subject, `${detail}, all migrations applied`),
      survivesPowerLoss
        ? ok(durable, 'fsync and synchronous_commit are on')
        : failed(
            durable,
            'fsync or synchronous_commit is off',
            'Turn both on, or acknowledged requests and credits may be lost.',
          ),
    ];
  });
}
