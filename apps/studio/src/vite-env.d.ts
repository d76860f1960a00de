/// <reference types="vite/client" />

interface ImportMetaEnv {
  readonly VITE_STUDIO_VERSION: string;
}
