/** The only module of the flows that reads the environment: where pictures of the pages are kept, if anywhere. */
export const pictureFolder = process.env['FLOW_PICTURES'] ?? null;
