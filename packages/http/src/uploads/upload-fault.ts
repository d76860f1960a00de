/** An upload that is not whole, or not of the form it says: the sender's fault. */
export class UploadFault extends Error {
  override readonly name = 'UploadFault';
  readonly code = 'upload_fault';
  readonly retryable = false;
}
