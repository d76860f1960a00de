import { StrictMode, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createClient } from '@impresario/client';
import { ImpresarioProvider, useGenerateMusic } from '@impresario/react';

const client = createClient({ baseUrl: '' });

function SongMaker() {
  const [prompt, setPrompt] = useState('Warm lo-fi piano for a rainy evening');
  const { generate, cancel, track, progress, stage, status, error, isGenerating } = useGenerateMusic();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void generate({ prompt });
      }}
    >
      <input aria-label="Prompt" value={prompt} onChange={(event) => setPrompt(event.target.value)} />
      <button disabled={isGenerating}>Generate</button>
      {isGenerating && (
        <p>
          <progress value={progress ?? undefined} /> {stage ?? status}
          <input type="button" value="Cancel" onClick={() => void cancel()} />
        </p>
      )}
      {error && <p role="alert">{error.message}</p>}
      {track?.versions.map(({ id, audio }) => audio && <audio key={id} controls src={audio.url} />)}
    </form>
  );
}

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <ImpresarioProvider client={client}>
      <SongMaker />
    </ImpresarioProvider>
  </StrictMode>,
);
