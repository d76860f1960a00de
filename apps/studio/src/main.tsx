import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ImpresarioProvider } from '@impresario/react';
import { engine } from './api/engine.ts';
import { queryClient } from './api/query-client.ts';
import { App } from './app/app.tsx';
import { keepFiles } from './app/register-worker.ts';
import { startLanguage } from './i18n/index.ts';
import './styles/base.css';
import './styles/tokens.css';
import './styles/fonts.css';

keepFiles();
const root = document.getElementById('root');
if (!root) throw new Error('index.html has no #root');
await startLanguage();
createRoot(root).render(
  <StrictMode>
    <ImpresarioProvider client={engine} queryClient={queryClient}>
      <App />
    </ImpresarioProvider>
  </StrictMode>,
);
