export { readNetwork } from './addresses/client-address.ts';
export { createHttp } from './create-http.ts';
export type { HttpOptions, JwtIdentity, LocalIdentity, Readiness, Signup } from './http-options.ts';
export { listen } from './listen.ts';
export { ListenError } from './listen-error.ts';
export type { Listening, ListenOptions } from './listen.ts';
export { createPresenter } from './replies/presenter.ts';
export type { Presenter } from './replies/presenter.ts';
