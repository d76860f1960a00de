export async function benchInFlight() { return []; }
