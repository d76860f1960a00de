export async function benchCallbackIngest() { return []; }
