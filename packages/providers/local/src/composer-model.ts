/**
 * The name of what composes and plays here, in the shape of a model. Stems, WAV and extensions make a version again from its request,
 * so a change that gives one request other bytes needs another name: versions of an older one are refused there, not made otherwise.
 * The recorded hashes of the golden test go with it.
 */
export const composerModel = 'composer-2';
