import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { QueryClient } from '@tanstack/react-query';
import { createClient } from '@impresario/client';
import {
  ImpresarioProvider,
  useConnection,
  useCredits,
  useGenerateMusic,
  useOperations,
  useProviders,
  useTrack,
  useTracks,
  useUpload,
} from '@impresario/react';

/** Every hook on one page, to be looked at by tests; the address says which prompt is ordered. */
const client = createClient({ baseUrl: '' });
const prompt = new URLSearchParams(location.search).get('prompt') ?? 'A jig';

function Order({ trackId }: { trackId: string | null }) {
  const music = useGenerateMusic({ trackId });
  return (
    <section aria-label="Order">
      <button onClick={() => void music.generate({ prompt })}>Generate</button>
      <button onClick={() => void music.cancel()}>Cancel</button>
      <button onClick={music.reset}>Reset</button>
      <output aria-label="Status">{music.status}</output>
      <output aria-label="Ordered">{music.track?.id}</output>
      <output aria-label="Progress">{music.progress}</output>
      <output aria-label="Stage">{music.stage}</output>
      <output aria-label="Busy">{String(music.isGenerating)}</output>
      <output aria-label="Problem">{music.error && `${music.error.code}: ${music.error.message}`}</output>
    </section>
  );
}

function List({ label, status }: { label: string; status?: 'completed' }) {
  const { data = [], hasNextPage, fetchNextPage } = useTracks({ status, limit: 2 });
  return (
    <section aria-label={label}>
      {data.map((track) => (
        <p key={track.id}>{`${track.prompt} ${track.status}`}</p>
      ))}
      {hasNextPage && <button onClick={() => void fetchNextPage()}>More</button>}
    </section>
  );
}

function Facts() {
  const credits = useCredits();
  const providers = useProviders();
  const { state, isReachable } = useConnection();
  const first = useTrack('019a0000-0000-7000-8000-000000000001');
  const operations = useOperations();
  const { upload, progress, data, cancel, error } = useUpload();
  return (
    <section aria-label="Facts">
      <output aria-label="Credits">{credits.data?.creditsRemaining}</output>
      <output aria-label="Providers">{providers.data?.length}</output>
      <output aria-label="Connection">{`${state} ${isReachable ? 'reachable' : 'away'}`}</output>
      <output aria-label="First">{first.data?.status ?? first.error?.code}</output>
      <output aria-label="Work">{operations.map((each) => each.status).join()}</output>
      <input
        type="file"
        aria-label="Reference"
        onChange={({ target }) => target.files?.[0] && void upload(target.files[0])}
      />
      <button onClick={cancel}>Stop</button>
      <output aria-label="Uploaded">{data?.id ?? error?.code ?? progress}</output>
    </section>
  );
}

const otherCache = new QueryClient();

function Probe() {
  const [isShown, setShown] = useState(true);
  const [keptId, setKeptId] = useState<string | null>(null);
  return (
    <>
      <button onClick={() => setShown(!isShown)}>{isShown ? 'Leave' : 'Come back'}</button>
      <input aria-label="Kept id" onChange={({ target }) => setKeptId(target.value || null)} />
      {isShown && (
        <>
          <ImpresarioProvider client={client}>
            <Order trackId={keptId} />
            <List label="All" />
            <Facts />
          </ImpresarioProvider>
          <ImpresarioProvider client={client}>
            <List label="All again" />
          </ImpresarioProvider>
          <ImpresarioProvider client={client} queryClient={otherCache}>
            <List label="Completed" status="completed" />
          </ImpresarioProvider>
        </>
      )}
    </>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Probe />
  </StrictMode>,
);
