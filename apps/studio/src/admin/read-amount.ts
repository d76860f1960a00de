/** The most that is moved at once, as the server has it. */
export const amountMax = 1_000_000;

/** A typed number of credits, with a comma or a point; null where it is none that can be moved. Pure. */
export function readAmount(typed: string): number | null {
  const plain = typed.replace(/\s/g, '').replace(',', '.');
  if (!/^\d+(\.\d{1,3})?$/.test(plain)) return null;
  const amount = Number(plain);
  return amount > 0 && amount <= amountMax ? amount : null;
}
