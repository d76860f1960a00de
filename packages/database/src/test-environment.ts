/** The one place of this package that reads the environment, and only in tests. */

/** A PostgreSQL to test on instead of the embedded one; its user must be allowed to make databases. */
export function externalTestServer(): string | undefined {
  return process.env['TEST_DATABASE_URL'] || undefined;
}

/** The URL of the migrated template, as the global setup hands it to the test workers. */
export function testTemplateUrl(): string | undefined {
  return process.env['IMPRESARIO_TEST_DATABASE_URL'] || undefined;
}

/** Workers started after this inherit it. */
export function setTestTemplateUrl(url: string | undefined): void {
  if (url === undefined) delete process.env['IMPRESARIO_TEST_DATABASE_URL'];
  else process.env['IMPRESARIO_TEST_DATABASE_URL'] = url;
}
