/** An asset's address, asking the server to have the browser save it rather than show it. */
export function downloadUrl(url: string): string {
  return `${url}${url.includes('?') ? '&' : '?'}download=1`;
}
