export { newKey } from '@impresario/client';
