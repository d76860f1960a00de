/** The server could not be put on its address; `message` is for the person who starts it. */
export class ListenError extends Error {
  override readonly name = 'ListenError';
  readonly code: 'port_in_use' | 'address_unavailable' | 'permission_denied' | 'listen_failed';
  readonly retryable = false;

  constructor(code: ListenError['code'], message: string, options: { cause: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** What kept a server from listening, in words for the person who starts it. */
export function listenError(error: NodeJS.ErrnoException, host: string, port: number): ListenError {
  const cause = { cause: error };
  if (error.code === 'EADDRINUSE') {
    return new ListenError('port_in_use', `Port ${port} on ${host} is in use by another program.`, cause);
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND') {
    return new ListenError('address_unavailable', `${host} is not an address of this machine.`, cause);
  }
  if (error.code === 'EACCES') {
    return new ListenError(
      'permission_denied',
      `Port ${port} on ${host} may not be used by this user.`,
      cause,
    );
  }
  return new ListenError('listen_failed', `The server could not listen on ${host}, port ${port}.`, cause);
}
