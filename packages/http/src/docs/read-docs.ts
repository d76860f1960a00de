import { operation } from '../operation.ts';
import { docsPage } from './docs-page.ts';

export const readDocs = operation({
  id: 'readDocs',
  method: 'get',
  path: '/docs',
  tag: 'Documentation',
  summary: 'Read this description as a page',
  description: 'It loads nothing from anywhere else.',
  access: 'public',
  replies: { 200: { description: 'The page.', content: { 'text/html': null } } },
  problems: [],
  async handle({ c, services }) {
    const { html, contentSecurityPolicy } = await docsPage(services.openApi());
    return c.body(html, 200, {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy,
      'cache-control': 'no-cache',
    });
  },
});
